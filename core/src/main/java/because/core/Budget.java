package because.core;

/**
 * What an explanation may cost.
 *
 * @param calls how many coalitions may be evaluated at most, 2 or more; a method that can do with fewer does
 */
public record Budget(long calls) {
    /** Refuses fewer than two calls: nobody present and everybody present are always needed. */
    public Budget {
        if (calls < 2) {
            throw BadInput.of("budget", calls, "2 calls or more", "");
        }
    }

    /**
     * @param calls how many coalitions may be evaluated at most
     * @return the budget
     */
    public static Budget calls(long calls) {
        return new Budget(calls);
    }
}
