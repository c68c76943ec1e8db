package because.cli.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.testkit.vectors.VectorReport;
import because.testkit.vectors.VectorReport.Outcome;
import because.testkit.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyVectorsTest {
    private static final String SOUND = """
            {"family": "shapley", "cases": [
              {"name": "second_order/two", "input": {"model": "x0*x1 + 2*x0", "x": [1, 3], "baseline": [0, 1],
                "permutation": [1, 0], "v_bitmask": [0, 3, 0, 5]},
               "expected": {"values": [4, 1], "forward": [5, 0], "backward": [3, 2],
                "mean_of_forward_and_backward": [4, 1], "single_pair_is_exact": true},
               "tolerance": {"abs": 1e-12, "rel": 0}}
            ]}
            """;

    @TempDir
    Path folder;

    private VectorReport.Case run(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("v.json"), json);
        return VectorRunner.run(file, List.of(new ShapleyVectors())).cases().getFirst();
    }

    @Test
    void every_published_case_passes() {
        Path file = Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors/shapley.json");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        VectorReport report = VectorRunner.run(file, List.of(new ShapleyVectors()));
        assertThat(report.cases())
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
    @ValueSource(
            strings = {
                "\"values\": [4, 1]:::\"values\": [4, 1.1]",
                "\"forward\": [5, 0]:::\"forward\": [3, 2]",
                "\"single_pair_is_exact\": true:::\"single_pair_is_exact\": false"
            })
    void a_falsified_expectation_fails(String change) throws IOException {
        String[] fromTo = change.split(":::");
        assertThat(run(SOUND.replace(fromTo[0], fromTo[1])).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x0*x1 + 2*x0:::the usual model",
                "x0*x1 + 2*x0:::x0*x1 + 2*x2",
                "x0*x1 + 2*x0:::x0*x1 + 3*x0",
                "[0, 3, 0, 5]:::[0, 3, 0, 6]",
                "[0, 3, 0, 5]:::[0, 3]",
                "\"permutation\": [1, 0]:::\"permutation\": [1, 1]",
                "\"baseline\": [0, 1]:::\"baseline\": [0]",
                "second_order/two:::captum_model/two"
            })
    void a_case_that_contradicts_itself_or_names_an_unknown_model_is_an_error(String change) throws IOException {
        String[] fromTo = change.split(":::");
        assertThat(run(SOUND.replace(fromTo[0], fromTo[1])).outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    void formulas_are_read_as_mathematicians_write_them() {
        double[] x = {2, 3, 5};
        assertThat(value("x0 - x1 - x2", x)).isEqualTo(-6);
        assertThat(value("-2*x0^2 + x1**2*x2", x)).isEqualTo(37);
        assertThat(value("2*(x0 + x1) * -x2", x)).isEqualTo(-50);
        assertThat(value("relu(x0 - x1) + 3*relu(x2-1.5)", x)).isEqualTo(10.5);
        assertThat(value("relu(s-6)+3*s-1e1 with s = x0+x2", x)).isEqualTo(12);
        assertThat(value("x2 / x0 / (1 + x1^-1)", x)).isEqualTo(1.875);
        assertThat(value("exp(log(x1)) + sqrt(x0^2)", x)).isEqualTo(5.0, within(1e-12));
        assertThat(value("x0*x1 (x2 unused)", x)).isEqualTo(6);
        assertThat(value("x0 (x1, x2 unused)", x)).isEqualTo(2);
        for (String bad : List.of("", "x0 +", "x0 x1", "(x0", "x0)", "x3", "sin(x0)", "relu x0", "x0 ^ x1", "s", "x")) {
            assertThatThrownBy(() -> Formula.parse(bad, 3)).as(bad).isInstanceOf(BadInput.class);
        }
    }

    private static double value(String formula, double[] x) {
        ToDoubleFunction<double[]> parsed = Formula.parse(formula, x.length);
        return parsed.applyAsDouble(x);
    }
}
