package because.models.sequence;

import because.core.BadInput;
import because.core.Dataset;
import because.models.feature.FeatureOptions;
import because.models.store.OptionMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The options of a sequence Transformer: one model of clear parts, of which well-known ones are presets.
 *
 * @param preset what the other options are where nothing is said
 * @param form the form of the network
 * @param reading what it reads
 * @param learning what it is to tell
 * @param descent how its weights are found
 * @param features how attributes become features
 * @param adapters which tasks it learns
 * @param tuning what of the encoder of items' texts is trained with it
 */
public record TransformerOptions(
        Preset preset,
        Form form,
        Reading reading,
        Learning learning,
        Descent descent,
        FeatureOptions features,
        Adapters adapters,
        EncoderTuning tuning) {

    /** Refuses parts that do not fit together. */
    public TransformerOptions {
        tuning.check(reading);
        if (learning.objective() == Learning.Objective.CLOZE && form.block() == Form.Block.HSTU) {
            throw BadInput.of(
                    "objective",
                    "cloze",
                    "next-item, for the block hstu looks back only",
                    "Maybe choose another block.");
        }
        if (reading.shuffled() && form.block() == Form.Block.HSTU) {
            throw BadInput.of(
                    "shuffled", true, "false, for the block hstu looks at times", "Maybe choose another block.");
        }
        if (learning.fidelity() > 0 && adapters.labelled()) {
            throw BadInput.of(
                    "fidelity",
                    learning.fidelity(),
                    "0, for a model of ratings or probabilities",
                    "Maybe learn its explainer afterwards: because learn-explainer.");
        }
    }

    /** A model of the next item. */
    TransformerOptions(Preset preset, Form form, Reading reading, Learning learning, Descent descent) {
        this(
                preset,
                form,
                reading,
                learning,
                descent,
                FeatureOptions.defaults(),
                Adapters.NEXT_ITEM,
                EncoderTuning.NONE);
    }

    /**
     * @param adapters which tasks it learns
     * @return the same options with them
     */
    public TransformerOptions withAdapters(Adapters adapters) {
        return new TransformerOptions(preset, form, reading, learning, descent, features, adapters, tuning);
    }

    /** The same options with another reading. */
    TransformerOptions withReading(Reading reading) {
        return new TransformerOptions(preset, form, reading, learning, descent, features, adapters, tuning);
    }

    /** @return what is good for some hundred to some hundred thousand people */
    public static TransformerOptions defaults() {
        return Preset.BECAUSE.options();
    }

    /**
     * A preset, with some options changed.
     *
     * @param what whose options they are, for messages
     * @param given values by name, the preset's among them; what is not there is as in the preset
     * @return the options
     * @throws BadInput if there is no such preset or option, or a value does not fit
     */
    public static TransformerOptions of(String what, Map<String, String> given) {
        return OptionMap.read(what, preset(what, given).options(), given);
    }

    /**
     * As {@link #of(String, Map)}, but what the preset {@code because} leaves open is chosen by the data and the task.
     *
     * @param what whose options they are, for messages
     * @param given values by name
     * @param data what is learnt from
     * @return the options
     * @throws BadInput if there is no such preset or option, or a value does not fit
     */
    public static TransformerOptions of(String what, Map<String, String> given, Dataset data) {
        Preset preset = preset(what, given);
        TransformerOptions asked = OptionMap.read(what, preset.options(), given);
        return OptionMap.read(what, preset.options(data, asked.adapters().task(), asked.features()), given);
    }

    private static Preset preset(String what, Map<String, String> given) {
        Map<String, String> only = new HashMap<>(given);
        only.keySet().retainAll(java.util.Set.of("preset"));
        return OptionMap.read(what, defaults(), only).preset();
    }

    /** @return the name under which the preset is chosen */
    @Override
    public String toString() {
        return preset.name().toLowerCase(Locale.ROOT) + " " + OptionMap.of(this);
    }
}
