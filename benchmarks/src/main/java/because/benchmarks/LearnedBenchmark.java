package because.benchmarks;

import because.ExplainerLearning;
import because.Models;
import because.Project;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Dataset;
import because.core.Explainer;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommender;
import because.core.Split;
import because.explain.Explainers;
import because.explain.learned.LearnedExplainer;
import because.explain.learned.LearnedModel;
import because.explain.learned.LearnedTraining;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.ShapleyRegression;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An explainer that is learned from a trained model: how long the learning takes, how far its values alone are off converged ones and how long they take, and the error per call of sampling with and without it.
 * The people compared on are those that the explainer was not learned from. Arguments: a project; a model's folder; options of the learning, such as people=1000,pairs=32,epochs=30,width=64,pools=2.
 */
public final class LearnedBenchmark {
    private static final int[] FACTORS = {4, 8, 16, 32};

    /** The reference is as many times more expensive than the dearest that is compared. */
    private static final int FINER = 16;

    private LearnedBenchmark() {}

    /** @param args PROJECT MODEL [OPTIONS] */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 2) {
            throw new BadInput("arguments: PROJECT MODEL [OPTIONS]");
        }
        Project project = Project.open(Path.of(args[0]));
        ExplainerLearning.Options options = options(args.length > 2 ? args[2] : "");
        try (Recommender model = Models.open(Path.of(args[1]))) {
            Dataset training = project.split(Progress.NONE).through(Split.Part.TRAIN);
            var explaining = project.config().explaining();
            long begin = System.nanoTime();
            LearnedTraining.Questions questions = ExplainerLearning.questions(
                    model, training, explaining.target(), explaining.absence(), options);
            LearnedModel learned =
                    new LearnedTraining(options.learning(), options.seed(), told(out)).learn(model, questions);
            out.printf(
                    Locale.ROOT,
                    "%s: learned in %.0f s from %d questions; alone on %s%n",
                    Path.of(args[1]).getFileName(),
                    (System.nanoTime() - begin) / 1e9,
                    questions.learn().size(),
                    learned.measured());
            time(model, learned, training, out);
            if (!args[args.length - 1].equals("short")) {
                compare(model, learned, questions.measure(), out);
            }
        }
    }

    private static ExplainerLearning.Options options(String text) {
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = option.split("=", 2);
            given.put(parts[0], Integer.parseInt(parts[1]));
        }
        ExplainerLearning.Options usual = ExplainerLearning.Options.defaults();
        var learning = usual.learning();
        return usual.withPeople(given.getOrDefault("people", usual.people()))
                .withProfiles(given.getOrDefault("profiles", usual.profiles()))
                .withMeasured(given.getOrDefault("measured", usual.measured()))
                .withLearning(learning.withPairs(given.getOrDefault("pairs", learning.pairs()))
                        .withEpochs(given.getOrDefault("epochs", learning.epochs()))
                        .withWidth(given.getOrDefault("width", learning.width()))
                        .withPools(given.getOrDefault("pools", learning.pools())));
    }

    private static Progress told(PrintStream out) {
        return new Progress() {
            private long begin = System.nanoTime();

            @Override
            public void stage(String name, long total) {
                out.printf(Locale.ROOT, "%.0f s; %s: %d%n", (System.nanoTime() - begin) / 1e9, name, total);
                begin = System.nanoTime();
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                if (!values.isEmpty()) {
                    out.printf(Locale.ROOT, "  %d %s%n", done, values);
                }
            }
        };
    }

    /** One recommendation at a time, of profiles of 50 events, or as many as the model sees. */
    private static void time(Recommender model, LearnedModel learned, Dataset data, PrintStream out) {
        Explainer alone = LearnedExplainer.alone().with(learned);
        List<Question> questions = new ArrayList<>();
        int most = Math.min(50, model.window());
        for (int user = 0; user < data.users().size() && questions.size() < 500; user++) {
            int to = data.events().to(user);
            if (to - data.events().from(user) >= most) {
                Profile profile = data.profile(user, to - most, to);
                int first = model.recommend(Query.of(profile, 1)).getFirst().item();
                questions.add(Question.about(
                                profile,
                                model.catalog(),
                                List.of(model.catalog().candidates().get(first)))
                        .withTarget(learned.origin().target())
                        .withAbsence(learned.origin().absence()));
            }
        }
        for (int round = 0; round < 3; round++) {
            long first = System.nanoTime();
            for (Question question : questions) {
                model.as(because.core.EventStates.class).orElseThrow().read(question.profile());
            }
            long second = System.nanoTime();
            for (Question question : questions) {
                new because.explain.shapley.Oracle(model.game(question)).ends();
            }
            out.printf(Locale.ROOT, "read %.3f ends %.3f%n", (second - first) / 1e6 / questions.size(), (System.nanoTime() - second) / 1e6 / questions.size());
            long begin = System.nanoTime();
            for (Question question : questions) {
                alone.explain(model, question, Budget.calls(2), 1);
            }
            out.printf(
                    Locale.ROOT,
                    "alone: %.3f ms a recommendation of %d events, %d of them%n",
                    (System.nanoTime() - begin) / 1e6 / questions.size(),
                    most,
                    questions.size());
        }
    }

    private static void compare(Recommender model, LearnedModel learned, List<Question> questions, PrintStream out) {
        LearnedExplainer with = LearnedExplainer.checked().with(learned);
        Map<String, Explainer> methods = new LinkedHashMap<>();
        methods.put("permutation", Explainers.named(PermutationShapley.METHOD));
        methods.put("permutation + learned", with.sampling(new PermutationShapley()));
        methods.put("leverage", Explainers.named(ShapleyRegression.LEVERAGE));
        methods.put("leverage + learned", with.sampling(ShapleyRegression.leverage()));
        methods.put("auto", Explainers.named("auto"));
        methods.put("auto + learned", with);
        methods.put("learned alone", LearnedExplainer.alone().with(learned));
        out.println("| calls | " + String.join(" | ", methods.keySet()) + " |");
        out.println("|---|" + "---|".repeat(methods.size()));
        List<List<double[]>> truths = new ArrayList<>();
        for (Question question : questions) {
            truths.add(values(
                    Explainers.named("auto"), model, question, (long) FINER * FACTORS[FACTORS.length - 1], 99));
        }
        for (int factor : FACTORS) {
            StringBuilder row = new StringBuilder("| " + factor + "n |");
            for (Explainer method : methods.values()) {
                List<Double> errors = new ArrayList<>();
                for (int q = 0; q < questions.size(); q++) {
                    List<double[]> found = values(method, model, questions.get(q), factor, q);
                    for (int column = 0; column < found.size(); column++) {
                        errors.add(error(found.get(column), truths.get(q).get(column)));
                    }
                }
                errors.sort(null);
                row.append(String.format(Locale.ROOT, " %.4f |", errors.get(errors.size() / 2)));
            }
            out.println(row);
        }
        out.println("(median relative RMSE of " + questions.size() + " people's answers)");
    }

    private static double error(double[] found, double[] truth) {
        double off = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            off += Math.pow(found[i] - truth[i], 2);
            all += truth[i] * truth[i];
        }
        return Math.sqrt(off / all);
    }

    private static List<double[]> values(
            Explainer explainer, Recommender model, Question question, long factor, long seed) {
        Budget budget = Budget.calls(2 + factor * Math.max(4, question.players().size()));
        return explainer.explain(model, question, budget, seed).stream()
                .map(explanation -> ((Attribution) explanation)
                        .players().stream().mapToDouble(PlayerValue::value).toArray())
                .toList();
    }
}
