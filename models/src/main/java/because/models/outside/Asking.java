package because.models.outside;

import because.core.BadInput;
import java.time.Duration;

/**
 * How a model outside is asked.
 *
 * @param fingerprint what tells this version of the model from another, if the model does not say so itself
 * @param timeout seconds until an answer must be there, above 0
 * @param retries how often a request that failed is sent again, 0 or more; scoring changes nothing, so that is safe
 * @param batch how many profiles are sent in one request at most, 1 or more
 * @param tolerance by how much two answers to one question may differ, relative to the largest score in them: 0 for not at all, below 0.01
 */
public record Asking(String fingerprint, double timeout, int retries, int batch, double tolerance) {
    /** A difference of more than this is no rounding. */
    private static final double MOST_TOLERANCE = 0.01;

    /** Longer than this nobody waits; it keeps the seconds within what a clock can count. */
    private static final double LONGEST = 86_400;

    /** Refuses what is out of range. */
    public Asking {
        if (!(timeout > 0 && timeout <= LONGEST)) {
            throw BadInput.of("timeout", timeout, "seconds above 0, up to " + (int) LONGEST, "");
        }
        if (retries < 0) {
            throw BadInput.of("retries", retries, "0 or more", "");
        }
        if (batch < 1) {
            throw BadInput.of("batch", batch, "1 or more", "");
        }
        if (!(tolerance >= 0 && tolerance < MOST_TOLERANCE)) {
            throw BadInput.of("tolerance", tolerance, "0 or more, below " + MOST_TOLERANCE, "");
        }
    }

    /** @return 30 seconds, three retries, 256 profiles at once, and the rounding of single precision */
    public static Asking defaults() {
        return new Asking("", 30, 3, 256, 1e-5);
    }

    /**
     * @param fingerprint what tells this version of the model from another
     * @return the same with it
     */
    public Asking withFingerprint(String fingerprint) {
        return new Asking(fingerprint, timeout, retries, batch, tolerance);
    }

    /**
     * @param timeout seconds until an answer must be there
     * @return the same with it
     */
    public Asking withTimeout(double timeout) {
        return new Asking(fingerprint, timeout, retries, batch, tolerance);
    }

    /**
     * @param retries how often a request that failed is sent again
     * @return the same with it
     */
    public Asking withRetries(int retries) {
        return new Asking(fingerprint, timeout, retries, batch, tolerance);
    }

    /**
     * @param batch how many profiles are sent in one request at most
     * @return the same with it
     */
    public Asking withBatch(int batch) {
        return new Asking(fingerprint, timeout, retries, batch, tolerance);
    }

    /**
     * @param tolerance by how much two answers to one question may differ
     * @return the same with it
     */
    public Asking withTolerance(double tolerance) {
        return new Asking(fingerprint, timeout, retries, batch, tolerance);
    }

    Duration patience() {
        return Duration.ofMillis(Math.max(1, Math.round(timeout * 1000)));
    }
}
