package because.models.sequence;

import because.models.sequence.Learning.Loss;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What is lost by some predictions, and in which direction less would be: derivatives in closed form, written over the scores, since a large matrix of scores
 * is most of what a step reads and writes. All tensors belong to the {@code PointerScope} of the caller.
 */
final class Criterion {
    /** Scores are computed for so many pairs of prediction and item at a time. */
    static final int CHUNK = 1 << 22;

    private static final double NEVER = -1e9;

    private final Learning learning;
    private final int items;

    /**
     * @param learning which loss
     * @param items how many items there are
     */
    Criterion(Learning learning, int items) {
        this.learning = learning;
        this.items = items;
    }

    /**
     * What scores items: its tensors have gradients, to which is added.
     *
     * @param table a vector for each item, [items, dimension]
     * @param bias [items], null for none
     */
    record Head(Tensor table, @Nullable Tensor bias) {}

    /**
     * The predictions' loss; adds its derivatives, times a scale, to the gradients of all that it was made from.
     *
     * @param states what the head reads, a row for each prediction
     * @param told the row of the item that is to be told, [predictions]
     * @param drawn the rows of the items that they are compared with: [items], or [predictions, items] if each prediction has its own
     * @param corrections what is added to the scores of these in a softmax, of the same shape
     * @param all whether the drawn ones are all items, in the order of the head's table
     * @param head scores items
     * @param scale what derivatives are multiplied by
     * @return the sum of the losses
     */
    double backward(
            Tensor states, Tensor told, Tensor drawn, Tensor corrections, boolean all, Head head, double scale) {
        Tensor detached = states.detach();
        Tensor slopes = torch.empty_like(detached);
        Head plain = new Head(
                head.table().detach(), head.bias() == null ? null : head.bias().detach());
        Head gradients = new Head(
                head.table().mutable_grad(),
                head.bias() == null ? null : head.bias().mutable_grad());
        long predictions = detached.size(0);
        long compared = drawn.size(-1);
        long rows = Math.max(1, CHUNK / (drawn.dim() == 1 ? compared : compared * detached.size(1)));
        double loss = 0;
        for (long from = 0; from < predictions; from += rows) {
            long count = Math.min(rows, predictions - from);
            Chunk chunk = new Chunk(
                    detached.narrow(0, from, count),
                    told.narrow(0, from, count),
                    drawn.dim() == 1 ? drawn : drawn.narrow(0, from, count),
                    drawn.dim() == 1 ? corrections : corrections.narrow(0, from, count),
                    all);
            loss += chunk.run(plain, gradients, slopes.narrow(0, from, count), scale);
        }
        states.backward(
                slopes,
                new org.bytedeco.pytorch.BoolOptional(),
                false,
                new org.bytedeco.pytorch.TensorArrayRefOptional());
        return loss;
    }

    /** Some of the predictions. */
    private final class Chunk {
        private final Tensor states;
        private final Tensor told;
        private final Tensor drawn;
        private final Tensor corrections;
        private final boolean all;
        private final boolean shared;

        Chunk(Tensor states, Tensor told, Tensor drawn, Tensor corrections, boolean all) {
            this.states = states;
            this.told = told;
            this.drawn = drawn;
            this.corrections = corrections;
            this.all = all;
            this.shared = drawn.dim() == 1;
        }

        double run(Head head, Head gradients, Tensor slopes, double scale) {
            Tensor wanted = head.table().index_select(0, told);
            Tensor positive = states.mul(wanted).sum(1);
            if (head.bias() != null) {
                positive = positive.add(head.bias().index_select(0, told));
            }
            Tensor others = all ? head.table() : head.table().index_select(0, drawn.reshape(-1));
            Tensor negative = scores(others, head.bias());
            Slopes slope = learning.loss() == Loss.BCE || learning.loss() == Loss.GBCE
                    ? binary(positive, negative)
                    : softmax(positive, negative);
            Tensor up = slope.positive().mul(new Scalar(scale)).unsqueeze(1);
            Tensor down = slope.negative().mul_(new Scalar(scale));
            Tensor upStates = up.mul(states);
            gradients.table().index_add_(0, told, upStates);
            if (gradients.bias() != null) {
                gradients.bias().index_add_(0, told, up.squeeze(1));
            }
            add(down, gradients);
            Tensor back = shared
                    ? down.matmul(others)
                    : down.unsqueeze(1)
                            .bmm(others.view(states.size(0), -1, states.size(1)))
                            .squeeze(1);
            slopes.copy_(back.add_(up.mul(wanted)));
            return slope.loss();
        }

        /** The scores of the items compared with, without that of the item that is to be told, [predictions, items]. */
        private Tensor scores(Tensor others, @Nullable Tensor bias) {
            Tensor added = learning.loss() == Loss.SAMPLED_SOFTMAX ? corrections : torch.zeros_like(corrections);
            if (bias != null) {
                added = added.add(
                        all ? bias : bias.index_select(0, drawn.reshape(-1)).view(drawn.sizes()));
            }
            Tensor scores = shared
                    ? torch.addmm(added.unsqueeze(0), states, others.t())
                    : others.view(states.size(0), -1, states.size(1))
                            .bmm(states.unsqueeze(2))
                            .squeeze(2)
                            .add_(added);
            if (all) {
                return scores.scatter_(1, told.unsqueeze(1), new Scalar(NEVER));
            }
            Tensor same = told.unsqueeze(1).eq(shared ? drawn.unsqueeze(0) : drawn);
            return scores.masked_fill_(same, new Scalar(NEVER));
        }

        private void add(Tensor down, Head gradients) {
            Tensor rows = drawn.reshape(-1);
            Tensor weighted = shared
                    ? down.t().matmul(states)
                    : down.unsqueeze(2).mul(states.unsqueeze(1)).reshape(-1, states.size(1));
            Tensor sums = shared ? down.sum(0) : down.reshape(-1);
            if (all) {
                gradients.table().add_(weighted);
            } else {
                gradients.table().index_add_(0, rows, weighted);
            }
            if (gradients.bias() != null) {
                gradients.bias().index_add_(0, rows, sums);
            }
        }
    }

    /** A loss and its derivatives by the scores of the items told and of those compared with. */
    private record Slopes(double loss, Tensor positive, Tensor negative) {}

    /** −log(exp s⁺ / (exp s⁺ + Σ exp s⁻)). */
    private static Slopes softmax(Tensor positive, Tensor negative) {
        Tensor sum = torch.logaddexp(negative.logsumexp(1), positive);
        double loss = sum.sub(positive).sum().item_double();
        Tensor up = positive.sub(sum).exp_().sub_(new Scalar(1.0));
        return new Slopes(loss, up, negative.sub_(sum.unsqueeze(1)).exp_());
    }

    /** −β log σ(s⁺) − Σ log(1 − σ(s⁻)), with the β of Petrov and Macdonald (2023), equation 9. */
    private Slopes binary(Tensor positive, Tensor negative) {
        double beta = beta();
        double loss = beta * torch.softplus(positive.neg()).sum().item_double()
                + torch.softplus(negative).sum().item_double();
        Tensor up = positive.neg().sigmoid_().mul_(new Scalar(-beta));
        return new Slopes(loss, up, negative.sigmoid_());
    }

    private double beta() {
        if (learning.loss() == Loss.BCE) {
            return 1;
        }
        double sampled = Math.min(1, learning.negatives() / (items - 1.0));
        return sampled * (learning.calibration() * (1 - 1 / sampled) + 1 / sampled);
    }
}
