package because.network;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Event;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeBucketsTest {

    @Test
    void a_bucket_is_that_of_the_formula_for_any_time_between() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            long milliseconds = i < 5000 ? i : (long) Math.exp(44 * random.nextDouble());
            long one = random.nextLong(-1000, 1000);
            double seconds = Math.max(1, milliseconds / 1000.0);
            int expected = (int) (Math.log(seconds) / 0.301);
            assertThat(TimeBuckets.of(one, one + milliseconds, 200))
                    .as("%s ms", milliseconds)
                    .isEqualTo(expected);
            assertThat(TimeBuckets.of(one + milliseconds, one, 30)).isEqualTo(Math.min(28, expected));
        }
    }

    @Test
    void the_longest_time_and_an_unknown_one_have_buckets() {
        assertThat(TimeBuckets.of(Long.MAX_VALUE, Long.MIN_VALUE + 1, 500))
                .isEqualTo((int) (Math.log(Math.pow(2, 64) / 1000) / 0.301));
        assertThat(TimeBuckets.of(0, 0, 2)).isZero();
        assertThat(TimeBuckets.of(Event.NO_TIME, 5, 30)).isEqualTo(29);
        assertThat(TimeBuckets.of(5, Event.NO_TIME, 30)).isEqualTo(29);
    }
}
