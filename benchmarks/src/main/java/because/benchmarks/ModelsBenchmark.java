package because.benchmarks;

import because.Config;
import because.Json;
import because.Models;
import because.Project;
import because.Training;
import because.core.BadInput;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.models.baseline.Ease;
import because.models.baseline.Popularity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The accuracy of every model on some data, leave-last-out, full ranking: mean and standard error over the people for each seed, and the paired bootstrap
 * against popularity and against EASE. Arguments: the data, and how many seeds.
 */
public final class ModelsBenchmark {
    private ModelsBenchmark() {}

    /**
     * @param args the data's path; the number of seeds
     * @throws IOException if no folder for the models can be made
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 2) {
            throw new BadInput("arguments: DATA SEEDS");
        }
        Project project = Project.of(
                Files.createTempDirectory("because-models"),
                Config.of("benchmark", Path.of(args[0]).toAbsolutePath().normalize()));
        int seeds = Integer.parseInt(args[1]);
        Map<String, List<Evaluation>> all = new LinkedHashMap<>();
        for (String kind : Models.recommending()) {
            for (int seed = 1; seed <= seeds; seed++) {
                all.computeIfAbsent(kind, _ -> new ArrayList<>()).add(evaluate(project, kind, seed, out));
            }
        }
        table(all, out);
    }

    private static Evaluation evaluate(Project project, String kind, long seed, PrintStream out) {
        Config config = project.config();
        Project one = project.with(config.withModel(new Config.Model(kind, Map.of()))
                .withTraining(new Config.Training(
                        seed, config.training().metric(), config.training().workers())));
        long start = System.nanoTime();
        Training.Trained trained = Training.train(one, kind, true, Progress.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Recommender recommender = trained.recommender()) {
            Evaluation test = Training.evaluate(one, recommender, Split.Part.TEST, Progress.NONE);
            ObjectNode line = Json.object();
            line.put("model", kind);
            line.put("seed", seed);
            line.put("seconds", seconds);
            line.set("validation", Json.tree(trained.validation().metrics()));
            line.set("test", Json.tree(test.metrics()));
            line.set("catalogue", Json.tree(test.catalogue()));
            line.set("options", Json.tree(recommender.provenance().options()));
            out.println(Json.line(line));
            return test;
        }
    }

    /** Markdown, as it stands in RESULTS.md. */
    private static void table(Map<String, List<Evaluation>> all, PrintStream out) {
        out.println();
        out.println(
                "| model | seed | R@10 | N@10 (standard error) | MRR@10 | coverage@10 | N@10 less popularity, p | N@10 less EASE, p |");
        out.println("|---|---|---|---|---|---|---|---|");
        Evaluation popularity = all.getOrDefault(Popularity.MODEL, List.of()).getFirst();
        Evaluation ease = all.getOrDefault(Ease.MODEL, List.of()).getFirst();
        all.forEach((kind, evaluations) -> {
            for (int i = 0; i < evaluations.size(); i++) {
                Evaluation e = evaluations.get(i);
                out.printf(
                        Locale.ROOT,
                        "| %s | %d | %.4f | %.4f (%.4f) | %.4f | %.3f | %s | %s |%n",
                        kind,
                        i + 1,
                        e.metric("recall@10").mean(),
                        e.metric("ndcg@10").mean(),
                        e.metric("ndcg@10").standardError(),
                        e.metric("mrr@10").mean(),
                        e.catalogue().getOrDefault("coverage@10", Double.NaN),
                        less(e, popularity),
                        less(e, ease));
            }
            double mean = evaluations.stream()
                    .mapToDouble(e -> e.metric("ndcg@10").mean())
                    .average()
                    .orElse(Double.NaN);
            out.printf(Locale.ROOT, "| %s | mean | | %.4f | | | | |%n", kind, mean);
        });
    }

    private static String less(Evaluation model, Evaluation other) {
        PairedComparison c = model.compare(other, "ndcg@10", 1);
        return String.format(Locale.ROOT, "%+.4f, p = %.4f", c.meanDifference(), c.pTwoSided());
    }
}
