package because.data;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Dataset;
import because.core.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts that others published for real files. */
class SharedDataTest {
    @TempDir
    Path temp;

    private Imported read(String name) {
        Path source = DataFolder.shared(name);
        Assumptions.assumeTrue(Files.exists(source), "skipped: the shared data is not there");
        return Importer.read(source, Importer.Options.defaults(temp), Progress.NONE);
    }

    private static List<Integer> counts(Imported imported) {
        Dataset data = imported.dataset();
        return List.of(data.users().size(), data.catalog().size(), data.events().size());
    }

    @Test
    void amazon_beauty_as_sequence_lines() {
        Imported imported = read("benchmark/s3rec-beauty/Beauty.txt.gz");
        assertThat(counts(imported)).containsExactly(22_363, 12_101, 198_502);
        assertThat(imported.report().rejected()).isZero();
        assertThat(counts(imported))
                .as("it is a 5-core")
                .isEqualTo(List.of(
                        Filters.kCore(imported.dataset(), 5).users().size(),
                        Filters.kCore(imported.dataset(), 5).catalog().size(),
                        Filters.kCore(imported.dataset(), 5).events().size()));
    }

    @Test
    void movielens_100k_as_recbole_files_with_its_graph() {
        Imported imported = read("scenario/video/ml-100k-kg");
        assertThat(counts(imported)).containsExactly(943, 1682, 100_000);
        assertThat(imported.graph().facts()).hasSize(91_631);
        assertThat(imported.graph().entities()).hasSize(1598);
        assertThat(imported.graph().facts().stream().map(Graph.Fact::relation).distinct())
                .hasSize(24);
        assertThat(imported.report().rejected()).isZero();
        assertThat(imported.dataset()
                        .catalog()
                        .item(imported.dataset().catalog().index("242"))
                        .title())
                .isEqualTo("Kolya (1996)");
    }

    @Test
    void amazon_reviews_as_json_lines() {
        Imported imported = read("text/amazon-musical-instruments/reviews.jsonl.gz");
        assertThat(counts(imported)).containsExactly(1429, 900, 10_261);
        DataDescription description = DataDescription.of(imported.dataset());
        assertThat(description.values().orElseThrow().most()).isEqualTo(5);
        assertThat(description.first().orElseThrow().toString()).startsWith("2004");
        assertThat(description.last().orElseThrow().toString()).startsWith("2014");
    }

    @Test
    void retail_purchases_with_usual_column_names() {
        Imported imported = read("scenario/ecommerce/complete-journey/transactions.csv.gz");
        assertThat(counts(imported)).containsExactly(2377, 20_902, 75_000);
        DataDescription description = DataDescription.of(imported.dataset());
        assertThat(description.first().orElseThrow().toString()).startsWith("2017-01-01");
        assertThat(description.last().orElseThrow().toString()).startsWith("2018-01-01");
    }
}
