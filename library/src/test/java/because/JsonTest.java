package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Convergence;
import because.core.Counterfactual;
import because.core.DeletionTest;
import because.core.Header;
import because.core.InteractionValues;
import because.core.Link;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {
    private static final String ODD = "aä中 😀\"\\\n\t:/{}[],'\u0001";

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int[] odd = ODD.codePoints().toArray();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.appendCodePoint(odd[random.nextInt(odd.length)]);
        }
        return text.toString();
    }

    private static double number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> Double.MIN_VALUE;
            case 3 -> Double.longBitsToDouble(random.nextLong() & 0x7fdf_ffff_ffff_ffffL); // finite, of any size
            default -> random.nextGaussian();
        };
    }

    private static Part part(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Part.OfAttribute(text(random));
            case 1 -> new Part.OfTag(text(random));
            case 2 -> new Part.OfLink(new Link(text(random), text(random)));
            case 3 -> new Part.OfToken(text(random), text(random));
            default -> new Part.OfEvent(random.nextInt(Integer.MAX_VALUE));
        };
    }

    /** An attribution with all that its type allows, whether or not an explainer would make it. */
    private static Attribution attribution(long seed) {
        Random random = new Random(seed);
        List<PlayerValue> players = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            List<Part> parts = new ArrayList<>(List.of(part(random)));
            while (random.nextBoolean()) {
                parts.add(part(random));
            }
            ids.add(i + text(random));
            double error = random.nextInt(3) == 0 ? Double.NaN : Math.abs(number(random));
            players.add(new PlayerValue(new Player(ids.getLast(), text(random), parts), number(random), error));
        }
        Optional<DeletionTest> test = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(new DeletionTest(
                        ids,
                        number(random),
                        random.nextInt(41),
                        random.nextInt(41),
                        random.nextBoolean(),
                        random.nextBoolean()));
        Header header = new Header(
                Header.SCHEMA,
                text(random),
                Map.of(text(random), text(random), "pairs", "20"),
                random.nextLong(),
                text(random),
                text(random),
                Target.values()[random.nextInt(Target.values().length)],
                Absence.values()[random.nextInt(2)],
                number(random),
                number(random),
                random.nextLong(Long.MAX_VALUE),
                new Convergence(random.nextBoolean(), random.nextInt(3) == 0 ? Double.NaN : number(random)),
                test);
        return new Attribution(header, players, number(random));
    }

    @Test
    void an_explanation_reads_back_equal() {
        for (int seed = 0; seed < 500; seed++) {
            Attribution attribution = attribution(seed);
            assertThat(Json.explanation(Json.write(attribution))).isEqualTo(attribution);
            assertThat(Json.explanation(Json.read(Json.text(Json.write(attribution)))))
                    .as("through several lines")
                    .isEqualTo(attribution);
            String line = Json.line(Json.write(attribution));
            assertThat(line).doesNotContain("\n");
            assertThat(Json.explanation(Json.read(line))).isEqualTo(attribution);
        }
    }

    @Test
    void groups_and_pairs_read_back_equal() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Attribution attribution = attribution(seed);
            Attribution grouped =
                    attribution.withGroups(attribution(seed + 1000).players());
            assertThat(Json.explanation(Json.read(Json.text(Json.write(grouped)))))
                    .isEqualTo(grouped);
            InteractionValues.Pair pair =
                    new InteractionValues.Pair("a", "b", number(random), random.nextBoolean() ? Double.NaN : 0.5);
            InteractionValues told = new InteractionValues(
                    attribution.header(),
                    "stii",
                    attribution.players(),
                    List.of(pair),
                    number(random),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(new InteractionValues.Check(pair, number(random), 40, 3, true, false)));
            assertThat(Json.explanation(Json.read(Json.text(Json.write(told))))).isEqualTo(told);
        }
    }

    private static Counterfactual counterfactual(long seed) {
        Random random = new Random(seed);
        List<Counterfactual.Change> changes = new ArrayList<>();
        for (PlayerValue value : attribution(seed).players()) {
            changes.add(
                    random.nextBoolean()
                            ? new Counterfactual.Removed(value.player(), number(random))
                            : new Counterfactual.Added(text(random), text(random), number(random)));
        }
        boolean leaves = random.nextBoolean();
        int top = 1 + random.nextInt(20);
        int in = 1 + random.nextInt(top);
        int out = top + 1 + random.nextInt(100);
        int rank = leaves ? in : out;
        List<Counterfactual.Listed> instead =
                changes.isEmpty() ? List.of() : List.of(new Counterfactual.Listed(text(random), text(random), 3));
        return new Counterfactual(
                attribution(seed).header(),
                leaves ? Counterfactual.Goal.LEAVE : Counterfactual.Goal.ENTER,
                top,
                rank,
                changes,
                changes.isEmpty() ? rank : leaves ? out : in,
                instead,
                1 + random.nextInt(Math.max(1, changes.size())));
    }

    @Test
    void a_counterfactual_reads_back_equal_and_one_that_lies_is_refused() {
        for (int seed = 0; seed < 300; seed++) {
            Counterfactual counterfactual = counterfactual(seed);
            ObjectNode json = Json.write(counterfactual);
            assertThat(Json.explanation(Json.read(Json.text(json)))).isEqualTo(counterfactual);
            json.put(
                    "rankAfter",
                    counterfactual.changes().isEmpty() ? counterfactual.rank() + 1 : counterfactual.rank());
            assertThatThrownBy(() -> Json.explanation(json)).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void what_is_not_known_is_null() {
        Attribution attribution = attribution(1);
        PlayerValue unsure = new PlayerValue(new Player("a", "A", List.of(new Part.OfEvent(0))), 1, Double.NaN);
        JsonNode json = Json.write(new Attribution(attribution.header(), List.of(unsure), 0));
        assertThat(json.get("players").get(0).get("standardError").isNull()).isTrue();
        assertThat(Json.text(json)).doesNotContain("NaN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "\"attribution\"",
                "{\"schema\":1}",
                "{\"schema\":2,\"kind\":\"attribution\"}",
                "{\"schema\":1,\"kind\":\"curve\"}",
                "{\"schema\":\"x\",\"kind\":\"attribution\"}",
                "{\"schema\":1,\"kind\":\"attribution\"}"
            })
    void what_is_no_explanation_is_refused_in_words(String text) {
        assertThatThrownBy(() -> Json.explanation(Json.read(text)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("explanation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1} x", "\u0000", "{\"a\":NaN}", "{a:1}"})
    void what_is_not_json_is_refused_in_words(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(BadInput.class).hasMessageContaining("not JSON");
    }

    @Test
    void an_explanation_that_lacks_something_or_holds_another_type_is_refused_in_words() {
        ObjectNode whole = Json.write(attribution(2));
        List<String> optional = List.of("deletionTest");
        for (String name : whole.propertyNames()) {
            ObjectNode less = whole.deepCopy();
            less.remove(name);
            if (!optional.contains(name)) {
                assertThatThrownBy(() -> Json.explanation(less))
                        .as("without " + name)
                        .isInstanceOf(BadInput.class);
            }
            for (JsonNode other : List.of(
                    Json.read("[[]]"),
                    Json.read("{\"x\":{}}"),
                    Json.read("\"?\""),
                    Json.read("-1.5e300"),
                    Json.read("null"))) {
                ObjectNode changed = whole.deepCopy();
                changed.set(name, other);
                readOrRefused(changed);
            }
        }
    }

    @Test
    void an_explanation_with_a_changed_place_is_read_or_refused_in_words() {
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            ObjectNode json = Json.write(attribution(i % 50));
            change(json, random);
            refused += readOrRefused(json) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static boolean readOrRefused(JsonNode json) {
        try {
            Json.explanation(json);
            return true;
        } catch (BadInput inWords) {
            return false;
        }
    }

    /** Puts something else at a random place of a tree, or takes it out. */
    private static void change(JsonNode tree, Random random) {
        JsonNode other = List.of(
                        Json.read("null"), Json.read("[]"), Json.read("{}"), Json.read("\"x\""), Json.read("1e999"))
                .get(random.nextInt(5));
        if (tree instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextBoolean() && object.get(name).isContainer()) {
                change(object.get(name), random);
            } else if (random.nextInt(3) == 0) {
                object.remove(name);
            } else {
                object.set(name, other);
            }
        } else if (tree instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (random.nextBoolean() && array.get(index).isContainer()) {
                change(array.get(index), random);
            } else {
                array.set(index, other);
            }
        }
    }
}
