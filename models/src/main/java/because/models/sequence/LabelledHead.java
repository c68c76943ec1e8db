package because.models.sequence;

import because.core.Dataset;
import because.core.Task;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/**
 * What a head is to tell of labelled events. While it is trained it tells how far a label is from what it is on average: (y − μ) / σ of a rating, the log-odds less
 * those of the mean of a probability. So no step size depends on how the labels are measured; afterwards {@link #finished} gives the head the labels' own measure.
 */
final class LabelledHead {
    private final Task.Kind kind;
    private final double weight;
    private final float[] labels;
    private final double offset;
    private final double scale;

    private LabelledHead(Task.Kind kind, double weight, float[] labels, double offset, double scale) {
        this.kind = kind;
        this.weight = weight;
        this.labels = labels;
        this.offset = offset;
        this.scale = scale;
    }

    /**
     * The heads of the labelled tasks that are learned.
     *
     * @param data whose events have the labels
     * @param adapters what is learned
     * @return the heads in the order of the kinds
     * @throws because.core.BadInput if there is nothing to learn for a task
     */
    static List<LabelledHead> of(Dataset data, Adapters adapters) {
        List<LabelledHead> heads = new ArrayList<>();
        adapters.learned().forEach((kind, weight) -> {
            if (kind != Task.Kind.NEXT_ITEM) {
                heads.add(of(kind, weight, adapters.task(kind).labels(data)));
            }
        });
        return heads;
    }

    /**
     * @param kind rating or probability
     * @param weight of its loss, above 0
     * @param labels of each row of the events; NaN where there is none
     */
    static LabelledHead of(Task.Kind kind, double weight, double[] labels) {
        double[] known =
                Arrays.stream(labels).filter(label -> !Double.isNaN(label)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double variance =
                Arrays.stream(known).map(y -> (y - mean) * (y - mean)).average().orElse(0);
        boolean rating = kind == Task.Kind.RATING;
        double offset = rating ? mean : Math.log(mean / (1 - mean));
        double scale = rating && variance > 0 ? Math.sqrt(variance) : 1;
        float[] own = new float[labels.length];
        for (int row = 0; row < own.length; row++) {
            own[row] = (float) (rating ? (labels[row] - mean) / scale : labels[row]);
        }
        return new LabelledHead(kind, weight, own, offset, scale);
    }

    /** @return what the head writes, and what its task is */
    static String name(Task.Kind kind) {
        return kind == Task.Kind.NEXT_ITEM ? "scores" : kind.label();
    }

    String name() {
        return name(kind);
    }

    double weight() {
        return weight;
    }

    /** @return how many of the events that are to be told have a label */
    int labelled(List<Example> examples) {
        int count = 0;
        for (Example example : examples) {
            for (int i = 0; i < example.targets(); i++) {
                count += Float.isNaN(labels[example.row(i)]) ? 0 : 1;
            }
        }
        return count;
    }

    /**
     * Adds the slopes of the loss to the gradients of all that it is made from.
     *
     * @param examples whose events are to be told
     * @param states what the head reads at the place of each event, [targets, dimension]
     * @param told the row of each event's item in the head's table, [targets]
     * @param head the head's tensors
     * @param factor what the slopes are multiplied by
     * @return the sum of the losses
     */
    double backward(
            List<Example> examples,
            org.bytedeco.pytorch.Tensor states,
            org.bytedeco.pytorch.Tensor told,
            Criterion.Head head,
            double factor) {
        int count = labelled(examples);
        if (count == 0) {
            return 0;
        }
        long[] places = new long[count];
        float[] wanted = new float[count];
        int target = 0;
        int next = 0;
        for (Example example : examples) {
            for (int i = 0; i < example.targets(); i++, target++) {
                float label = labels[example.row(i)];
                if (!Float.isNaN(label)) {
                    places[next] = target;
                    wanted[next++] = label;
                }
            }
        }
        var which = Placement.of(places, count);
        var items = told.index_select(0, which);
        var said = states.index_select(0, which)
                .mul(head.table().index_select(0, items))
                .sum(1);
        if (head.bias() != null) {
            said = said.add(head.bias().index_select(0, items));
        }
        var label = Placement.of(wanted, count);
        var loss = kind == Task.Kind.RATING ? squares(said, label) : crossEntropy(said, label);
        loss.mul(new Scalar(factor)).backward();
        return loss.item_double();
    }

    /** Σ (s − y)². */
    private static org.bytedeco.pytorch.Tensor squares(
            org.bytedeco.pytorch.Tensor said, org.bytedeco.pytorch.Tensor label) {
        var difference = said.sub(label);
        return difference.mul(difference).sum();
    }

    /** Σ log(1 + e<sup>s</sup>) − y s, which is −Σ y log σ(s) + (1 − y) log(1 − σ(s)), where s has the log-odds of the mean added. */
    private org.bytedeco.pytorch.Tensor crossEntropy(
            org.bytedeco.pytorch.Tensor said, org.bytedeco.pytorch.Tensor label) {
        var odds = said.add(new Scalar(offset));
        return torch.softplus(odds).sub(label.mul(odds)).sum();
    }

    /**
     * Gives the head the measure of the labels.
     *
     * @param trained a network with this head as it was trained
     * @return the network whose head tells labels
     */
    Network finished(Network trained) {
        return measured(trained, name(), scale, offset);
    }

    /**
     * A network one of whose heads says a linear function of what it said.
     *
     * @param network has the head, after a linear operation of its own
     * @param name what the head writes
     * @param scale what it is multiplied by
     * @param offset what is added
     * @return the network
     */
    static Network measured(Network network, String name, double scale, double offset) {
        Operation.Head head = network.head(name);
        Operation.Linear own = (Operation.Linear) network.operations().stream()
                .filter(operation -> operation.output().equals(head.input()))
                .findFirst()
                .orElseThrow();
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        own.weights().forEach(weight -> weights.put(weight, linear(network.weight(weight), scale, 0)));
        head.bias().ifPresent(bias -> weights.put(bias, linear(network.weight(bias), scale, offset)));
        return new Network(network.operations(), weights);
    }

    private static Tensor linear(Tensor tensor, double scale, double offset) {
        float[] numbers = tensor.floats().clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (scale * numbers[i] + offset);
        }
        return Tensor.of(numbers, tensor.shape());
    }
}
