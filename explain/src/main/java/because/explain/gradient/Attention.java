package because.explain.gradient;

import because.core.BadInput;
import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Question;
import because.core.Recommender;
import because.network.Operation;
import because.network.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the last token takes of each event, as shares: of the last block's attention, or rolled out through all blocks. Shares say where a network looked, not what it made of it: they are the same for every recommended
 * item, have no sign and do not add up to the score. The deletion test and the judge say how far that makes reasons.
 */
public final class Attention implements Explainer {
    private final boolean rolledOut;

    private Attention(boolean rolledOut) {
        this.rolledOut = rolledOut;
    }

    /** @return the mean of the last block's heads */
    public static Attention last() {
        return new Attention(false);
    }

    /** @return attention rollout (Abnar, Zuidema 2020): the product over the blocks of half the attention, the mean of its heads, and half the residual connection */
    public static Attention rollout() {
        return new Attention(true);
    }

    @Override
    public String method() {
        return rolledOut ? "attention-rollout" : "attention";
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        NetworkQuestion asked = new NetworkQuestion(method(), recommender, question);
        Program.Run run = asked.run(1);
        List<double[][]> layers = layers(asked, run);
        if (layers.isEmpty()) {
            throw new BadInput(method() + " looks at attention, but the network has none.");
        }
        double[] taken =
                rolledOut ? rolled(layers) : layers.getLast()[asked.reading().size() - 1];
        double[] values = asked.byPlayer(row -> taken[row]);
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < asked.columns(); column++) {
            explanations.add(asked.attribution(column, method(), Map.of(), 1, Convergence.EXACT, values));
        }
        return explanations;
    }

    /** Of each attention the mean of its heads, every row made to sum to 1: pointwise attention does not by itself. */
    static List<double[][]> layers(NetworkQuestion asked, Program.Run run) {
        List<double[][]> layers = new ArrayList<>();
        for (Operation operation : asked.network().operations()) {
            int heads = switch (operation) {
                case Operation.Attention attention -> attention.heads();
                case Operation.PointwiseAttention attention -> attention.heads();
                default -> 0;
            };
            if (heads > 0) {
                layers.add(mean(asked, run, operation.output(), heads));
            }
        }
        return layers;
    }

    private static double[][] mean(NetworkQuestion asked, Program.Run run, String attention, int heads) {
        int size = asked.reading().size();
        double[][] mean = new double[size][size];
        for (int h = 0; h < heads; h++) {
            double[][] shares = asked.reading().shares(run, attention, h);
            for (int t = 0; t < size; t++) {
                for (int s = 0; s < size; s++) {
                    mean[t][s] += Math.abs(shares[t][s]) / heads;
                }
            }
        }
        for (double[] row : mean) {
            double sum = 0;
            for (double share : row) {
                sum += share;
            }
            for (int s = 0; s < size && sum > 0; s++) {
                row[s] /= sum;
            }
        }
        return mean;
    }

    /** The last token's row of the product, from the last block down to the first. */
    private static double[] rolled(List<double[][]> layers) {
        int size = layers.getFirst().length;
        double[] row = new double[size];
        row[size - 1] = 1;
        for (double[][] layer : layers.reversed()) {
            double[] next = new double[size];
            for (int t = 0; t < size; t++) {
                next[t] += row[t] / 2;
                for (int s = 0; s < size; s++) {
                    next[s] += row[t] / 2 * layer[t][s];
                }
            }
            row = next;
        }
        return row;
    }
}
