package because.explain.learned;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The weights of a network while they are learned, and steps of AdamW that improve them. What it knows is {@link #memory}, so that it can be taken up to the same bits. */
final class Steps {
    /** Gradients are made by so many shards, whatever the number of processors. */
    private static final int SHARDS = 4;

    static final String WEIGHTS = "weights";
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String STEP = "step";

    private final LearnedNetwork network;
    private final LearnedOptions options;
    private final float[] weights;
    private final float[] first;
    private final float[] second;
    private int step;

    Steps(LearnedNetwork network, LearnedOptions options, float[] weights) {
        this.network = network;
        this.options = options;
        this.weights = weights.clone();
        this.first = new float[weights.length];
        this.second = new float[weights.length];
    }

    /** Takes up what {@link #memory} gave. */
    Steps(LearnedNetwork network, LearnedOptions options, Map<String, float[]> memory) {
        this.network = network;
        this.options = options;
        this.weights = kept(memory, WEIGHTS, network.size());
        this.first = kept(memory, FIRST, network.size());
        this.second = kept(memory, SECOND, network.size());
        this.step = Float.floatToRawIntBits(kept(memory, STEP, 1)[0]);
    }

    private static float[] kept(Map<String, float[]> memory, String name, int size) {
        float[] numbers = memory.getOrDefault(name, new float[0]);
        if (numbers.length != size) {
            throw new IllegalArgumentException("'" + name + "' has " + numbers.length + " numbers instead of " + size);
        }
        return numbers.clone();
    }

    Map<String, float[]> memory() {
        Map<String, float[]> memory = new TreeMap<>();
        memory.put(WEIGHTS, weights.clone());
        memory.put(FIRST, first.clone());
        memory.put(SECOND, second.clone());
        memory.put(STEP, new float[] {Float.intBitsToFloat(step)});
        return memory;
    }

    float[] weights() {
        return weights;
    }

    /** How many steps were made. */
    int made() {
        return step;
    }

    /** An order of so many, drawn. */
    static int[] order(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /**
     * One step, on the answers of a batch.
     *
     * @param answers all of them
     * @param order in which they are gone through
     * @param from the first of the batch
     * @param to the one after its last
     * @param unit what the network's outputs are multiplied by
     * @param rate the learning rate
     * @return the sum of the losses
     */
    double step(List<Answers.Answer> answers, int[] order, int from, int to, double unit, double rate) {
        float[] gradient = new float[weights.length];
        double loss = gradient(answers, order, from, to, unit, gradient);
        step++;
        float one = (float) (1 / (1 - Math.pow(0.9, step)));
        float two = (float) (1 / (1 - Math.pow(0.999, step)));
        float size = (float) rate;
        float decay = (float) (1 - rate * options.weightDecay());
        for (int i = 0; i < weights.length; i++) {
            first[i] = 0.9f * first[i] + 0.1f * gradient[i];
            second[i] = 0.999f * second[i] + 0.001f * gradient[i] * gradient[i];
            weights[i] = decay * weights[i] - size * first[i] * one / ((float) Math.sqrt(second[i] * two) + 1e-8f);
        }
        return loss;
    }

    /** The mean gradient of a batch, made in shards that are added up in their order. */
    private double gradient(
            List<Answers.Answer> answers, int[] order, int from, int to, double unit, float[] gradient) {
        float[][] parts = new float[SHARDS][];
        double[] losses = new double[SHARDS];
        IntStream.range(0, SHARDS).parallel().forEach(shard -> {
            parts[shard] = new float[weights.length];
            for (int i = from + shard; i < to; i += SHARDS) {
                Answers.Answer answer = answers.get(order[i]);
                LearnedNetwork.Pass pass = answer.pass(network, weights);
                float[][] slopes = new float[pass.out.length][network.outputs()];
                losses[shard] += answer.loss(pass, unit, slopes);
                pass.back(slopes, parts[shard]);
            }
        });
        for (float[] part : parts) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part[i] / (to - from);
            }
        }
        return Arrays.stream(losses).sum();
    }
}
