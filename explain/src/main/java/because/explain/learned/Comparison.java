package because.explain.learned;

import because.core.BadInput;
import because.core.Budget;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.Solution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Of learned values with values that cost so much that they hardly change any more. */
final class Comparison {
    /** What converged values cost, in calls a player. */
    private static final int REFERENCE = 128;

    /** Of how many pairs of coalitions a game is asked to see what the learned game does not say. */
    private static final int PAIRS = 64;

    private final List<Double> errors = new ArrayList<>();
    private final List<Double> uncertain = new ArrayList<>();
    private double off;
    private double said;
    private double correlation;

    private Comparison() {}

    /**
     * @param recommender the model
     * @param model what was learned
     * @param questions about people from whom nothing was learned
     * @param seed of everything random
     * @param progress is told after each question
     * @return how far the values are off
     * @throws BadInput if nothing changes what the model says to these people
     */
    static LearnedModel.Measured of(
            Recommender recommender, LearnedModel model, List<Question> questions, long seed, Progress progress) {
        progress.stage("measuring against converged values", questions.size());
        Comparison comparison = new Comparison();
        Answers asked = new Answers(recommender, PAIRS, seed + 2);
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            long calls = Math.max(1 << 10, (long) REFERENCE * question.players().size());
            Solution truth = new AutoShapley().solve(recommender.game(question), Budget.calls(calls), seed + q);
            double[][] values = LearnedExplainer.alone(model.game(recommender, question), truth::base, truth::score);
            for (int column = 0; column < truth.columns(); column++) {
                comparison.add(truth, values, column);
            }
            asked.add(question);
            progress.step(q + 1L, Map.of());
        }
        List<Answers.Answer> answers = asked.standard(model.inputs(), LearnedTraining.FLOOR * asked.meanSquare());
        return comparison.measured(Answers.loss(answers, model.network(), model.weights(), model.unit()));
    }

    private void add(Solution truth, double[][] values, int column) {
        int n = values.length;
        double own = 0;
        double all = 0;
        double squares = 0;
        double[] exact = new double[n];
        double[] found = new double[n];
        for (int i = 0; i < n; i++) {
            exact[i] = truth.value(i, column);
            found[i] = values[i][column];
            own += Math.pow(found[i] - exact[i], 2);
            all += exact[i] * exact[i];
            squares += Math.pow(truth.standardError(i, column), 2);
        }
        if (all == 0) {
            return; // nothing to compare with
        }
        for (double value : found) {
            said += value * value;
        }
        off += own;
        errors.add(Math.sqrt(own / all));
        uncertain.add(Math.sqrt(squares / all));
        correlation += spearman(exact, found);
    }

    private LearnedModel.Measured measured(double unexplained) {
        if (errors.isEmpty()) {
            throw new BadInput("no event changes what the model says to the people on whom the error is measured."
                    + "\nMaybe ask for more people.");
        }
        errors.sort(null);
        uncertain.sort(null);
        int answers = errors.size();
        return new LearnedModel.Measured(
                answers,
                errors.get(answers / 2),
                Math.sqrt(off / Math.max(said, Double.MIN_NORMAL)),
                correlation / answers,
                unexplained,
                uncertain.get(answers / 2));
    }

    /** Of ranks, equal numbers sharing theirs. */
    private static double spearman(double[] x, double[] y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            ofA += (a[i] - mean) * (a[i] - mean);
            ofB += (b[i] - mean) * (b[i] - mean);
        }
        return ofA == 0 || ofB == 0 ? 0 : both / Math.sqrt(ofA * ofB);
    }

    private static double[] ranks(double[] x) {
        double[] ranks = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double rank = 0.5;
            for (double other : x) {
                rank += other < x[i] ? 1 : other == x[i] ? 0.5 : 0;
            }
            ranks[i] = rank;
        }
        return ranks;
    }
}
