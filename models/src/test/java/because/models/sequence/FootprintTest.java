package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.models.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
    private static Footprint of(int items, int longest, String... changes) {
        TransformerOptions options = Planted.with(TransformerOptions.defaults(), changes);
        return Footprint.of(Blueprint.draw(options, items, 0, new Random(1)), options, longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dimension=256",
                "blocks=4",
                "window=400",
                "batchTokens=65536",
                "negatives=65536",
                "loss=softmax",
                "shared=false",
                "block=hstu positions=none window=200",
                "inner=16"
            })
    void a_larger_training_needs_more(String change) {
        Footprint usual = of(20_000, 500, "dimension=64");
        Footprint larger = of(20_000, 500, change);
        assertThat(larger.worker()).isGreaterThan(1.1 * usual.worker());
        assertThat(larger.heap()).isGreaterThanOrEqualTo(usual.heap());
    }

    @Test
    void a_large_catalogue_is_java_s_matter_and_a_long_window_only_where_histories_are_long() {
        assertThat(of(200_000, 50, "dimension=64").heap()).isGreaterThan(200_000.0 * 64 * 4 * 8);
        assertThat(of(1000, 10, "window=400").worker())
                .isLessThan(of(1000, 400, "window=400").worker());
    }

    /** A vector for each item, and a value for each event. */
    private static Dataset known(int items, int numbers, int each) {
        float[] vector = new float[numbers];
        java.util.Arrays.fill(vector, 1);
        int people = items / 10;
        int[] user = IntStream.range(0, people * each).map(row -> row / each).toArray();
        int[] item = IntStream.range(0, user.length).map(row -> row % items).toArray();
        float[] value = new float[user.length];
        for (int row = 0; row < value.length; row++) {
            value[row] = row % 5;
        }
        return new Dataset(
                "known",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, items)
                        .mapToObj(i -> new Item("i" + i, "i" + i, Map.of("text", new Attribute.Vector(vector))))
                        .toList()),
                new IdMap(List.of("rating")),
                Interactions.sorted(people, user, item, value, null, null),
                Map.of());
    }

    private static Footprint of(Dataset data, String reading) {
        TransformerOptions options = Planted.with(TransformerOptions.defaults(), "dimension=4 heads=1", reading);
        Optional<Described> described = Described.learn(data, options);
        Windows windows = described
                .map(those -> Windows.described(data, those, 50, 1024))
                .orElseGet(() -> new Windows(data.events(), 50, 1024));
        return Footprint.of(
                Blueprint.draw(options, data.catalog().size(), 0, new Random(1)),
                options,
                windows,
                described.filter(Described::items).map(those -> new ItemFeatures(data, those, options.reading())));
    }

    @Test
    void what_is_known_of_items_and_of_events_takes_memory() {
        Dataset data = known(1000, 384, 20);
        double plain = of(data, "ids=true").heap();
        // For each item 384 floats and as many numbers of features, and not much more.
        double vectors = of(data, "attributes=true").heap() - plain;
        assertThat(vectors).isBetween(1000 * 384 * 8.0, 1000 * 384 * 8.0 * 1.05);
        // For each of 2,000 events a feature or two, each in an object with two arrays.
        double values = of(data, "actions=true").heap() - plain;
        assertThat(values).isBetween(2000 * (56 + 8.0), 2000 * (56 + 8.0 * 4));
        assertThat(of(known(1000, 1, 40), "ids=true").heap()).isGreaterThan(plain + 2000 * 2 * 20);
    }

    @Test
    void threads_are_given_up_before_a_training_is_refused() {
        TransformerOptions options = TransformerOptions.defaults();
        Footprint footprint = new Footprint(1e6, 100e6, 50e6);
        long java = Runtime.getRuntime().maxMemory();
        double share = Memory.outside(java + 1_000_000_000L) / 1e9;
        assertThat(share).isEqualTo(0.8);
        assertThat(footprint.workers(4, Long.MAX_VALUE, options)).isEqualTo(4);
        assertThat(footprint.workers(4, java + (long) (310e6 / share), options)).isEqualTo(4);
        assertThat(footprint.workers(4, java + (long) (240e6 / share), options)).isEqualTo(2);
        assertThat(footprint.workers(4, java + (long) (155e6 / share), options)).isEqualTo(1);
        long little = java + (long) (140e6 / share);
        assertThatThrownBy(() -> footprint.workers(4, little, options))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("on one thread")
                .hasMessageContaining("0.14 GB")
                .hasMessageContaining("--memory")
                .hasMessageContaining("smaller batchTokens");
        assertThatThrownBy(() -> new Footprint(1e15, 0, 1).workers(1, Long.MAX_VALUE, options))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("BECAUSE_MEMORY=");
        // What is said to be enough is.
        long said = java + (long) Math.ceil(150e6 / 0.8 / (1 << 20)) * (1 << 20);
        assertThat(footprint.workers(4, said, options)).isEqualTo(1);
    }
}
