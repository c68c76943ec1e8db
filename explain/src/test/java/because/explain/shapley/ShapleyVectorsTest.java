package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import because.testkit.TableGame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Published values that this library did not make. */
class ShapleyVectorsTest {
    private static final Path FILE = Path.of(System.getProperty("because.shared", "../shared"), "vectors/shapley.json");

    @Test
    void exact_values_equal_the_published_ones() {
        int cases = 0;
        for (JsonNode vector : vectors()) {
            JsonNode values = vector.at("/expected/values");
            if (vector.at("/input/v_bitmask").isMissingNode()
                    || !values.isArray()
                    || vector.at("/name").asString().startsWith("kernel")) {
                continue;
            }
            TableGame game = game(vector);
            Solution solution = ExactShapley.of(game);
            for (int player = 0; player < game.players(); player++) {
                assertThat(solution.value(player, 0))
                        .as(vector.at("/name").asString())
                        .isCloseTo(values.get(player).asDouble(), tolerance(vector, values.get(player)));
            }
            cases++;
        }
        assertThat(cases).isGreaterThanOrEqualTo(10);
    }

    @Test
    void walks_forward_and_backward_equal_the_published_ones() {
        int cases = 0;
        for (JsonNode vector : vectors()) {
            if (vector.at("/input/permutation").isMissingNode()) {
                continue;
            }
            int[] order = IntStream.range(0, vector.at("/input/permutation").size())
                    .map(i -> vector.at("/input/permutation").get(i).asInt())
                    .toArray();
            int[] back = IntStream.range(0, order.length)
                    .map(i -> order[order.length - 1 - i])
                    .toArray();
            TableGame game = game(vector);
            double[][] forward = PermutationShapley.marginals(game, order);
            double[][] backward = PermutationShapley.marginals(game, back);
            for (int player = 0; player < order.length; player++) {
                JsonNode there = vector.at("/expected/forward").get(player);
                JsonNode andBack = vector.at("/expected/backward").get(player);
                assertThat(forward[player][0]).isCloseTo(there.asDouble(), tolerance(vector, there));
                assertThat(backward[player][0]).isCloseTo(andBack.asDouble(), tolerance(vector, andBack));
            }
            cases++;
        }
        assertThat(cases).isPositive();
    }

    private static JsonNode vectors() {
        assumeTrue(Files.exists(FILE), "skipped: no shared vectors");
        return new ObjectMapper().readTree(FILE.toFile()).at("/cases");
    }

    private static TableGame game(JsonNode vector) {
        JsonNode v = vector.at("/input/v_bitmask");
        return new TableGame(IntStream.range(0, v.size())
                .mapToDouble(i -> v.get(i).asDouble())
                .toArray());
    }

    private static org.assertj.core.data.Offset<Double> tolerance(JsonNode vector, JsonNode expected) {
        return within(vector.at("/tolerance/abs").asDouble()
                + vector.at("/tolerance/rel").asDouble() * Math.abs(expected.asDouble()));
    }
}
