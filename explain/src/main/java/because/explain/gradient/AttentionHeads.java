package because.explain.gradient;

import because.core.BadInput;
import because.core.Budget;
import because.core.Convergence;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Player;
import because.core.Question;
import because.core.Recommender;
import because.core.Trace;
import because.network.Operation;
import because.network.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where each attention head of a network looked: the share of the last token's attention that each player got, head by head, from the first block to the last. It is a picture of the network at work and
 * no attribution: shares have no sign, are the same for every recommended item, and say nothing of what was made of them.
 */
public final class AttentionHeads implements Explainer {
    @Override
    public String method() {
        return "attention-heads";
    }

    @Override
    public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
        NetworkQuestion asked = new NetworkQuestion(method(), recommender, question);
        Program.Run run = asked.run(1);
        List<Trace.Head> heads = new ArrayList<>();
        for (Operation operation : asked.network().operations()) {
            int count = switch (operation) {
                case Operation.Attention attention -> attention.heads();
                case Operation.PointwiseAttention attention -> attention.heads();
                default -> 0;
            };
            for (int head = 0; head < count; head++) {
                heads.add(head(asked, run, operation.output(), head));
            }
        }
        if (heads.isEmpty()) {
            throw new BadInput(method() + " looks at attention, but the network has none.");
        }
        List<Player> players = question.players();
        List<Explanation> explanations = new ArrayList<>();
        for (int column = 0; column < asked.columns(); column++) {
            explanations.add(
                    Trace.ofAttention(asked.header(column, method(), Map.of(), 1, Convergence.EXACT), players, heads));
        }
        return explanations;
    }

    /** The last token's row, made to sum to 1: pointwise attention does not by itself. */
    private static Trace.Head head(NetworkQuestion asked, Program.Run run, String attention, int head) {
        double[] row =
                asked.reading().shares(run, attention, head)[asked.reading().size() - 1];
        double sum = Arrays.stream(row).map(Math::abs).sum();
        double[] shares = asked.byPlayer(token -> sum > 0 ? Math.abs(row[token]) / sum : 0);
        return new Trace.Head(
                attention + "#" + head, Arrays.stream(shares).boxed().toList());
    }
}
