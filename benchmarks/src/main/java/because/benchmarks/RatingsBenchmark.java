package because.benchmarks;

import because.core.BadInput;
import because.evaluate.faithfulness.Agreement;
import because.evaluate.understanding.Readability;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What automatic measures of a reason's text have to do with how people rate it: Spearman's rank correlation with the ratings of 39 people of 2,536 Chinese
 * explanations of film recommendations (github.com/Xiaoyu-SZ/LLMasEvaluator). Argument: the file {@code third_party.csv}, which holds the texts without markup,
 * the users' own ratings and those of two annotators.
 */
public final class RatingsBenchmark {
    private static final List<String> RATINGS =
            List.of("satisfactory", "persuasiveness", "transparency", "accuracy", "satisfactory_avergae");

    private RatingsBenchmark() {}

    /**
     * @param args the file
     * @throws IOException if it cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 1) {
            throw new BadInput("arguments: FILE");
        }
        List<Map<String, String>> rows = read(Path.of(args[0]));
        Map<String, ToDoubleFunction<Readability>> measures = new LinkedHashMap<>();
        measures.put("looks (our rule of thumb)", Readability::looks);
        measures.put("characters", Readability::characters);
        measures.put("words a clause", Readability::clause);
        measures.put("titles named", Readability::named);
        measures.put("numbers", Readability::numbers);
        out.printf(
                Locale.ROOT,
                "%,d explanations; Spearman's rank correlation, 95 %% interval by a bootstrap over the films%n%n",
                rows.size());
        out.println("| measure of the text | user's satisfaction | user's persuasiveness | user's transparency | user's"
                + " accuracy | annotators' satisfaction, mean |");
        out.println("|---|---|---|---|---|---|");
        measures.forEach((name, measure) -> {
            StringBuilder line = new StringBuilder("| " + name + " |");
            RATINGS.forEach(rating -> line.append(cell(rows, measure, rating)));
            out.println(line);
        });
        byStyle(rows, out);
    }

    private static String cell(List<Map<String, String>> rows, ToDoubleFunction<Readability> measure, String rating) {
        double[] scores = rows.stream()
                .mapToDouble(row -> measure.applyAsDouble(Readability.of(text(row))))
                .toArray();
        double[] ratings = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.getOrDefault(rating, "NaN")))
                .toArray();
        Map<String, List<Integer>> films = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            films.computeIfAbsent(rows.get(i).getOrDefault("movie_id", ""), _ -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> groups = new ArrayList<>(films.values());
        SplittableRandom random = new SplittableRandom(1);
        double[] resampled = IntStream.range(0, 500)
                .mapToDouble(_ -> {
                    int[] drawn = IntStream.range(0, groups.size())
                            .flatMap(_ -> groups.get(random.nextInt(groups.size())).stream()
                                    .mapToInt(Integer::intValue))
                            .toArray();
                    return Agreement.spearman(
                            IntStream.of(drawn).mapToDouble(i -> scores[i]).toArray(),
                            IntStream.of(drawn).mapToDouble(i -> ratings[i]).toArray());
                })
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                " %+.3f (%+.3f to %+.3f) |",
                Agreement.spearman(scores, ratings),
                resampled[12],
                resampled[487]);
    }

    private static void byStyle(List<Map<String, String>> rows, PrintStream out) {
        Map<String, double[]> styles = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            double[] sums = styles.computeIfAbsent(row.getOrDefault("explanation_type", ""), _ -> new double[3]);
            sums[0] += Readability.of(text(row)).looks();
            sums[1] += Double.parseDouble(row.getOrDefault("satisfactory", "NaN"));
            sums[2]++;
        }
        List<double[]> all = new ArrayList<>(styles.values());
        out.printf(
                Locale.ROOT,
                "%nOver the means of the %d styles of explanation: %+.2f.%n",
                styles.size(),
                Agreement.spearman(
                        all.stream().mapToDouble(s -> s[0] / s[2]).toArray(),
                        all.stream().mapToDouble(s -> s[1] / s[2]).toArray()));
    }

    private static String text(Map<String, String> row) {
        return row.getOrDefault("explanation_text", "");
    }

    /** Reads a CSV file with quotes; the product's importer reads events, not texts with ratings. */
    private static List<Map<String, String>> read(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : Files.readString(file).toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(cells);
                    cells = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < line.size(); i++) {
                row.put(lines.getFirst().get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
