package because.models.outside;

/** Takes a request to a model outside and brings its answer. Safe for use by several threads. */
interface Exchange extends AutoCloseable {

    /** @return whom it asks, for messages */
    String where();

    /**
     * Asks once.
     *
     * @param request one line of JSON, without its end
     * @param most how many bytes the answer may have
     * @return the answer
     * @throws Unanswered if there is none, or none of this length
     * @throws InterruptedException if the thread is to end
     */
    byte[] ask(byte[] request, long most) throws Unanswered, InterruptedException;

    @Override
    void close();

    /** There is no answer that could be used. */
    final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean again;
        private final long wait;

        /**
         * @param message what went wrong, after the name of whom was asked
         * @param again whether the same request may be answered another time
         * @param wait how many milliseconds the other side asks to wait, 0 if it does not say
         */
        Unanswered(String message, boolean again, long wait) {
            super(message);
            this.again = again;
            this.wait = wait;
        }

        boolean again() {
            return again;
        }

        long waiting() {
            return wait;
        }
    }
}
