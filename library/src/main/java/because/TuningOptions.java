package because;

import because.core.BadInput;
import because.models.tune.Space;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good options of a model are looked for.
 *
 * @param space the ranges of the options that are tuned, by name, as {@link because.models.tune.Range#parse} reads them; empty for those that are usual for the
 *     model
 * @param configurations how many are tried, with the present one; 2 or more
 * @param reduction of how many one goes on to the next rung; 2 or more
 * @param least the budget of the first rung: epochs, or percent of the people; 0 for a tenth
 * @param budget what a short training has less of
 * @param seed of the configurations that are drawn
 */
public record TuningOptions(
        Map<String, String> space, int configurations, int reduction, int least, Budget budget, long seed) {

    /** What a short training has less of. */
    public enum Budget {
        /** Epochs, if the model has any; otherwise nothing. */
        AUTO,
        /** Passes over the data. */
        EPOCHS,
        /** People. */
        PEOPLE,
        /** Nothing: each configuration is trained in full. */
        FULL;

        /** @return the name in the file */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is used where nothing is said. */
    public static final TuningOptions DEFAULTS = new TuningOptions(Map.of(), 27, 3, 0, Budget.AUTO, 1);

    /** Copies the map, keeps its order and checks the ranges. */
    public TuningOptions {
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
        if (!space.isEmpty()) {
            Space.parse(space);
        }
        if (configurations < 2) {
            throw BadInput.of("tuning.configurations", configurations, "2 or more", "");
        }
        if (reduction < 2) {
            throw BadInput.of("tuning.reduction", reduction, "2 or more", "");
        }
        if (least < 0) {
            throw BadInput.of("tuning.least", least, "0 (as usual), or 1 or more", "");
        }
    }
}
