package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Event;
import because.network.Operation;
import because.network.TimeBuckets;
import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** What is read and told in training. */
class ExampleTest {
    private static final int BUCKETS = 40;
    private static final Operation.PointwiseAttention AHEAD =
            new Operation.PointwiseAttention("o", "q", "k", "v", 1, 10, Optional.empty(), Optional.of("times"), true);

    private static Tokens events(Random random) {
        int[] items = random.ints(8, 0, 20).toArray();
        long[] times = new long[items.length];
        Arrays.setAll(times, i -> 1_700_000_000_000L + (long) Math.exp(2.5 * i));
        return Tokens.of(items, times, Event.NO_TIME);
    }

    private static long[] buckets(Example example) {
        try (PointerScope _ = new PointerScope()) {
            var found = new Batch(List.of(example), IntUnaryOperator.identity()).buckets(AHEAD, BUCKETS);
            long[] numbers = new long[Math.toIntExact(found.numel())];
            new LongPointer(found.data_ptr_long()).get(numbers);
            return numbers;
        }
    }

    private static long[] bucketsOf(Example example, boolean ahead) {
        TimeBuckets.Clock clock = new TimeBuckets.Clock(example.read(), ahead, BUCKETS);
        int tokens = example.read().size() + 1;
        return IntStream.range(0, tokens * tokens)
                .mapToLong(i -> i % tokens <= i / tokens ? clock.bucket(i / tokens, i % tokens) : 0)
                .toArray();
    }

    @Test
    void a_fifth_is_told_without_its_moment_where_the_network_looks_at_it() {
        Random random = new Random(1);
        int unasked = 0;
        for (int i = 0; i < 1000; i++) {
            Example example = Example.next(new Stretch(events(random), 0), 0, true, random);
            unasked += example.asked() ? 0 : 1;
            assertThat(buckets(example)).isEqualTo(bucketsOf(example, example.asked()));
        }
        assertThat(unasked / 1000.0).isCloseTo(0.2, within(0.05));
        Example example = Example.next(new Stretch(events(random), 0), 0, true, new Random(4));
        assertThat(bucketsOf(example, true)).isNotEqualTo(bucketsOf(example, false));
    }

    @Test
    void where_no_moment_counts_nothing_is_drawn() {
        Random drawn = new Random(7);
        Random same = new Random(7);
        Example example = Example.next(new Stretch(events(new Random(2)), 0), 0, false, drawn);
        assertThat(example.asked()).isTrue();
        assertThat(drawn.nextLong()).isEqualTo(same.nextLong());
    }
}
