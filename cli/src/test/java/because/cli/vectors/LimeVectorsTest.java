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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimeVectorsTest {
    /** Two equal masks of weight 1 each way: y = 1 + 2 x, by hand. */
    private static final String SOUND = """
            {"family": "lime", "cases": [
              {"name": "weighted_ridge/one", "input": {"model": "2*x0 + 1", "x": [1], "baseline": [0],
                "masks": [[0], [1]], "alpha": 0, "y": [1, 3],
                "distance": "Euclidean distance of the mask from the all-ones mask"},
               "expected": {"weights": [0.4111122905071875, 1], "coefficients": [2], "intercept": 1, "score": 1, "local_prediction": 3},
               "tolerance": {"abs": 1e-12, "rel": 0}}
            ]}
            """;

    @TempDir
    Path folder;

    private VectorReport.Case run(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("v.json"), json);
        return VectorRunner.run(file, List.of(new LimeVectors())).cases().getFirst();
    }

    @Test
    void every_published_case_passes() {
        Path file = Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors/lime.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        assertThat(VectorRunner.run(file, List.of(new LimeVectors())).cases())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.outcome())
                        .as("%s: %s", c.name(), c.detail())
                        .isEqualTo(Outcome.PASSED));
    }

    @Test
    void a_case_that_is_sound_passes() throws IOException {
        assertThat(run(SOUND)).extracting(VectorReport.Case::outcome).isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"coefficients\": [2]:::\"coefficients\": [2.1]",
                "\"score\": 1:::\"score\": 0.9",
                "\"y\": [1, 3]:::\"y\": [1, 4]",
                "[[0], [1]]:::[[0], [0.5]]",
                "Euclidean distance of:::cosine distance of"
            })
    void a_case_that_is_changed_does_not(String change) throws IOException {
        String[] fromTo = change.split(":::");
        assertThat(run(SOUND.replace(fromTo[0], fromTo[1])).outcome()).isNotEqualTo(Outcome.PASSED);
    }
}
