package because.models.sequence;

import because.core.BadInput;

/** What options may be. */
final class Ranges {
    private Ranges() {}

    static void check(String name, int value, int least, int most) {
        check(name, value >= least && value <= most, value, least + " to " + most);
    }

    static void check(String name, boolean holds, Object value, String allowed) {
        if (!holds) {
            throw BadInput.of(name, value, allowed, "");
        }
    }

    /** A share from 0 up to, not including, 1. */
    static void share(String name, double value) {
        check(name, value >= 0 && value < 1, value, "0 up to, not including, 1");
    }
}
