package because.models.baseline;

import because.core.BadInput;

/**
 * The options of {@link Popularity}.
 *
 * @param window how many days before the newest event of the data count; 0 for all of time
 */
public record PopularityOptions(int window) {
    /** Refuses negative windows. */
    public PopularityOptions {
        if (window < 0) {
            throw BadInput.of("window", window, "a number of days, or 0 for all of time", "");
        }
    }

    /** @return all of time */
    public static PopularityOptions defaults() {
        return new PopularityOptions(0);
    }

    /**
     * @param window how many days count
     * @return the same options with it
     */
    public PopularityOptions withWindow(int window) {
        return new PopularityOptions(window);
    }
}
