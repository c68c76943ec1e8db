package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A table with a row for each offer, from file to calibrated probabilities; and ratings. */
class PredictionCommandsTest {
    private static final String TABLE = """
            data:
              events:
                sql: select row_number() over () as customer, 'card' as offer, taken from read_csv('offers.csv', all_varchar = true)
                user: customer
                item: offer
                kind: taken
              users:
                sql: select row_number() over () as customer, * from read_csv('offers.csv', all_varchar = true)
                id: customer
                attributes:
                  age: number
                  city: token
            split:
              kind: random
              test: 0.3
              validation: 0.2
              seed: 2
            model:
              kind: logistic
            """;

    private static final String YES = "task:\n  kind: probability\n  positive: ['yes']\n";

    @TempDir
    private Path project;

    /** Those from Lisbon accept with 80 %, the others with 20 %. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("age,city,taken\n");
        for (int row = 0; row < 600; row++) {
            boolean lisbon = random.nextBoolean();
            boolean taken = random.nextDouble() < (lisbon ? 0.8 : 0.2);
            rows.append(20 + random.nextInt(50)).append(lisbon ? ",Lisbon," : ",Porto,");
            rows.append(taken ? "yes\n" : "no\n");
        }
        Files.writeString(project.resolve("offers.csv"), rows);
        Files.writeString(project.resolve("because.yaml"), TABLE + YES);
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.in(project, arguments);
    }

    @Test
    void a_table_of_offers_gives_calibrated_probabilities() {
        JsonNode json = run("train", "--evaluate=test", "--json").succeeds().json();
        assertThat(Schemas.errors("evaluate.json", json.toString())).isEmpty();
        // Whoever knows the law has an AUC of 0.8 and a log loss of 0.5.
        assertThat(json.at("/metrics/auc/mean").asDouble()).isBetween(0.7, 0.88);
        assertThat(json.at("/metrics/log-loss/mean").asDouble()).isBetween(0.4, 0.6);
        assertThat(json.at("/metrics/brier/se").asDouble()).isPositive();
        assertThat(json.at("/catalogue/examples").asInt()).isEqualTo(180);
        assertThat(json.at("/catalogue/ece@15").asDouble()).isLessThan(0.15);
        assertThat(json.get("calibration")).hasSize(15);
        assertThat(run("recommend", "--user=1", "--json")
                        .succeeds()
                        .json()
                        .get("model")
                        .asString())
                .isEqualTo("logistic");
    }

    @Test
    void a_probability_is_told_by_what_is_known_of_the_person() {
        run("train").succeeds();
        String[] arguments = {"explain", "--user=1", "--item=card", "--players=person", "--target=probability"};
        String[] json = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
        JsonNode told = run(json).succeeds().json();
        assertThat(Schemas.errors("explain.json", told.toString())).isEmpty();
        assertThat(told.at("/explanation/players").findValuesAsString("id"))
                .containsExactlyInAnyOrder("attribute:age", "attribute:city");
        assertThat(told.at("/explanation/base").asDouble()).isBetween(0.0, 1.0);
        assertThat(run(arguments).succeeds().out()).contains("city", "age");
        JsonNode word = run("explain", "--user=1", "--item=card", "--players=person:city", "--json")
                .succeeds()
                .json();
        assertThat(Schemas.errors("explain.json", word.toString())).isEmpty();
        assertThat(word.at("/explanation/players/0/parts/0/token/attribute").asString())
                .isEqualTo("city");
        run("explain", "--user=1", "--item=card", "--players=person:town").isRefused("unknown attribute", "city");
        run("explain", "--user=stranger", "--item=card", "--players=person")
                .isRefused("nothing is known of the person", "Maybe");
    }

    @Test
    void models_are_compared_by_their_log_loss() {
        run("train").succeeds();
        run("train", "--model=fm", "-o", "epochs=3", "-o", "members=2").succeeds();
        assertThat(run("evaluate", "logistic", "fm").succeeds().out())
                .contains("log-loss", "auc", "ece@15", "fm less logistic: log-loss", "none: probability");
        assertThat(run("evaluate", "logistic").succeeds().out()).contains("came true", "95 % interval");
        run("evaluate", "logistic", "fm", "--metric=bier").isRefused("Maybe you meant brier?");
        run("train", "--like=fm", "--name=late", "--through=validation", "--evaluate=test")
                .succeeds();
    }

    @Test
    void ratings_are_asked_for_without_a_time_also_where_a_model_looks_at_it(@TempDir Path own) throws IOException {
        SmallProject.write(own);
        Files.writeString(own.resolve("because.yaml"), SmallProject.YAML + "task: rating\n");
        for (String name : List.of("one", "two")) {
            CommandLineRun.in(own, "train", "-o", "context=true", "-o", "epochs=1", "--name=" + name)
                    .succeeds();
        }
        CommandLineRun.in(own, "evaluate", "one", "--query-time").isRefused("tells a rating", "Maybe leave it out");
        JsonNode compared = CommandLineRun.in(own, "runs", "one", "two", "--json")
                .succeeds()
                .json();
        assertThat(compared.get("notes")).isEmpty();
        assertThat(compared.get("comparisons")).hasSize(1);
    }

    @Test
    void ratings_of_a_single_person_have_no_standard_error() throws IOException {
        StringBuilder rows = new StringBuilder("who,what,stars\n");
        for (int item = 0; item < 20; item++) {
            rows.append("critic," + item + "," + (1 + item % 5) + "\nguest," + item + ",\n");
        }
        Files.writeString(project.resolve("stars.csv"), rows);
        Files.writeString(project.resolve("because.yaml"), """
                data:
                  events: {files: stars.csv, user: who, item: what, value: stars}
                task: rating
                split: {kind: random, test: 0.2, validation: 0.2}
                """);
        run("train", "--model=vbmf").succeeds();
        assertThat(run("runs").succeeds().out()).contains("rmse ", " ± –");
    }

    @Test
    void a_task_that_the_model_or_the_data_cannot_do_is_refused_with_advice() throws IOException {
        run("train", "--model=ease").isRefused("the task of the model ease is 'probability'", "fm");
        run("train", "--model=vbmf").isRefused("rating, for Bayesian factors");
        run("train").succeeds();
        run("evaluate", "--query-time")
                .isRefused(
                        "the model logistic tells a probability",
                        "--query-time is for models of the next item",
                        "Maybe");
        Files.writeString(project.resolve("because.yaml"), TABLE + YES.replace("yes", "ja"));
        run("train").isRefused("unknown kind of event in task.positive", "'ja'");
        Files.writeString(project.resolve("because.yaml"), TABLE + "task: rating\n");
        run("train", "--model=vbmf").isRefused("no event of the validation part has a label");
        Files.writeString(project.resolve("because.yaml"), TABLE + "task: {kind: rating, positive: [yes]}\n");
        run("train").isRefused("task.positive", "kind: probability");
        Files.writeString(project.resolve("because.yaml"), TABLE + "task: ratings\n");
        run("train").isRefused("Maybe you meant rating?");
    }

    @Test
    void a_transformer_tells_an_offer_to_people_of_whom_only_attributes_are_known() {
        String[] small = {
            "train", "--model=transformer", "-o", "dimension=8", "-o", "dropout=0", "-o", "epochs=12", "--evaluate=test"
        };
        JsonNode json = run(Stream.concat(Stream.of(small), Stream.of("--json")).toArray(String[]::new))
                .succeeds()
                .json();
        assertThat(json.at("/metrics/auc/mean").asDouble()).isBetween(0.7, 0.88);
        assertThat(json.at("/metrics/log-loss/mean").asDouble()).isBetween(0.4, 0.62);
        String[] blind = {"-o", "people=false", "-o", "epochs=1", "--name=blind", "--json"};
        assertThat(run(Stream.concat(Stream.of(small), Stream.of(blind)).toArray(String[]::new))
                        .succeeds()
                        .json()
                        .at("/metrics/auc/mean")
                        .asDouble())
                .as("there is one offer, and nothing else is known")
                .isEqualTo(0.5);
        run("train", "--model=transformer", "-o", "ratingWeight=-1").isRefused("ratingWeight", "Maybe 0");
        run("train", "--model=transformer", "-o", "ratingWeight=1")
                .isRefused("no event of the training part has a value");
        run("recommend", "--user=1", "--run=transformer:rating")
                .isRefused("unknown task of the model 'rating'", "probability");
        run("recommend", "--user=1", "--run=transformer:ratings").isRefused("Maybe you meant rating?");
        run("recommend", "--user=1", "--run=:probability").succeeds();
    }

    @Test
    void a_transformer_of_several_tasks_is_asked_about_each() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder rows = new StringBuilder("who,what,stars\n");
        for (int person = 0; person < 60; person++) {
            int item = random.nextInt(6);
            for (int event = 0; event < 8; event++) {
                int next = random.nextInt(6);
                rows.append(person + "," + next + "," + (next == (item + 1) % 6 ? 5 : 2) + "\n");
                item = next;
            }
        }
        Files.writeString(project.resolve("stars.csv"), rows);
        Files.writeString(project.resolve("because.yaml"), """
                data:
                  events: {files: stars.csv, user: who, item: what, value: stars}
                task: rating
                model:
                  options: {dimension: 8, epochs: 2, negatives: 4, nextItemWeight: 0.5, probabilityWeight: 1, atLeast: 4}
                """);
        run("train", "--name=all").succeeds();
        assertThat(run("evaluate").succeeds().out()).contains("rmse", "mae");
        assertThat(run("evaluate", "all:next-item").succeeds().out()).contains("ndcg@10");
        assertThat(run("evaluate", ":probability").succeeds().out()).contains("auc", "came true");
        assertThat(run("evaluate", "all", "all:next-item").succeeds().out())
                .contains("rmse", "none: rating", "recall@10", "ranking: full")
                .contains("all:next-item is not compared with all");
        run("evaluate", "all", "all:next-item", "--metric=bier").isRefused("squared-error, mae");
        JsonNode both =
                run("evaluate", "all", "all:next-item", "--json").succeeds().json();
        assertThat(Schemas.errors("evaluate.json", both.toString())).isEmpty();
        assertThat(both.get("comparisons")).isEmpty();
        assertThat(both.at("/models/1/protocol/ranking").asString()).isEqualTo("full");
        assertThat(both.at("/notes/0").asString()).contains("not compared");
        assertThat(run("runs").succeeds().out()).contains("rmse ").doesNotContain("– ± –");
        assertThat(run("runs", "--json").succeeds().json().toString())
                .contains("validation rmse", "validation ndcg@10", "validation auc");
        for (String task : List.of("all", "all:next-item", "all:probability")) {
            run("recommend", "--user=3", "-n", "2", "--why", "--run=" + task).succeeds();
        }
        JsonNode probability = run("explain", "--user=3", "--run=all:probability", "--target=probability", "--json")
                .succeeds()
                .json();
        assertThat(Schemas.errors("explain.json", probability.toString())).isEmpty();
        for (String method : List.of("deeplift", "integrated-gradients", "decoding", "counterfactual", "examples")) {
            run("explain", "--user=3", "--run=all", "--method=" + method).succeeds();
        }
        run("train", "--like=all", "--name=late", "--through=validation", "--evaluate=test")
                .succeeds();
        run("evaluate", "late:next-item").succeeds();
    }
}
