package because.models.sequence;

import because.models.sequence.Descent.Optimizer;
import because.network.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves weights against their gradients, number by number in one pass over the memory: libtorch's C++ optimizers make about ten. What they remember of earlier
 * steps is kept here.
 */
final class WeightUpdate {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float MOMENTUM = 0.9f;
    private static final String STEPS = "steps";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";

    private final Descent descent;
    private final Map<String, float[]> first = new TreeMap<>();
    private final Map<String, float[]> second = new TreeMap<>();
    private long steps;

    /**
     * @param descent the rule
     * @param sizes how many numbers each weight has
     */
    WeightUpdate(Descent descent, Map<String, Integer> sizes) {
        this.descent = descent;
        sizes.forEach((name, size) -> {
            first.put(name, new float[size]);
            if (descent.optimizer() == Optimizer.ADAMW) {
                second.put(name, new float[size]);
            }
        });
    }

    /** @return how many steps were made */
    long steps() {
        return steps;
    }

    /** Begins a step. */
    void begin() {
        steps++;
    }

    /**
     * Moves a part of a weight. Parts may be moved in any order, by several threads.
     *
     * @param name the weight's name
     * @param weight its numbers
     * @param gradient their gradient
     * @param from the part's first number
     * @param to after its last
     * @param rate the learning rate
     */
    void move(String name, float[] weight, float[] gradient, int from, int to, double rate) {
        float[] memory = first.getOrDefault(name, weight);
        if (descent.optimizer() == Optimizer.SGD) {
            momentum(weight, gradient, memory, from, to, (float) rate, (float) descent.weightDecay());
            return;
        }
        double correction1 = 1 - Math.pow(BETA1, (double) steps);
        double correction2 = 1 - Math.pow(BETA2, (double) steps);
        adam(
                weight,
                gradient,
                memory,
                second.getOrDefault(name, weight),
                from,
                to,
                (float) (rate / correction1),
                (float) (1 / Math.sqrt(correction2)),
                (float) (1 - rate * descent.weightDecay()));
    }

    private static void adam(
            float[] weight,
            float[] gradient,
            float[] first,
            float[] second,
            int from,
            int to,
            float rate,
            float scale,
            float kept) {
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = BETA1 * first[i] + (1 - BETA1) * g;
            float v = BETA2 * second[i] + (1 - BETA2) * g * g;
            first[i] = m;
            second[i] = v;
            weight[i] = weight[i] * kept - rate * m / ((float) Math.sqrt(v) * scale + EPSILON);
        }
    }

    private static void momentum(
            float[] weight, float[] gradient, float[] memory, int from, int to, float rate, float decay) {
        for (int i = from; i < to; i++) {
            float m = MOMENTUM * memory[i] + gradient[i];
            memory[i] = m;
            weight[i] -= rate * (m + decay * weight[i]);
        }
    }

    /** @return all that is remembered, by name */
    Map<String, Tensor> memory() {
        Map<String, Tensor> memory = new TreeMap<>();
        memory.put(STEPS, Tensor.of(new float[] {(float) steps}, 1));
        first.forEach((name, numbers) -> memory.put(FIRST + name, Tensor.of(numbers.clone(), numbers.length)));
        second.forEach((name, numbers) -> memory.put(SECOND + name, Tensor.of(numbers.clone(), numbers.length)));
        return memory;
    }

    /** @param memory what {@link #memory} gave */
    void remember(Map<String, Tensor> memory) {
        memory.forEach((name, numbers) -> {
            if (name.equals(STEPS)) {
                steps = (long) numbers.floats()[0];
            } else if (name.startsWith(FIRST)) {
                first.put(name.substring(FIRST.length()), numbers.floats().clone());
            } else {
                second.put(name.substring(SECOND.length()), numbers.floats().clone());
            }
        });
    }
}
