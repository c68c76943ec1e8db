package because.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Holds what the commands print with {@code --json} to {@code docs/schema}. */
class JsonOutputTest {
    @TempDir
    private static Path project;

    private static CommandLineRun trained = new CommandLineRun(-1, "", "");

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=popularity").succeeds();
        trained =
                CommandLineRun.in(project, "train", "--evaluate=test", "--json").succeeds();
    }

    private static JsonNode fits(String schema, CommandLineRun run) {
        JsonNode json = run.succeeds().json();
        assertThat(Schemas.errors(schema, run.out())).isEmpty();
        return json;
    }

    @ParameterizedTest
    @MethodSource("because.cli.Schemas#names")
    void every_schema_is_one_by_its_own_standard(String schema) throws IOException {
        assertThat(Schemas.errorsOfSchema(schema)).isEmpty();
    }

    @Test
    void a_training_with_evaluation_prints_what_the_evaluation_of_its_model_prints() {
        JsonNode training = fits("evaluate.json", trained);
        assertThat(training.get("run").asString()).isEqualTo("transformer");
        CommandLineRun evaluated = CommandLineRun.in(project, "evaluate", "transformer", "--json");
        JsonNode evaluation = fits("evaluate.json", evaluated);
        assertThat(evaluation.at("/protocol/part").asString()).isEqualTo("test");
        assertThat(evaluation.get("metrics")).isEqualTo(training.get("metrics"));
        assertThat(evaluation.at("/metrics/recall@10/se").isNumber()).isTrue();
    }

    @Test
    void what_is_said_of_data_and_of_a_changed_history_fits_its_schema(@TempDir Path elsewhere) {
        for (List<String> command : List.of(
                List.of("data", "import"),
                List.of("data", "check"),
                List.of("data", "describe"),
                List.of("data", "split", "--to=" + elsewhere.resolve("split.csv")),
                List.of("data", "export", "--to=" + elsewhere.resolve("all")))) {
            JsonNode json = fits("data.json", asked(command));
            // Each of them has something that no schema would let go.
            String one = json.propertyNames().iterator().next();
            assertThat(Schemas.errors("data.json", json.toString().replace("\"" + one + "\"", "\"else\"")))
                    .as(String.join(" ", command))
                    .isNotEmpty();
        }
        JsonNode changed = fits("whatif.json", asked(List.of("whatif", "--user=u4", "--add=i1", "-n", "3")));
        assertThat(changed.get("added").get(0).asString()).isEqualTo("i1");
        assertThat(Schemas.errors("whatif.json", changed.toString().replace("rankBefore", "before it")))
                .isNotEmpty();
        fits("train.json", asked(List.of("train", "--like=popularity", "--name=late")));
    }

    private static CommandLineRun asked(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.add("--json");
        return CommandLineRun.in(project, all.toArray(String[]::new)).succeeds();
    }

    @Test
    void several_runs_are_compared_with_the_first() {
        JsonNode json = fits(
                "evaluate.json",
                CommandLineRun.in(project, "evaluate", "popularity", "transformer", "--part=validation", "--json"));
        assertThat(json.at("/protocol/part").asString()).isEqualTo("validation");
        assertThat(json.at("/models/1/name").asString()).isEqualTo("transformer");
        assertThat(json.at("/comparisons/0/meanDifference").asDouble())
                .isEqualTo(
                        json.at("/models/1/metrics/ndcg@10/mean").asDouble()
                                - json.at("/models/0/metrics/ndcg@10/mean").asDouble(),
                        within(1e-12));
    }

    @Test
    void recommendations_carry_explanations_that_add_up_and_reasons_in_two_languages() {
        JsonNode json = fits(
                "recommend.json",
                CommandLineRun.in(
                        project, "recommend", "--user=u1", "-n", "4", "--why", "--run=transformer", "--json"));
        assertThat(json.get("known").asBoolean()).isTrue();
        assertThat(json.get("recommendations")).hasSize(4).allSatisfy(item -> {
            JsonNode explanation = item.get("explanation");
            double sum = explanation.get("base").asDouble()
                    + explanation.get("completenessGap").asDouble();
            for (JsonNode player : explanation.get("players")) {
                sum += player.get("value").asDouble();
            }
            assertThat(sum).isEqualTo(explanation.get("score").asDouble(), within(1e-6));
            assertThat(explanation.get("candidate").asString())
                    .isEqualTo(item.get("item").asString());
            assertThat(item.at("/reasons/zh").asString())
                    .isNotEqualTo(item.at("/reasons/en").asString());
        });
    }

    @Test
    void recommendations_without_why_carry_no_explanation() {
        CommandLineRun run = CommandLineRun.in(project, "recommend", "--user=u1", "--json");
        fits("recommend.json", run);
        assertThat(run.out()).doesNotContain("explanation", "reasons");
    }

    @Test
    void the_same_question_has_the_same_answer() {
        String[] question = {"recommend", "--user=u2", "-n", "3", "--why", "--run=transformer", "--json"};
        assertThat(CommandLineRun.in(project, question).out())
                .isEqualTo(CommandLineRun.in(project, question).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--user=u3", "--user=collector", "--user=silent", "--user=nobody"})
    void an_explanation_of_an_item_fits_its_schema_whoever_asks(String user) {
        JsonNode json = fits(
                "explain.json",
                CommandLineRun.in(project, "explain", user, "--item=i5", "--run=transformer", "--calls=200", "--json"));
        assertThat(json.get("item").asString()).isEqualTo("i5");
        assertThat(json.get("known").asBoolean()).isEqualTo(!user.endsWith("nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--user=u3", "--user=silent", "--user=nobody"})
    void a_counterfactual_fits_its_schema_whoever_asks(String user) {
        String[] leave = {"explain", user, "--method=counterfactual", "--run=transformer", "--calls=300", "--json"};
        CommandLineRun run = CommandLineRun.in(project, leave);
        fits("explain.json", run);
        assertThat(Schemas.errors("explain.json", run.out().replace("\"atLeast\" : 1", "\"atLeast\" : 0")))
                .isNotEmpty();
        String[] list = {"recommend", user, "--method=counterfactual", "--why", "--run=transformer", "-n", "2", "--json"
        };
        fits("recommend.json", CommandLineRun.in(project, list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--user=u3", "--user=collector", "--user=silent"})
    void groups_and_pairs_fit_their_schemas_whoever_asks(String user) {
        JsonNode owen = fits(
                "explain.json",
                CommandLineRun.in(
                        project,
                        "explain",
                        user,
                        "--item=i5",
                        "--run=transformer",
                        "--method=owen",
                        "--group=genre",
                        "--calls=5000",
                        "--json"));
        JsonNode groups = owen.at("/explanation/groups");
        if (user.endsWith("u3")) {
            assertThat(groups.size()).isPositive();
            assertThat(groups.get(0).get("members").size()).isPositive();
            assertThat(owen.get("text").asString())
                    .contains(groups.get(0).get("name").asString());
        }
        JsonNode pairs = fits(
                "explain.json",
                CommandLineRun.in(
                        project,
                        "explain",
                        user,
                        "--item=i5",
                        "--run=transformer",
                        "--method=interactions-stii",
                        "--group=genre",
                        "--json"));
        assertThat(pairs.at("/explanation/kind").asString()).isEqualTo("interactions");
        assertThat(pairs.at("/explanation/index").asString()).isEqualTo("stii");
    }

    @Test
    void attributes_of_items_fit_the_schema_and_a_model_that_does_not_read_them_is_refused() {
        CommandLineRun.in(project, "train", "--model=content").succeeds();
        String[] arguments = {
            "explain", "--user=u3", "--item=i5", "--run=content", "--players=item-attributes", "--json"
        };
        JsonNode json = fits("explain.json", CommandLineRun.in(project, arguments));
        JsonNode players = json.at("/explanation/players");
        assertThat(players.get(1).get("id").asString()).isEqualTo("item:genre");
        assertThat(players.get(1).at("/parts/0/item/attribute").asString()).isEqualTo("genre");
        assertThat(players.get(2).at("/parts/0/item/event").isInt()).isTrue();
        String[] listed = {
            "recommend", "--user=u3", "--run=content", "--players=item-attributes:genre", "--why", "-n=2", "--json"
        };
        fits("recommend.json", CommandLineRun.in(project, listed));
        CommandLineRun.in(project, "explain", "--user=u3", "--run=popularity", "--players=item-attributes")
                .isRefused("players", "popularity", "Maybe");
        CommandLineRun.in(project, "explain", "--user=u3", "--run=content", "--players=words")
                .isRefused("does not read its texts", "Maybe");
        CommandLineRun.in(project, "explain", "--user=u3", "--run=content", "--players=word")
                .isRefused("'word'", "Maybe you meant words");
        CommandLineRun.in(project, "explain", "--user=u3", "--run=content", "--method=owen")
                .isRefused("group", "Maybe add --group");
    }

    @Test
    void vectors_print_each_case_with_its_outcome() {
        Path vectors =
                Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors");
        Assumptions.assumeTrue(Files.isDirectory(vectors), "skipped: " + vectors + " is not there");
        JsonNode json = fits("vectors.json", CommandLineRun.of("vectors", vectors.toString(), "--json"));
        assertThat(json.get("failed").asInt()).isZero();
        assertThat(json.get("passed").asInt()).isPositive();
        assertThat(json.get("cases"))
                .hasSize(json.get("passed").asInt() + json.get("skipped").asInt());
    }

    @Test
    void a_false_vector_fails_and_so_does_the_command(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("false.json"), """
                {"family": "shapley", "cases": [{"name": "second_order/two", "input": {"model": "x0*x1 + 2*x0",
                  "x": [1, 3], "baseline": [0, 1], "permutation": [1, 0], "v_bitmask": [0, 3, 0, 5]},
                  "expected": {"values": [4, 9], "forward": [5, 0], "backward": [3, 2],
                  "mean_of_forward_and_backward": [4, 1], "single_pair_is_exact": true},
                  "tolerance": {"abs": 1e-12, "rel": 0}}]}
                """);
        CommandLineRun run = CommandLineRun.of("vectors", file.toString(), "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().get("failed").asInt()).isEqualTo(1);
        assertThat(Schemas.errors("vectors.json", run.out())).isEmpty();
    }

    @Test
    void a_vector_of_an_unknown_model_is_an_error_that_the_schema_knows(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("unknown.json"), """
                {"family": "shapley", "cases": [{"name": "second_order/two", "input": {"model": "the usual model",
                  "x": [1], "baseline": [0]}, "expected": {"values": [1]}, "tolerance": {"abs": 1e-12, "rel": 0}}]}
                """);
        CommandLineRun run = CommandLineRun.of("vectors", file.toString(), "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(Schemas.errors("vectors.json", run.out())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"known\" : true | \"known\" : \"yes\"",
                "\"rank\" : 1 | \"rank\" : 0",
                "\"schema\" : 1 | \"schema\" : 2",
                "\"seed\" : | \"seeds\" :",
                "\"standardError\" : 0.0 | \"standardError\" : -1",
                "\"target\" : \"score\" | \"target\" : \"taste\"",
                "\"reasons\" : | \"words\" :",
                "\"zh\" : | \"cn\" :",
                "\"deletionTest\" : | \"deletion\" :"
            })
    void a_falsified_recommendation_does_not_fit_the_schema(String from, String to) {
        String json = CommandLineRun.in(
                        project, "recommend", "--user=u1", "-n", "1", "--why", "--run=transformer", "--json")
                .succeeds()
                .out();
        assertThat(Schemas.errors("recommend.json", json)).isEmpty();
        assertThat(json).contains(from);
        assertThat(Schemas.errors("recommend.json", json.replace(from, to))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"part\" : \"test\" | \"part\" : \"train\"",
                "\"ndcg@10\" | \"NDCG at 10\"",
                "\"mean\" : | \"average\" :",
                "\"ties\" : | \"draws\" :"
            })
    void a_falsified_evaluation_does_not_fit_the_schema(String from, String to) {
        assertThat(trained.out()).contains(from);
        assertThat(Schemas.errors("evaluate.json", trained.out().replace(from, to)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"item\" : \"i5\" | \"item\" : 5",
                "\"known\" : | \"knows\" :",
                "\"en\" : | \"eng\" :",
                "\"completenessGap\" : | \"gap\" :",
                "\"removals\" : | \"deleted\" :"
            })
    void a_falsified_explanation_does_not_fit_the_schema(String from, String to) {
        String json = CommandLineRun.in(project, "explain", "--user=u3", "--item=i5", "--run=transformer", "--json")
                .succeeds()
                .out();
        assertThat(Schemas.errors("explain.json", json)).isEmpty();
        assertThat(json).contains(from);
        assertThat(Schemas.errors("explain.json", json.replace(from, to))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"outcome\" : \"failed\" | \"outcome\" : \"nearly\"",
                "\"skipped\" : 0 | \"skipped\" : -1",
                "\"cases\" : | \"case\" :",
                "\"detail\" : \"DETAIL\" | \"detail\" : \"\""
            })
    void a_falsified_report_of_vectors_does_not_fit_the_schema(String from, String to) {
        String json = """
                {"passed" : 0, "failed" : 1, "skipped" : 0,
                 "cases" : [{"family" : "shapley", "name" : "a", "outcome" : "failed", "detail" : "DETAIL"}]}
                """;
        assertThat(Schemas.errors("vectors.json", json)).isEmpty();
        assertThat(json).contains(from);
        assertThat(Schemas.errors("vectors.json", json.replace(from, to))).isNotEmpty();
    }
}
