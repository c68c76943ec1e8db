package because.network;

import because.core.Event;

/** What a moment says, as features of the tokens that have to do with it. Pure functions of the moment. */
public interface Moments {
    /** Moments say nothing. */
    Moments NONE = new Moments() {
        @Override
        public Features of(long time) {
            return Features.NONE;
        }

        @Override
        public Features before(long time) {
            return Features.NONE;
        }

        @Override
        public Moments unasked() {
            return this;
        }
    };

    /**
     * @param time when a token's event took place, in milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     * @return what that says, for this token
     */
    Features of(long time);

    /**
     * @param time when the next event took place, or the moment of the question, in milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     * @return what that says, for the token from which the next event is told
     */
    Features before(long time);

    /** @return the same, but that nothing is said of what comes next */
    Moments unasked();
}
