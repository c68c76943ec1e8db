package because.narrate.picture;

import because.core.BadInput;
import java.util.Arrays;
import java.util.Locale;

/** A kind of picture. */
public enum Chart {
    /** From the base value to the score, one step a player: every value in its place of the sum. */
    WATERFALL,
    /** The values side by side, each from zero; over many people their mean sizes. */
    BAR,
    /** Over many people: a row for each event or group, a dot for each person. */
    BEESWARM,
    /** Over many people: values against a property of what they belong to, such as its age; how the target moves with a feature. */
    DEPENDENCE,
    /** The values in the order of time, as colours; over many people a row for each. */
    HEATMAP,
    /** Where a Transformer looked, as shares: events across, attention heads down. */
    ATTENTION,
    /** How the answer came about step by step: the sum player by player, the rank layer by layer, the way over a knowledge graph. */
    PATH;

    /** @return the name in options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param label a name, in any case
     * @return the chart of that name
     * @throws BadInput if there is none
     */
    public static Chart of(String label) {
        return Arrays.stream(values())
                .filter(chart -> chart.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "chart",
                        label,
                        Arrays.stream(values()).map(Chart::label).toList()));
    }
}
