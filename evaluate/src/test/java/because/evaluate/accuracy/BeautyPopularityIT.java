package because.evaluate.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Split;
import because.evaluate.accuracy.RankingEvaluator.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The published popularity row of S3-Rec on Amazon Beauty: leave-last-out, full ranking over 12,101 items, history masked. */
class BeautyPopularityIT {
    private static final Offset<Double> PRINTED = within(0.00005);

    @Test
    void honest_popularity_is_lower_than_the_published_row_that_counts_the_test_events() throws IOException {
        Split split = beauty();
        assertThat(split.whole().users().size()).isEqualTo(22_363);
        assertThat(split.whole().catalog().size()).isEqualTo(12_101);
        assertThat(split.whole().events().size()).isEqualTo(198_502);

        // The anchor sorted its lists, so equal counts stand in the order of the items.
        IntPredicate train = row -> split.part(row) == Split.Part.TRAIN;
        Evaluation honest = popularity(split, train, RankRule.ITEM_ORDER);
        assertThat(honest.metric("hr@10").mean()).isCloseTo(0.0115, PRINTED);
        assertThat(honest.metric("ndcg@10").mean()).isCloseTo(0.0055, PRINTED);

        // The first trap: popularity that has counted the events that it is asked to predict. It is the published row.
        Evaluation leaking = popularity(split, _ -> true, RankRule.ITEM_ORDER);
        assertThat(leaking.metric("hr@10").mean()).isCloseTo(0.0152, PRINTED);
        assertThat(leaking.metric("ndcg@10").mean()).isCloseTo(0.0068, PRINTED);
        assertThat(leaking.compare(honest, "hr@10", 1).pGreater()).isLessThan(0.001);

        // The second trap: what equal counts are worth. Mean ranks, which favour nobody, give less (computed apart,
        // with a script).
        Evaluation mean = popularity(split, train, RankRule.MEAN);
        assertThat(mean.metric("hr@10").mean()).isCloseTo(0.01096, within(0.000005));
        assertThat(mean.metric("ndcg@10").mean()).isCloseTo(0.00529, within(0.000005));
    }

    private static Evaluation popularity(Split split, IntPredicate counted, RankRule ties) {
        Popularity popularity =
                Popularity.of(split.whole().events(), split.whole().catalog().size(), counted);
        return new RankingEvaluator(
                        split, Split.Part.TEST, Options.defaults().withKs(10).withTies(ties))
                .evaluate(new FormulaRecommender(split.whole().catalog(), (_, item) -> popularity.count(item)));
    }

    private static Split beauty() throws IOException {
        Path file = Path.of(System.getProperty("because.shared", "../shared"))
                .resolve("data/benchmark/s3rec-beauty/Beauty.txt.gz");
        Assumptions.assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
        List<int[]> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Arrays.stream(line.split(" "))
                        .skip(1)
                        .mapToInt(text -> Integer.parseInt(text) - 1)
                        .toArray());
            }
        }
        int[] users = IntStream.range(0, lines.size())
                .flatMap(u -> IntStream.range(0, lines.get(u).length).map(_ -> u))
                .toArray();
        int[] items = lines.stream().flatMapToInt(Arrays::stream).toArray();
        Split.Part[] parts = lines.stream()
                .flatMap(line -> IntStream.range(0, line.length)
                        .mapToObj(i -> i == line.length - 1
                                ? Split.Part.TEST
                                : i == line.length - 2 ? Split.Part.VALIDATION : Split.Part.TRAIN))
                .toArray(Split.Part[]::new);
        Dataset data = new Dataset(
                "beauty",
                new IdMap(
                        IntStream.range(0, lines.size()).mapToObj(u -> "u" + u).toList()),
                FormulaRecommender.catalog(Arrays.stream(items).max().orElseThrow() + 1),
                new IdMap(List.of("event")),
                Interactions.sorted(lines.size(), users, items, null, null, null),
                Map.of());
        return new Split("leave last out", data, parts);
    }
}
