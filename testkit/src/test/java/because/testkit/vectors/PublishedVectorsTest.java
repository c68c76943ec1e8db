package because.testkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedVectorsTest {
    private static final List<VectorFamily> FAMILIES = List.of(new RankingMetricsVectors(), new PopularityVectors());

    private static Path vectors() {
        Path folder = Path.of(System.getProperty("because.shared", "../shared")).resolve("vectors");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: " + folder + " is not there");
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ranking_metrics", "popularity"})
    void every_case_passes(String family) {
        VectorReport report = VectorRunner.run(vectors().resolve(family + ".json"), FAMILIES);
        assertThat(report.cases())
                .isNotEmpty()
                .allMatch(c -> c.outcome() == VectorReport.Outcome.PASSED, report.text());
    }

    @Test
    void families_without_an_answer_are_skipped_with_the_reason() {
        VectorReport report = VectorRunner.run(vectors(), FAMILIES);
        assertThat(report.failed()).isZero();
        assertThat(report.passed()).isPositive();
        assertThat(report.cases().stream().filter(c -> c.family().equals("uplift")))
                .isNotEmpty()
                .allMatch(c -> c.outcome() == VectorReport.Outcome.SKIPPED
                        && c.detail().equals("the family is not answered yet"));
    }
}
