package because.cli.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import because.testkit.vectors.VectorReport;
import because.testkit.vectors.VectorReport.Outcome;
import because.testkit.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaithfulnessVectorsTest {
    /** Two events and two items; the first is ahead only while event 1 is there, which alone decides its score. */
    private static final String FILE = """
            {"family": "faithfulness_recsys",
             "tables": {"A": {"history": 2, "y": 0, "scores": [[1, 2], [1, 0], [3, 2], [4, 0]]}},
             "cases": [%s]}
            """;

    @TempDir
    Path folder;

    private VectorReport.Case run(String name, String input, String expected) throws IOException {
        String one = "{\"name\": \"" + name + "\", \"input\": " + input + ", \"expected\": " + expected
                + ", \"tolerance\": {\"abs\": 1e-12, \"rel\": 0}}";
        Path file = Files.writeString(folder.resolve("v.json"), String.format(java.util.Locale.ROOT, FILE, one));
        return VectorRunner.run(file, List.of(new FaithfulnessVectors()))
                .cases()
                .getFirst();
    }

    @Test
    void every_published_case_passes() {
        Path file =
                Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors/faithfulness_recsys.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        VectorReport report = VectorRunner.run(file, List.of(new FaithfulnessVectors()));
        assertThat(report.cases())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.outcome())
                        .as("%s: %s", c.name(), c.detail())
                        .isEqualTo(Outcome.PASSED));
    }

    @Test
    void tables_are_found_by_their_name() throws IOException {
        assertThat(run(
                                "attributions/a",
                                "{\"table\": \"A\"}",
                                "{\"leave_one_out\": [1, 3], \"shapley\": [0.5, 2.5], \"loo_order\": [1, 0], \"base\": 1}")
                        .outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(run("attributions/a", "{\"table\": \"B\"}", "{\"base\": 1}").outcome())
                .isEqualTo(Outcome.ERROR);
    }

    @Test
    void a_wrong_number_fails() throws IOException {
        assertThat(run("attributions/a", "{\"table\": \"A\"}", "{\"leave_one_out\": [1, 2.9]}")
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void where_no_removal_changes_the_first_item_there_is_no_smallest_set() throws IOException {
        String table = "{\"history\": 1, \"y\": 0, \"scores\": [[2, 1], [3, 1]]}";
        String file = FILE.replaceFirst("\"A\": .*}}", "\"A\": " + table + "}");
        String one = "{\"name\": \"counterfactual_set/none\", \"input\": {\"table\": \"A\"}, \"expected\": "
                + "{\"minimum_size\": null, \"all_minimum_sets\": [], \"new_top\": []}, \"tolerance\": {\"abs\": 0, \"rel\": 0}}";
        Path path = Files.writeString(folder.resolve("n.json"), String.format(java.util.Locale.ROOT, file, one));
        VectorReport.Case none = VectorRunner.run(path, List.of(new FaithfulnessVectors()))
                .cases()
                .getFirst();
        assertThat(none.outcome()).as(none.detail()).isEqualTo(Outcome.PASSED);
    }
}
