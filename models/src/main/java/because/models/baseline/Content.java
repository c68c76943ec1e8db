package because.models.baseline;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Transferable;
import because.models.Candidates;
import because.models.feature.FeatureSpace;
import because.models.feature.Field;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.network.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Recommends what is like what a person used: the nearest neighbours of the profile in the space of attributes, texts and given vectors. A score is the mean
 * cosine of the candidate with the profile's items, each once; what is not known of an item is like nothing. It looks at nobody else's events, so an item that
 * nobody used yet is scored like any other.
 */
public final class Content implements Recommender, Storable, Transferable {
    /** The name of this kind of model. */
    public static final String MODEL = "content";

    private final StoredModel stored;
    private final FeatureSpace space;
    private final Features[] vectors;

    private Content(StoredModel stored) {
        this.stored = stored.ofKind(MODEL);
        this.space = FeatureSpace.fromJson(stored.text(FeatureSpace.FILE));
        this.vectors = stored.catalog().items().stream().map(this::vector).toArray(Features[]::new);
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws because.core.BadInput if it is of another kind or damaged
     */
    public static Content restore(StoredModel stored) {
        return new Content(stored);
    }

    /** An item's features, as a vector of length 1; empty if nothing is known of it. */
    private Features vector(Item item) {
        Features all = space.item(item);
        double square = 0;
        for (int i = 0; i < all.size(); i++) {
            square += known(all.index(i)) ? (double) all.value(i) * all.value(i) : 0;
        }
        Features.Collector unit = new Features.Collector();
        for (int i = 0; i < all.size(); i++) {
            if (known(all.index(i))) {
                unit.add(all.index(i), all.value(i) / Math.sqrt(square));
            }
        }
        return unit.done();
    }

    private boolean known(int feature) {
        return feature - space.items().offset(space.items().fieldOf(feature)) != Field.UNKNOWN;
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        Candidates.check(candidates, catalog());
        Features[] items = candidates == catalog().candidates()
                ? vectors
                : candidates.stream().map(this::vector).toArray(Features[]::new);
        double[][] scores = new double[profiles.size()][items.length];
        IntStream.range(0, scores.length).parallel().forEach(row -> score(profiles.get(row), items, scores[row]));
        return scores;
    }

    private Features vector(ItemRef item) {
        return switch (item) {
            case Candidate.Known known -> vectors[known.index()];
            case Candidate.Described described -> vector(described.item());
            case ItemRef.Hidden _ -> Features.NONE;
        };
    }

    private void score(Profile profile, Features[] items, double[] scores) {
        Candidates.items(profile, catalog());
        Map<Object, Features> once = new LinkedHashMap<>();
        for (Event event : profile.events()) {
            if (event.item() != ItemRef.Hidden.HIDDEN) {
                once.put(event.item(), vector(event.item()));
            }
        }
        double[] sum = new double[space.items().size()];
        for (Features item : once.values()) {
            for (int i = 0; i < item.size(); i++) {
                sum[item.index(i)] += item.value(i);
            }
        }
        for (int column = 0; column < scores.length && !once.isEmpty(); column++) {
            double score = 0;
            for (int i = 0; i < items[column].size(); i++) {
                score += sum[items[column].index(i)] * items[column].value(i);
            }
            scores[column] = score / once.size();
        }
    }

    @Override
    public Content over(Catalog other) {
        return new Content(stored.over(other));
    }

    @Override
    public Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, false, false, false, true, true, false);
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public StoredModel store() {
        return stored;
    }
}
