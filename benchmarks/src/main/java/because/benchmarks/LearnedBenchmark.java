package because.benchmarks;

import because.ExplainerFiles;
import because.ExplainerLearning;
import because.Project;
import because.core.Absence;
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
import because.core.Target;
import because.explain.Explainers;
import because.explain.learned.LearnedExplainer;
import because.explain.learned.LearnedModel;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.ShapleyRegression;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An explainer that was learned from a trained model: how long its values alone take, and the error per call of sampling with and without it.
 * The people compared on are those that the explainer was not learned from, if it was learned with the usual options. Arguments: a project; a model's name, for which {@code because learn-explainer} left an explainer; on how many people errors are compared, by default all; the target, by default the score.
 */
public final class LearnedBenchmark {
    private static final int[] FACTORS = {4, 8, 16, 32};

    /** The reference is as many times more expensive than the dearest that is compared. */
    private static final int FINER = 16;

    private LearnedBenchmark() {}

    /** @param args PROJECT RUN [PEOPLE] [TARGET] */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 2) {
            throw new BadInput("arguments: PROJECT RUN [PEOPLE] [TARGET]");
        }
        Project project = Project.open(Path.of(args[0]));
        String run = args[1];
        int people = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
        Target target = args.length > 3 ? Target.valueOf(args[3].toUpperCase(Locale.ROOT)) : Target.SCORE;
        try (Recommender model = project.runs().open(run)) {
            LearnedModel learned =
                    ExplainerFiles.of(project.runs().folder(run), model).about(target, Absence.REMOVED);
            out.println(run + ": " + learned.origin() + " " + learned.measured());
            Dataset training = project.split(Progress.NONE).through(Split.Part.TRAIN);
            time(model, learned, training, out);
            List<Question> held = ExplainerLearning.questions(
                            model,
                            training,
                            learned.origin().target(),
                            learned.origin().absence(),
                            ExplainerLearning.Options.defaults()
                                    .withSeed(learned.origin().seed()))
                    .measure();
            if (people > 0) {
                compare(model, learned, held.subList(0, Math.min(people, held.size())), out);
            }
        }
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
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (Question question : questions) {
                alone.explain(model, question, Budget.calls(2), 1);
            }
            own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own;
            out.printf(
                    Locale.ROOT,
                    "alone: %.3f ms a recommendation of %d events, one at a time, %d of them; %.3f ms of processor time%n",
                    (System.nanoTime() - begin) / 1e6 / questions.size(),
                    most,
                    questions.size(),
                    own / 1e6 / questions.size());
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
            truths.add(
                    values(Explainers.named("auto"), model, question, (long) FINER * FACTORS[FACTORS.length - 1], 99));
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
