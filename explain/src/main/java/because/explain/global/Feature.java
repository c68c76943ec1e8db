package because.explain.global;

import because.core.Item;

/** Something that differs between pairs of people and items, and how a pair gets another's. */
interface Feature {
    /** What it is. */
    Variable variable();

    /** Its value in a pair as it is; NaN if not known, or not to be said by a number. */
    default double read(Pair pair, Item item) {
        return Double.NaN;
    }

    /** Makes it the other pair's. Only for what can be changed. */
    default void take(Draft draft, Pair other) {
        throw new IllegalStateException(variable().name());
    }

    /** Sets it. Only for numbers, flags and categories that can be changed. */
    default void put(Draft draft, double value) {
        throw new IllegalStateException(variable().name());
    }

    /** Whether a pair can have the value. */
    default boolean possible(Pair pair, double value) {
        return true;
    }
}
