package because.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole way on the bundled sample, from events to reasons. */
class QuickstartIT {
    @TempDir
    private static Path folder;

    private static CommandLineRun run = new CommandLineRun(-1, "", "");

    @BeforeAll
    static void quickstart() {
        String before = System.setProperty("because.home", System.getProperty("because.root", ".."));
        try {
            run = CommandLineRun.of("quickstart", "--json", "--folder=" + folder)
                    .succeeds();
        } finally {
            if (before == null) {
                System.clearProperty("because.home");
            } else {
                System.setProperty("because.home", before);
            }
        }
    }

    private static Map<String, Double> ndcg() {
        Map<String, Double> ndcg = new LinkedHashMap<>();
        run.json()
                .get("models")
                .forEach(model -> ndcg.put(
                        model.get("name").asString(),
                        model.at("/metrics/ndcg@10/mean").asDouble()));
        return ndcg;
    }

    @Test
    void its_answer_fits_the_schema_and_tells_of_the_whole_sample(TestReporter reporter) {
        assertThat(Schemas.errors("quickstart.json", run.out())).isEmpty();
        assertThat(Schemas.errors("quickstart.json", run.out().replace("\"seconds\"", "\"minutes\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("quickstart.json", run.out().replace("ndcg@10", "NDCG at 10")))
                .isNotEmpty();
        JsonNode data = run.json().get("data");
        assertThat(data.get("users").asInt()).isEqualTo(671);
        assertThat(data.get("events").asInt()).isEqualTo(100_004);
        assertThat(data.get("rejected").asInt()).isZero();
        reporter.publishEntry("seconds", run.json().get("seconds").asString());
    }

    @Test
    void the_transformer_ranks_better_than_popularity_and_not_by_luck() {
        assertThat(ndcg().keySet())
                .containsExactly("popularity", "itemknn", "content", "affinity", "ease", "ials", "transformer");
        JsonNode difference = CommandLineRun.in(folder, "evaluate", "popularity", "transformer", "--json")
                .succeeds()
                .json()
                .at("/comparisons/0");
        assertThat(difference.get("metric").asString()).isEqualTo("ndcg@10");
        assertThat(difference.get("meanDifference").asDouble())
                .isPositive()
                .isEqualTo(ndcg().get("transformer") - ndcg().get("popularity"), within(1e-12));
        assertThat(difference.get("pTwoSided").asDouble()).isLessThan(0.05);
    }

    @Test
    void every_reason_passed_its_deletion_test_or_says_that_there_is_not_enough_evidence() {
        int shown = 0;
        for (JsonNode item : run.json().at("/recommendations/recommendations")) {
            String reason = item.at("/reasons/en").asString();
            boolean passed = item.at("/explanation/deletionTest/passed").asBoolean();
            assertThat(reason.contains("not enough evidence"))
                    .as(item.get("title").asString() + ": " + reason)
                    .isNotEqualTo(passed);
            shown += passed ? 1 : 0;
        }
        assertThat(run.json().at("/recommendations/recommendations")).hasSize(10);
        assertThat(shown).as("reasons that say something").isPositive();
    }

    @Test
    void its_project_goes_on_where_it_ends() {
        JsonNode before = run.json().at("/recommendations/recommendations");
        CommandLineRun again = CommandLineRun.in(
                        folder,
                        "recommend",
                        "--run=transformer",
                        "--user=" + run.json().at("/recommendations/user").asString(),
                        "--json")
                .succeeds();
        JsonNode after = again.json().get("recommendations");
        assertThat(after).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(after.get(i).get("item")).isEqualTo(before.get(i).get("item"));
            assertThat(after.get(i).get("score")).isEqualTo(before.get(i).get("score"));
        }
        assertThat(CommandLineRun.in(folder, "runs", "--json").succeeds().texts("runs", "model"))
                .containsExactlyInAnyOrderElementsOf(ndcg().keySet());
    }
}
