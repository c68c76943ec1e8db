package because.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Operation EMBED = new Operation.Embed("x", "items", "start", "positions", false);
    private static final Operation HEAD = new Operation.Head("scores", "x", "items", Optional.empty());

    /** Three items of four numbers and a window of one event. */
    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("items", Tensor.of(new float[12], 3, 4));
        weights.put("start", Tensor.of(new float[4], 4));
        weights.put("positions", Tensor.of(new float[8], 2, 4));
        return weights;
    }

    private static Map<String, Tensor> weights(String name, Tensor weight) {
        Map<String, Tensor> weights = weights();
        weights.put(name, weight);
        return weights;
    }

    private static void refuses(String message, Map<String, Tensor> weights, Operation... operations) {
        assertThatThrownBy(() -> new Network(List.of(operations), weights))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void the_smallest_network_is_a_table() {
        Network network = new Network(List.of(EMBED, HEAD), weights());
        assertThat(network.items()).isEqualTo(3);
        assertThat(network.dimension()).isEqualTo(4);
        assertThat(network.positions()).isEqualTo(2);
    }

    @Test
    void begins_with_its_embedding_and_ends_with_its_head() {
        String message = "begins with 'embed' and ends with 'head'";
        refuses(message, weights());
        refuses(message, weights(), EMBED);
        refuses(message, weights(), HEAD, EMBED);
        refuses(message, weights(), EMBED, new Operation.Add("y", "x", "x"));
        refuses("its first operation", weights(), EMBED, EMBED, HEAD);
        Operation pool = new Operation.Pool("pooled", "x", Operation.Pool.Which.LAST);
        refuses("its last", weights(), EMBED, pool, HEAD);
    }

    @Test
    void has_a_part_for_each_of_its_heads() {
        Map<String, Tensor> weights = weights("w", Tensor.of(new float[16], 4, 4));
        Operation linear = new Operation.Linear("y", "x", "w", Optional.empty());
        Operation rating = new Operation.Head("rating", "y", "items", Optional.empty());
        Network both = new Network(List.of(EMBED, HEAD, linear, rating), weights);
        assertThat(both.heads()).containsExactly((Operation.Head) HEAD, (Operation.Head) rating);
        assertThat(both.to("scores")).isEqualTo(new Network(List.of(EMBED, HEAD), weights()));
        assertThat(both.to("rating")).isEqualTo(new Network(List.of(EMBED, linear, rating), weights));
        assertThat(Network.read(both.operationsJson(), weights)).isEqualTo(both);
        assertThatThrownBy(() -> both.to("click")).isInstanceOf(BadInput.class).hasMessageContaining("scores, rating");
        refuses(
                "what a head says",
                weights,
                EMBED,
                HEAD,
                new Operation.Linear("y", "scores", "w", Optional.empty()),
                rating);
    }

    @Test
    void every_matrix_is_written_once_and_before_it_is_read() {
        refuses("'y' is read before it is written", weights(), EMBED, new Operation.Add("z", "x", "y"), HEAD);
        refuses("'z' is read before it is written", weights(), EMBED, new Operation.Add("z", "z", "x"), HEAD);
        refuses("two operations write 'x'", weights(), EMBED, new Operation.Add("x", "x", "x"), HEAD);
    }

    @Test
    void every_weight_is_there_and_used() {
        for (String name : List.of("items", "start", "positions")) {
            Map<String, Tensor> less = weights();
            less.remove(name);
            refuses("no weight '" + name + "'", less, EMBED, HEAD);
        }
        refuses("no operation uses the weight 'other'", weights("other", Tensor.of(new float[1], 1)), EMBED, HEAD);
    }

    @Test
    void the_embedding_has_its_shapes() {
        refuses("'start' has shape [5], not [4]", weights("start", Tensor.of(new float[5], 5)), EMBED, HEAD);
        refuses("'start' has shape [4, 1]", weights("start", Tensor.of(new float[4], 4, 1)), EMBED, HEAD);
        refuses("'positions' has shape [2, 3]", weights("positions", Tensor.of(new float[6], 2, 3)), EMBED, HEAD);
        refuses("'items' has shape [12]", weights("items", Tensor.of(new float[12], 12)), EMBED, HEAD);
    }

    @Test
    void nothing_is_empty() {
        refuses("'positions' has shape [0, 4]", weights("positions", Tensor.of(new float[0], 0, 4)), EMBED, HEAD);
        refuses("'items' has shape [0, 4]", weights("items", Tensor.of(new float[0], 0, 4)), EMBED, HEAD);
        Map<String, Tensor> flat = weights("items", Tensor.of(new float[0], 3, 0));
        flat.put("start", Tensor.of(new float[0], 0));
        flat.put("positions", Tensor.of(new float[0], 2, 0));
        refuses("'items' has shape [3, 0]", flat, EMBED, HEAD);
    }

    @Test
    void other_operations_have_their_shapes() {
        Operation linear = new Operation.Linear("y", "x", "w", Optional.of("b"));
        Map<String, Tensor> narrow = weights("w", Tensor.of(new float[9], 3, 3));
        narrow.put("b", Tensor.of(new float[3], 3));
        refuses("'w' has shape [3, 3], not [any, 4]", narrow, EMBED, linear, HEAD);
        Map<String, Tensor> bias = weights("w", Tensor.of(new float[12], 3, 4));
        bias.put("b", Tensor.of(new float[4], 4));
        refuses("'b' has shape [4], not [3]", bias, EMBED, linear, HEAD);
        bias.put("b", Tensor.of(new float[3], 3));
        refuses("differ in width", bias, EMBED, linear, new Operation.Add("z", "x", "y"), HEAD);
        refuses("differ in width", bias, EMBED, linear, new Operation.Attention("z", "x", "x", "y", 1), HEAD);
        Map<String, Tensor> norm = weights("w", Tensor.of(new float[4], 4));
        norm.put("b", Tensor.of(new float[5], 5));
        refuses("'b' has shape [5]", norm, EMBED, new Operation.Norm("y", "x", "w", "b", 1e-8), HEAD);
        refuses(
                "'b' has shape [2], not [3]",
                weights("b", Tensor.of(new float[2], 2)),
                EMBED,
                new Operation.Head("scores", "x", "items", Optional.of("b")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 8})
    void heads_divide_the_width(int heads) {
        refuses(
                "heads is " + heads + "; allowed: divisors of the width 4",
                weights(),
                EMBED,
                new Operation.Attention("y", "x", "x", "x", heads),
                HEAD);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.NaN, Double.POSITIVE_INFINITY})
    void epsilon_is_above_zero(double epsilon) {
        Map<String, Tensor> norm = weights("w", Tensor.of(new float[4], 4));
        norm.put("b", Tensor.of(new float[4], 4));
        refuses("epsilon is " + epsilon, norm, EMBED, new Operation.Norm("y", "x", "w", "b", epsilon), HEAD);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY})
    void weights_are_finite(float wrong) {
        refuses(
                "the weight 'start' holds " + wrong,
                weights("start", Tensor.of(new float[] {0, 0, wrong, 0}, 4)),
                EMBED,
                HEAD);
    }

    @Test
    void weights_are_of_single_precision() {
        refuses("'start' is of type float64", weights("start", Tensor.of(new double[4], 4)), EMBED, HEAD);
        refuses("'items' is of type int32", weights("items", Tensor.of(new int[12], 3, 4)), EMBED, HEAD);
    }

    @Test
    void what_was_written_reads_back_equal() {
        for (int seed = 0; seed < 200; seed++) {
            Network network = seed % 2 == 0 ? RandomNetworks.transformer(seed) : RandomNetworks.anything(seed);
            Network read = Network.read(network.operationsJson(), network.weights());
            assertThat(read).isEqualTo(network);
            assertThat(read.operationsJson()).isEqualTo(network.operationsJson());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | cannot be read",
                "null | cannot be read",
                "{} | cannot be read",
                "7 | cannot be read",
                "[ | cannot be read",
                "[null, null] | cannot be read",
                "[{}, {}] | cannot be read",
                "[] | begins with 'embed'",
                "[{\"op\":\"exec\",\"output\":\"x\"}] | exec",
                "[{\"op\":\"embed\"},{\"op\":\"head\"}] | cannot be read",
                "[EMBED,{\"op\":\"head\",\"output\":\"s\",\"input\":null,\"items\":\"items\"}] | cannot be read",
                "[EMBED,{\"op\":\"head\",\"output\":\"s\",\"input\":\"x\",\"items\":\"items\",\"bias\":null,\"bais\":\"b\"}] | bais",
                "[EMBED,{\"op\":\"attention\",\"output\":\"y\",\"query\":\"x\",\"key\":\"x\",\"value\":\"x\"},HEAD] | heads",
                "[EMBED,{\"op\":\"attention\",\"output\":\"y\",\"query\":\"x\",\"key\":\"x\",\"value\":\"x\",\"heads\":1e99},HEAD] | cannot be read",
                "[EMBED,{\"op\":\"activation\",\"output\":\"y\",\"input\":\"x\",\"function\":\"SOFTSIGN\"},HEAD] | SOFTSIGN",
                "[EMBED,HEAD] trailing | cannot be read"
            })
    void hostile_operations_are_refused_in_words(String json, String message) {
        String embed = "{\"op\":\"embed\",\"output\":\"x\",\"items\":\"items\",\"start\":\"start\",\"positions\":"
                + "\"positions\",\"fromEnd\":false}";
        String head = "{\"op\":\"head\",\"output\":\"scores\",\"input\":\"x\",\"items\":\"items\",\"bias\":null}";
        assertThat(Network.read("[" + embed + "," + head + "]", weights()).items())
                .isEqualTo(3);
        String given = json.replace("EMBED", embed).replace("HEAD", head);
        assertThatThrownBy(() -> Network.read(given, weights()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void operations_of_older_files_mean_what_they_meant() {
        Map<String, Tensor> weights = weights("w", Tensor.of(new float[4], 4));
        weights.put("b", Tensor.of(new float[4], 4));
        String json = "[{\"op\":\"embed\",\"output\":\"x\",\"items\":\"items\",\"start\":\"start\",\"positions\":"
                + "\"positions\",\"fromEnd\":true},{\"op\":\"norm\",\"output\":\"n\",\"input\":\"x\",\"weight\":\"w\",\"bias\":"
                + "\"b\",\"epsilon\":1e-8},{\"op\":\"attention\",\"output\":\"y\",\"query\":\"n\",\"key\":\"n\",\"value\":\"n\","
                + "\"heads\":2},{\"op\":\"head\",\"output\":\"scores\",\"input\":\"y\",\"items\":\"items\",\"bias\":null}]";
        assertThat(Network.read(json, weights).operations())
                .containsExactly(
                        new Operation.Embed("x", "items", "start", "positions", true),
                        new Operation.Norm("n", "x", "w", "b", 1e-8),
                        new Operation.Attention("y", "n", "n", "n", 2, true),
                        new Operation.Head("scores", "y", "items", Optional.empty()));
    }

    @Test
    void a_network_that_pools_scores_no_items() {
        Operation pool = new Operation.Pool("p", "x", Operation.Pool.Which.MEAN);
        Network network = new Network(List.of(EMBED, pool), weights());
        assertThat(network.items()).isEqualTo(3);
        assertThat(network.dimension()).isEqualTo(4);
        assertThatThrownBy(network::head).isInstanceOf(BadInput.class).hasMessageContaining("scores no items");
        assertThat(new FloatEngine(network).scores(new float[4])).isEmpty();
        refuses("its last", weights(), EMBED, pool, HEAD);
    }

    @Test
    void pointwise_attention_has_its_shapes() {
        Map<String, Tensor> narrow = weights("t", Tensor.of(new float[1], 1, 1));
        narrow.put("p", Tensor.of(new float[6], 3, 2));
        refuses("'t' has shape [1, 1], not [1 or 2, 2 or more]", narrow, EMBED, pointwise(1, null, "t"), HEAD);
        refuses("'p' has shape [3, 2], not [1 or 2, 2 or more]", narrow, EMBED, pointwise(1, "p", null), HEAD);
        refuses("length is 0", weights(), EMBED, pointwise(0, null, null), HEAD);
    }

    private static Operation pointwise(int length, String positions, String times) {
        return new Operation.PointwiseAttention(
                "y", "x", "x", "x", 2, length, Optional.ofNullable(positions), Optional.ofNullable(times), true);
    }

    @Test
    void a_cloze_has_room_for_its_blank() {
        Map<String, Tensor> weights = weights("m", Tensor.of(new float[4], 4));
        Operation cloze = new Operation.Embed("x", "items", "start", "positions", false, 1, Optional.of("m"));
        assertThat(new Network(List.of(cloze, HEAD), weights).window()).isZero();
        weights.put("positions", Tensor.of(new float[4], 1, 4));
        refuses("two positions", weights, cloze, HEAD);
        Operation infinite =
                new Operation.Embed("x", "items", "start", "positions", false, Double.NaN, Optional.empty());
        refuses("scale is NaN", weights(), infinite, HEAD);
    }

    @Test
    void operations_nested_without_end_are_refused_in_words() {
        assertThatThrownBy(() -> Network.read("[".repeat(100_000), weights())).isInstanceOf(BadInput.class);
    }

    @Test
    void operations_with_a_changed_character_are_read_or_refused_in_words() {
        Network network = RandomNetworks.transformer(5);
        String json = network.operationsJson();
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            char[] changed = json.toCharArray();
            changed[random.nextInt(changed.length)] = "{}[]\":,x0-e \u0000".charAt(random.nextInt(13));
            try {
                Network.read(new String(changed), network.weights());
            } catch (BadInput inWords) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void is_a_copy_of_what_it_was_made_of() {
        List<Operation> operations = new ArrayList<>(Arrays.asList(EMBED, HEAD));
        Map<String, Tensor> weights = weights();
        Network network = new Network(operations, weights);
        operations.clear();
        weights.clear();
        assertThat(network.operations()).hasSize(2);
        assertThat(network.weights()).hasSize(3);
        assertThatThrownBy(() -> network.weights().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
