package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Models are asked after their training, when items have come and gone, or about another catalogue altogether. */
class OtherItemsTest {
    private static final String[] MODELS = {"transformer", "content", "itemknn"};

    @TempDir
    private static Path shop;

    @TempDir
    private Path later;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(shop);
        for (String model : MODELS) {
            String[] read = model.equals("transformer") ? new String[] {"-o", "attributes=true"} : new String[0];
            List<String> command = new ArrayList<>(List.of("train", "--model=" + model));
            command.addAll(List.of(read));
            CommandLineRun.in(shop, command.toArray(String[]::new)).succeeds();
        }
    }

    /** A first event with a new item moves all numbers; item 5 is gone. */
    @BeforeEach
    void time_goes_by() throws IOException {
        SmallProject.write(later);
        List<String> events = new ArrayList<>(Files.readAllLines(later.resolve("events.csv")));
        events.removeIf(line -> line.contains(",i5,"));
        events.add(1, "newcomer,fresh,5,1");
        Files.write(later.resolve("events.csv"), events);
        List<String> items = new ArrayList<>(Files.readAllLines(later.resolve("items.csv")));
        items.removeIf(line -> line.startsWith("i5,"));
        items.addAll(List.of("fresh,Fresh,1999,g0", "unused,Unused,1999,g0"));
        Files.write(later.resolve("items.csv"), items);
        Files.writeString(later.resolve("users.csv"), "newcomer\n", java.nio.file.StandardOpenOption.APPEND);
    }

    private static String run(String model) {
        return shop.resolve("runs").resolve(model).toString();
    }

    private static Map<String, Double> scores(Path project, String model, String user) {
        Map<String, Double> scores = new HashMap<>();
        CommandLineRun.in(project, "recommend", "--user=" + user, "-n", "100", "--json", "--run=" + run(model))
                .succeeds()
                .json()
                .get("recommendations")
                .forEach(item -> scores.put(
                        item.get("item").asString(), item.get("score").asDouble()));
        return scores;
    }

    @ParameterizedTest
    @ValueSource(strings = {"transformer", "content"})
    void what_is_new_is_taken_up_and_the_rest_keeps_its_scores(String model) {
        Map<String, Double> before = scores(shop, model, "u0");
        Map<String, Double> after = scores(later, model, "u0");
        assertThat(after).containsKeys("fresh", "unused").doesNotContainKey("i5");
        assertThat(before).containsKey("i5");
        before.remove("i5");
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void a_reason_is_given_for_what_is_new_and_an_event_with_it_counts() {
        JsonNode fresh = CommandLineRun.in(
                        later, "explain", "--user=u0", "--item=unused", "--run=" + run("transformer"), "--json")
                .succeeds()
                .json();
        assertThat(Schemas.errors("explain.json", fresh.toString())).isEmpty();
        assertThat(scores(later, "content", "newcomer").get("unused")).isGreaterThan(0.9);
        CommandLineRun.in(later, "whatif", "--user=u0", "--add=fresh", "--run=" + run("transformer"))
                .succeeds();
        assertThat(CommandLineRun.in(later, "person", "--user=newcomer", "--run=" + run("content"))
                        .succeeds()
                        .out())
                .contains("g0");
    }

    @Test
    void a_model_of_ids_leaves_out_what_is_new_and_says_so() {
        Map<String, Double> before = scores(shop, "itemknn", "u0");
        before.remove("i5");
        assertThat(scores(later, "itemknn", "u0")).isEqualTo(before);
        assertThat(CommandLineRun.in(later, "recommend", "--user=newcomer", "--run=" + run("itemknn"))
                        .succeeds()
                        .err())
                .contains("leaving out items that the model was not trained with (2)");
    }

    @Test
    void what_looks_at_the_events_of_the_training_refuses_a_model_of_other_items() {
        String model = "--run=" + run("itemknn");
        CommandLineRun.in(later, "judge", "--lean", "--people=5", model).isRefused("other items", "because train");
        CommandLineRun.in(later, "global", "--people=5", model).isRefused("number of items", "59", "61");
    }

    @Test
    void the_options_of_another_projects_model_train_one_here() {
        CommandLineRun.in(later, "train", "--like=" + run("itemknn"), "--json").succeeds();
        assertThat(later.resolve("runs/itemknn-final/model.json")).exists();
    }

    @Test
    void another_catalogue_is_ranked_by_what_is_known_of_its_items() throws IOException {
        for (String file : List.of("events.csv", "items.csv")) {
            Path path = later.resolve(file);
            Files.writeString(path, Files.readString(path).replaceAll("(?m)(^|,)(i\\d+|fresh|unused),", "$1other-$2,"));
        }
        JsonNode content = CommandLineRun.in(later, "evaluate", run("content"), run("transformer"), "--json")
                .succeeds()
                .json();
        assertThat(Schemas.errors("evaluate.json", content.toString())).isEmpty();
        // In 85 cases of 100 the last event is one of the 20 of somebody's genre; by chance it would be among ten of 61
        // in 16.
        assertThat(content.at("/metrics/recall@10/mean").asDouble()).isGreaterThan(0.28);
        assertThat(content.get("comparisons")).hasSize(1);
        assertThat(scores(later, "transformer", "u0").keySet()).allMatch(item -> item.startsWith("other-"));
        CommandLineRun.in(later, "evaluate", run("itemknn")).isRefused("knows none of the", "because train");
        CommandLineRun.in(later, "recommend", "--user=u0", "--run=" + run("itemknn"))
                .isRefused("knows none of the", "because train");
    }

    @Test
    void a_path_without_a_model_is_refused() {
        CommandLineRun.in(later, "recommend", "--user=u0", "--run=" + later.resolve("runs/none"))
                .isRefused("there is no trained model in", "Maybe");
        CommandLineRun.in(later, "evaluate", run("content")).isRefused("may have seen what it is to predict");
    }
}
