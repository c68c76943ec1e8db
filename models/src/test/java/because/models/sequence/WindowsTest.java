package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.EventWeights;
import because.core.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
    /** Every event is an item of its own, so that it can be followed. */
    private static Interactions events(int[] lengths) {
        int[] user = IntStream.range(0, lengths.length)
                .flatMap(u -> IntStream.generate(() -> u).limit(lengths[u]))
                .toArray();
        return Interactions.sorted(
                lengths.length, user, IntStream.range(0, user.length).toArray(), null, null, null);
    }

    private static String text(Stretch stretch) {
        return Arrays.toString(
                IntStream.range(0, stretch.size()).map(stretch.events()::item).toArray());
    }

    @Test
    void every_event_is_predicted_once_in_each_epoch() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int[] lengths = random.ints(1 + random.nextInt(20), 0, 60).toArray();
            int window = 1 + random.nextInt(12);
            Interactions events = events(lengths);
            Windows windows = new Windows(events, window, 16 + random.nextInt(50));
            assertThat(windows.people())
                    .isEqualTo((int) Arrays.stream(lengths).filter(l -> l > 0).count());
            List<Integer> items = new ArrayList<>();
            for (List<Stretch> batch : windows.epoch(random)) {
                for (Stretch sequence : batch) {
                    assertThat(sequence.size()).isBetween(1, window + 1);
                    for (int i = 0; i < sequence.size(); i++) {
                        assertThat(sequence.events().item(i))
                                .isEqualTo(sequence.events().item(0) + i);
                        assertThat(events.item(sequence.row(i)))
                                .isEqualTo(sequence.events().item(i));
                        items.add(sequence.events().item(i));
                    }
                }
            }
            items.sort(null);
            assertThat(items)
                    .isEqualTo(IntStream.range(0, events.size()).boxed().toList());
        }
    }

    @Test
    void little_of_a_batch_of_short_and_long_histories_is_padding() {
        Random random = new Random(1);
        // Long-tailed lengths, as real histories have: padded to the longest of a random batch they would be four
        // fifths padding.
        int[] lengths = IntStream.range(0, 3000)
                .map(_ -> (int) Math.min(150, 3 / Math.pow(random.nextDouble(), 0.9)))
                .toArray();
        List<List<Stretch>> batches = new Windows(events(lengths), 100, 1024).epoch(random);
        long padded = 0;
        long used = 0;
        for (List<Stretch> batch : batches) {
            int longest = batch.stream().mapToInt(Stretch::size).max().orElseThrow();
            padded += (long) longest * batch.size();
            used += batch.stream().mapToInt(Stretch::size).sum();
        }
        assertThat((double) (padded - used) / padded).isLessThan(0.05);
    }

    @Test
    void long_histories_are_cut_at_other_places_in_each_epoch() {
        Windows windows = new Windows(events(new int[] {100}), 9, 1000);
        Random random = new Random(2);
        assertThat(IntStream.range(0, 20)
                        .mapToObj(_ -> windows.epoch(random).stream()
                                .flatMap(List::stream)
                                .map(s -> s.events().item(0))
                                .sorted()
                                .toList())
                        .distinct()
                        .count())
                .isGreaterThan(3);
    }

    @Test
    void the_same_random_numbers_give_the_same_epoch() {
        Interactions events = events(new int[] {5, 50, 3, 3, 3, 17});
        List<String> epochs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            epochs.add(new Windows(events, 8, 20)
                    .epoch(new Random(3)).stream()
                            .map(b -> b.stream().map(WindowsTest::text).toList().toString())
                            .toList()
                            .toString());
        }
        assertThat(epochs.get(0)).isEqualTo(epochs.get(1));
    }

    @Test
    void a_light_event_is_there_in_its_share_of_the_epochs_and_a_full_one_in_all() {
        Interactions events = events(new int[] {3, 0, 4});
        double[] weights = {1, 0.25, 1, 0.75, 1, 0.5, 1};
        Windows windows = new Windows(events, 10, 16)
                .weighted(events, EventWeights.of("some", weights.length, row -> weights[row]));
        int[] seen = new int[weights.length];
        Random random = new Random(1);
        int epochs = 4000;
        for (int epoch = 0; epoch < epochs; epoch++) {
            windows.epoch(random)
                    .forEach(batch -> batch.forEach(stretch -> IntStream.range(0, stretch.size())
                            .forEach(i -> seen[stretch.events().item(i)]++)));
        }
        for (int row = 0; row < weights.length; row++) {
            // Five standard errors.
            double slack = 5 * Math.sqrt(weights[row] * (1 - weights[row]) / epochs);
            assertThat(seen[row] / (double) epochs)
                    .as("event " + row)
                    .isBetween(weights[row] - slack, weights[row] + slack);
        }
    }

    @Test
    void shuffled_histories_hold_each_event_once_in_another_order_each_time() {
        Interactions events = events(new int[] {40, 3, 7});
        Windows windows = new Windows(events, 12, 64).shuffled();
        Random random = new Random(5);
        List<List<Integer>> orders = new ArrayList<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            List<Integer> rows = new ArrayList<>();
            for (Stretch stretch :
                    windows.epoch(random).stream().flatMap(List::stream).toList()) {
                for (int i = 0; i < stretch.size(); i++) {
                    assertThat(stretch.events().item(i)).isEqualTo(events.item(stretch.row(i)));
                    assertThat(stretch.events().time(i)).isEqualTo(events.time(stretch.row(i)));
                    rows.add(stretch.row(i));
                }
            }
            assertThat(rows.stream().sorted().toList())
                    .isEqualTo(IntStream.range(0, 50).boxed().toList());
            orders.add(rows);
        }
        assertThat(orders.stream().distinct().count()).isEqualTo(5);
    }
}
