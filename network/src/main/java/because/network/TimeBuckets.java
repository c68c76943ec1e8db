package because.network;

import because.core.Event;
import java.util.Arrays;

/** The buckets in which {@link Operation.PointwiseAttention} sorts the time between two moments: as many to a factor of e as Zhai et al. (2024) take. */
public final class TimeBuckets {
    private static final double WIDTH = 0.301;
    private static final double MILLISECONDS = 1000;

    /** From how many milliseconds on a bucket begins: a logarithm for each pair of events would take longer than attention. */
    private static final double[] BEGINS = begins();

    private TimeBuckets() {}

    /**
     * @param one milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     * @param other milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME}
     * @param buckets how many buckets there are, 2 or more
     * @return ⌊ln(seconds between them) / 0.301⌋, from 0 to buckets − 2; buckets − 1 if a moment is not known
     */
    public static int of(long one, long other, int buckets) {
        if (one == Event.NO_TIME || other == Event.NO_TIME) {
            return buckets - 1;
        }
        int at = Arrays.binarySearch(BEGINS, Math.abs((double) one - other));
        return Math.min(buckets - 2, at >= 0 ? at : -at - 2);
    }

    private static int formula(double milliseconds) {
        return (int) (Math.log(Math.max(1, milliseconds / MILLISECONDS)) / WIDTH);
    }

    private static double[] begins() {
        double[] begins = new double[formula(Math.abs((double) Long.MIN_VALUE - Long.MAX_VALUE)) + 1];
        for (int bucket = 1; bucket < begins.length; bucket++) {
            double below = begins[bucket - 1];
            double above = MILLISECONDS * Math.exp(WIDTH * (bucket + 1));
            while (Math.nextUp(below) < above) {
                double middle = below + (above - below) / 2;
                boolean before = formula(middle) < bucket;
                below = before ? middle : below;
                above = before ? above : middle;
            }
            begins[bucket] = above;
        }
        return begins;
    }

    /** Says for two tokens of a sequence, the start token being number 0, in which bucket the time between them is. */
    public static final class Clock {
        private final Tokens tokens;
        private final boolean ahead;
        private final int buckets;

        /**
         * @param tokens the sequence after its start token
         * @param ahead as in {@link Operation.PointwiseAttention}
         * @param buckets how many buckets there are, 2 or more
         */
        public Clock(Tokens tokens, boolean ahead, int buckets) {
            this.tokens = tokens;
            this.ahead = ahead;
            this.buckets = buckets;
        }

        /**
         * @param token what looks back; from 0 to the sequence's size
         * @param other what it looks at; not after it
         * @return the bucket
         */
        public int bucket(int token, int other) {
            long clock = time(token);
            if (ahead) {
                long next = token < tokens.size() ? time(token + 1) : tokens.now();
                clock = next == Event.NO_TIME ? clock : next;
            }
            return of(clock, time(other), buckets);
        }

        private long time(int token) {
            return token == 0 ? Event.NO_TIME : tokens.time(token - 1);
        }
    }
}
