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

class GradientVectorsTest {
    /** f = x0² x1: the integral of 2 · 9 t² · 2 for x0 and of 9 t² · 2 for x1. */
    private static final String SOUND = """
            {"family": "gradients", "conventions": "", "cases": [
              {"name": "ig_smooth/cubic", "source": "pencil and paper", "input": {"model": "x0^2*x1", "x": [3, 2], "baseline": [0, 0]},
               "expected": {"ig": [12, 6], "delta": 18, "f_x": 18, "f_baseline": 0, "gradient_at_x": [12, 9]},
               "tolerance": {"abs": 1e-12, "rel": 1e-12}}
            ]}
            """;

    @TempDir
    Path folder;

    private VectorReport.Case run(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("v.json"), json);
        return VectorRunner.run(file, List.of(new GradientVectors())).cases().getFirst();
    }

    @Test
    void every_published_case_passes() {
        Path file = Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors/gradients.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        assertThat(VectorRunner.run(file, List.of(new GradientVectors())).cases())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.outcome())
                        .as("%s: %s", c.name(), c.detail())
                        .isEqualTo(Outcome.PASSED));
    }

    @Test
    void a_case_that_is_sound_passes() throws IOException {
        assertThat(run(SOUND).outcome()).isEqualTo(Outcome.PASSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[12, 6]:::[12, 6.1]", "[12, 9]:::[12, 8]", "\"delta\": 18:::\"delta\": 17"})
    void a_falsified_expectation_fails(String change) throws IOException {
        String[] fromTo = change.split(":::");
        assertThat(run(SOUND.replace(fromTo[0], fromTo[1])).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x0^2*x1:::x0^2*x2",
                "x0^2*x1:::the usual model",
                "x0^2*x1:::softmax(x)[2] of 2 logits",
                "\"baseline\": [0, 0]:::\"baseline\": [0]"
            })
    void a_case_that_cannot_be_is_an_error(String change) throws IOException {
        String[] fromTo = change.split(":::");
        assertThat(run(SOUND.replace(fromTo[0], fromTo[1])).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void functions_and_layers_have_their_own_derivatives() {
        double[] x = {0.3, -0.7, 1.9};
        for (String text : List.of(
                "gelu(x0*x1) + silu(x2)/x0",
                "tanh(x0 + x1^3)*sigmoid(x2)",
                "exp(x0)*log(x2) - sqrt(x2)",
                "relu(x0 - x1)*s with s = x1*x2")) {
            ProgramFunction f = Formula.parse(text, 3);
            double[] gradient = f.slopes(x, x);
            for (int i = 0; i < 3; i++) {
                double[] more = x.clone();
                more[i] += 1e-6;
                double[] less = x.clone();
                less[i] -= 1e-6;
                double difference = (f.applyAsDouble(more) - f.applyAsDouble(less)) / 2e-6;
                assertThat(gradient[i]).as(text).isCloseTo(difference, org.assertj.core.api.Assertions.within(1e-7));
            }
        }
    }
}
