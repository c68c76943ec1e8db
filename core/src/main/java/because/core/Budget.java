package because.core;

import java.util.OptionalDouble;

/**
 * What an explanation may cost.
 *
 * @param calls how many coalitions may be evaluated at most, 2 or more; a method that can do with fewer does
 * @param precision how large the largest standard error may be, as a share of the largest value; above 0, below 1. With it fewer calls are made if fewer do
 * @param seconds after how long the best explanation until then is taken; above 0
 */
public record Budget(long calls, OptionalDouble precision, OptionalDouble seconds) {
    /** Refuses fewer than two calls: nobody present and everybody present are always needed. */
    public Budget {
        if (calls < 2) {
            throw BadInput.of("budget", calls, "2 calls or more", "");
        }
        if (precision.isPresent() && !(precision.getAsDouble() > 0 && precision.getAsDouble() < 1)) {
            throw BadInput.of("precision", precision.getAsDouble(), "above 0, below 1, such as 0.05", "");
        }
        if (seconds.isPresent() && !(seconds.getAsDouble() > 0 && seconds.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("seconds", seconds.getAsDouble(), "above 0", "");
        }
    }

    /**
     * @param calls how many coalitions may be evaluated at most
     * @return the budget
     */
    public static Budget calls(long calls) {
        return new Budget(calls, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * @param precision how large the largest standard error may be, as a share of the largest value
     * @return the same budget with it
     */
    public Budget upTo(double precision) {
        return new Budget(calls, OptionalDouble.of(precision), seconds);
    }

    /**
     * @param seconds after how long the best explanation until then is taken
     * @return the same budget with it
     */
    public Budget within(double seconds) {
        return new Budget(calls, precision, OptionalDouble.of(seconds));
    }
}
