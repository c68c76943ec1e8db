package because.benchmarks;

import because.Json;
import because.Models;
import because.Project;
import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Event;
import because.core.Explainer;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommender;
import because.explain.Explainers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Time until the values of an explanation are within a relative RMSE of .10 of converged ones, for the score of what a trained Transformer recommends first, event by
 * event, absent ones masked or removed. Writes profiles and converged values to a file, from which {@code benchmarks/peers/explain_speed.py} does the same with shap and captum on
 * the same weights. Arguments: a project; a model of its, with pre-norm blocks; the file; how many people, of 50 events each; masked (the default) or removed.
 */
public final class ExplainSpeedBenchmark {
    private static final int EVENTS = 50;
    private static final double ERROR = 0.10;
    private static final int[] CALLS_A_PLAYER = {
        3, 4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768
    };
    private static final long REFERENCE = 10_000L * EVENTS;
    private static final int ROUNDS = 5;

    private ExplainSpeedBenchmark() {}

    /**
     * @param args PROJECT MODEL FILE PEOPLE [ABSENCE]
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 4) {
            throw new BadInput("arguments: PROJECT MODEL FILE PEOPLE [ABSENCE]");
        }
        Absence absence = Absence.valueOf((args.length > 4 ? args[4] : "masked").toUpperCase(Locale.ROOT));
        Dataset data = Project.open(Path.of(args[0])).data(Progress.NONE);
        try (Recommender model = Models.open(Path.of(args[1]))) {
            List<Question> questions = questions(model, data, Integer.parseInt(args[3]), absence);
            List<double[]> references = new ArrayList<>();
            ObjectNode written = Json.object().put("absence", absence.label());
            ArrayNode file = written.putArray("people");
            for (Question question : questions) {
                double[] reference =
                        values(Explainers.named("shapley-permutation"), model, question, Budget.calls(REFERENCE), 99);
                references.add(reference);
                ObjectNode person = file.addObject();
                ArrayNode items = person.putArray("items");
                question.profile().events().stream().map(Event::knownItem).forEach(items::add);
                person.put("candidate", ((Candidate.Known) question.candidates().getFirst()).index());
                ArrayNode values = person.putArray("values");
                Arrays.stream(reference).forEach(values::add);
            }
            Files.writeString(Path.of(args[2]), written.toString());
            for (String method : List.of("auto", "shapley-leverage", "shapley-kernel", "shapley-permutation")) {
                measure(out, Explainers.named(method), model, questions, references);
            }
        }
    }

    private static void measure(
            PrintStream out,
            Explainer explainer,
            Recommender model,
            List<Question> questions,
            List<double[]> references) {
        for (int factor : CALLS_A_PLAYER) {
            Budget budget = Budget.calls((long) factor * EVENTS + 2);
            double[] errors = new double[questions.size()];
            try {
                for (int i = 0; i < errors.length; i++) {
                    errors[i] = error(values(explainer, model, questions.get(i), budget, 5), references.get(i));
                }
            } catch (BadInput tooFew) {
                continue;
            }
            Arrays.sort(errors);
            if (errors[errors.length / 2] <= ERROR) {
                double[] milliseconds = new double[ROUNDS];
                for (int round = -2; round < ROUNDS; round++) {
                    long begin = System.nanoTime();
                    for (Question question : questions) {
                        explainer.explain(model, question, budget, 5);
                    }
                    if (round >= 0) {
                        milliseconds[round] = (System.nanoTime() - begin) / 1e6 / questions.size();
                    }
                }
                Arrays.sort(milliseconds);
                out.printf(
                        Locale.ROOT,
                        "%-22s %6d calls, relative RMSE %.3f: %8.2f ms an explanation (%.2f to %.2f; %d rounds), %.2f µs a call%n",
                        explainer.method(),
                        budget.calls(),
                        errors[errors.length / 2],
                        milliseconds[ROUNDS / 2],
                        milliseconds[0],
                        milliseconds[ROUNDS - 1],
                        ROUNDS,
                        1e3 * milliseconds[ROUNDS / 2] / budget.calls());
                return;
            }
        }
        out.printf("%-22s does not get there%n", explainer.method());
    }

    private static List<Question> questions(Recommender model, Dataset data, int people, Absence absence) {
        List<Question> questions = new ArrayList<>();
        for (int user = 0; user < data.users().size() && questions.size() < people; user++) {
            int to = data.events().to(user);
            if (to - EVENTS >= data.events().from(user)) {
                Profile profile = data.profile(user, to - EVENTS, to);
                int first = model.recommend(Query.of(profile, 1)).getFirst().item();
                questions.add(Question.about(
                                profile,
                                model.catalog(),
                                List.of(model.catalog().candidates().get(first)))
                        .withAbsence(absence));
            }
        }
        return questions;
    }

    private static double error(double[] found, double[] truth) {
        double off = 0;
        double all = 0;
        for (int player = 0; player < truth.length; player++) {
            off += Math.pow(found[player] - truth[player], 2);
            all += Math.pow(truth[player], 2);
        }
        return Math.sqrt(off / all);
    }

    private static double[] values(
            Explainer explainer, Recommender model, Question question, Budget budget, long seed) {
        Attribution attribution =
                (Attribution) explainer.explain(model, question, budget, seed).getFirst();
        return attribution.players().stream().mapToDouble(PlayerValue::value).toArray();
    }
}
