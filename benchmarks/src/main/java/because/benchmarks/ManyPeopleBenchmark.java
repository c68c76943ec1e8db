package because.benchmarks;

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
import because.explain.Explainers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to explain what a trained model recommends first to many people, event by event, and how far off the values then are. Arguments: a project;
 * the folder of a model of its; how many people; events a person; calls a player; methods with commas between them. A person who has more events gives several
 * profiles, one for each stretch of so many, until there are enough.
 */
public final class ManyPeopleBenchmark {
    /** The reference is as many times more expensive, on so few people. */
    private static final int FINER = 64;

    private static final int COMPARED = 20;

    private ManyPeopleBenchmark() {}

    /** @param args PROJECT MODEL PEOPLE EVENTS CALLS METHODS */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 6) {
            throw new BadInput("arguments: PROJECT MODEL PEOPLE EVENTS CALLS METHODS");
        }
        int events = Integer.parseInt(args[3]);
        Dataset data = Project.open(Path.of(args[0])).data(Progress.NONE);
        try (Recommender model = Models.open(Path.of(args[1]))) {
            List<Question> questions = questions(model, data, Integer.parseInt(args[2]), events);
            Budget budget = Budget.calls(Long.parseLong(args[4]) * events + 2);
            out.printf(
                    Locale.ROOT, "%d profiles of %d events, %d calls each%n", questions.size(), events, budget.calls());
            for (String name : args[5].split(",", -1)) {
                Explainer explainer = Explainers.named(name);
                explain(explainer, model, questions.subList(0, Math.min(50, questions.size())), budget); // warms up
                long begin = System.nanoTime();
                long calls = explain(explainer, model, questions, budget);
                double seconds = (System.nanoTime() - begin) / 1e9;
                out.printf(
                        Locale.ROOT,
                        "%-22s %6.1f s, %.2f µs a call; median relative RMSE %.3f over %d people%n",
                        name,
                        seconds,
                        1e6 * seconds / calls,
                        error(explainer, model, questions, budget),
                        COMPARED);
            }
        }
    }

    private static List<Question> questions(Recommender model, Dataset data, int people, int events) {
        List<Question> questions = new ArrayList<>();
        for (int stretch = 0; questions.size() < people; stretch++) {
            int before = questions.size();
            for (int user = 0; user < data.users().size() && questions.size() < people; user++) {
                int to = data.events().to(user) - stretch * events;
                if (to - events >= data.events().from(user)) {
                    questions.add(question(model, data.profile(user, to - events, to)));
                }
            }
            if (questions.size() == before) {
                throw BadInput.of("people", people, "at most " + before + " profiles that the data has", "");
            }
        }
        return questions;
    }

    private static Question question(Recommender model, Profile profile) {
        int first = model.recommend(Query.of(profile, 1)).getFirst().item();
        return Question.about(
                profile, model.catalog(), List.of(model.catalog().candidates().get(first)));
    }

    private static long explain(Explainer explainer, Recommender model, List<Question> questions, Budget budget) {
        long calls = 0;
        for (int i = 0; i < questions.size(); i++) {
            calls += explainer
                    .explain(model, questions.get(i), budget, i)
                    .getFirst()
                    .header()
                    .calls();
        }
        return calls;
    }

    /** √(Σ (φ̂ − φ)² / Σ φ²), the median over some people. */
    private static double error(Explainer explainer, Recommender model, List<Question> questions, Budget budget) {
        Explainer reference = Explainers.named("shapley-permutation");
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < COMPARED; i++) {
            Question question = questions.get(i * questions.size() / COMPARED);
            List<Double> truth = values(reference, model, question, Budget.calls(FINER * budget.calls()), 7);
            List<Double> found = values(explainer, model, question, budget, 8);
            double off = 0;
            double all = 0;
            for (int player = 0; player < truth.size(); player++) {
                off += Math.pow(found.get(player) - truth.get(player), 2);
                all += Math.pow(truth.get(player), 2);
            }
            errors.add(Math.sqrt(off / all));
        }
        errors.sort(null);
        return errors.get(COMPARED / 2);
    }

    private static List<Double> values(
            Explainer explainer, Recommender model, Question question, Budget budget, long seed) {
        Attribution attribution =
                (Attribution) explainer.explain(model, question, budget, seed).getFirst();
        return attribution.players().stream().map(PlayerValue::value).toList();
    }
}
