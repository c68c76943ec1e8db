package because.models.baseline;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Trainer;
import because.models.feature.FeatureBlock;
import because.models.feature.FeatureOptions;
import because.models.feature.FeatureSpace;
import because.models.feature.Field;
import because.models.store.StoredModel;
import java.util.List;
import java.util.Map;

/**
 * Learns how attributes become numbers: vocabularies, means, ranges. Nothing is learnt of what people do.
 *
 * @param options what is compared
 */
public record ContentTrainer(ContentOptions options) implements Trainer {
    @Override
    public String model() {
        return Content.MODEL;
    }

    @Override
    public Content train(Dataset data, Run run) {
        run.requireUnweighted(model());
        run.progress().stage("training content", 1);
        FeatureSpace space = compared(data, options);
        run.progress().step(1, Map.of());
        return Content.restore(StoredModel.trained(
                Content.MODEL,
                options,
                run.seed(),
                data,
                Map.of(),
                Map.of(FeatureSpace.FILE, space.toJson()),
                Map.of()));
    }

    /**
     * The attributes of items that can be compared.
     *
     * @param data what vocabularies, means and ranges are learnt from
     * @param options which attributes
     * @return a space of these attributes of the items, and of nothing else
     * @throws BadInput if an attribute is not there, or there is none to compare
     */
    public static FeatureSpace compared(Dataset data, ContentOptions options) {
        FeatureSpace all = FeatureSpace.learn(data, FeatureOptions.defaults());
        List<String> names = options.names();
        List<String> there = all.items().fields().stream().map(Field::name).toList();
        for (String name : names) {
            if (!there.contains(name)) {
                throw BadInput.unknown("attribute of the items", name, there);
            }
        }
        List<Field> compared = all.items().fields().stream()
                .filter(field -> names.isEmpty() || names.contains(field.name()))
                .toList();
        if (compared.isEmpty()) {
            throw new BadInput(
                    "the items of this data have no attributes to compare."
                            + "\nMaybe map some in because.yaml: data.items.attributes, or data.texts for what is written of them.");
        }
        FeatureBlock nothing = new FeatureBlock(List.of());
        return new FeatureSpace(new FeatureBlock(compared), nothing, nothing, nothing);
    }
}
