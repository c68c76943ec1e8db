package because.models.text;

import because.core.BadInput;
import because.network.Network;
import because.network.Tensor;
import java.util.Map;
import java.util.TreeMap;

/**
 * What training changed of an encoder: whole weights, and low-rank adapters beside matrices (LoRA, Hu et al. 2022), W + B A. It is small, and of use only together with the encoder that
 * it was made from.
 *
 * @param weights whole weights by their names in the encoder; A by {@value #DOWN} and B by {@value #UP} before the matrix's name
 */
public record EncoderChange(Map<String, Tensor> weights) {
    /** Stands before the name of a matrix that an adapter is beside: A, [rank, in]. */
    public static final String DOWN = "down.";

    /** Stands before the name of a matrix that an adapter is beside: B, [out, rank]. */
    public static final String UP = "up.";

    /** Copies the map. */
    public EncoderChange {
        weights = Map.copyOf(weights);
    }

    /**
     * @param encoder the encoder that it was made from
     * @return the changed encoder, of the same form
     * @throws BadInput if it was made from another
     */
    public Network applied(Network encoder) {
        Map<String, Tensor> changed = new TreeMap<>(encoder.weights());
        weights.forEach((name, numbers) -> {
            if (name.startsWith(UP)) {
                return; // comes with its other half
            }
            String own = name.startsWith(DOWN) ? name.substring(DOWN.length()) : name;
            Tensor old = encoder.weights().get(own);
            Tensor up = weights.get(UP + own);
            boolean adapter = name.startsWith(DOWN);
            if (old == null || (adapter ? up == null || !fits(old, numbers, up) : old.size() != numbers.size())) {
                throw new BadInput("the trained part of a text encoder does not fit the encoder: '" + own
                        + "'.\nMaybe the project names another encoder than the one that the model was trained with.");
            }
            changed.put(own, adapter && up != null ? sum(old, numbers, up) : reshaped(numbers, old));
        });
        return new Network(encoder.operations(), changed);
    }

    private static boolean fits(Tensor matrix, Tensor down, Tensor up) {
        int rank = matrix.rank() == 2 ? down.size() / matrix.dimension(1) : 0;
        return rank > 0 && down.size() == rank * matrix.dimension(1) && up.size() == rank * matrix.dimension(0);
    }

    private static Tensor reshaped(Tensor numbers, Tensor old) {
        return Tensor.of(numbers.floats().clone(), old.shape());
    }

    private static Tensor sum(Tensor matrix, Tensor downwards, Tensor upwards) {
        float[] down = downwards.floats();
        float[] up = upwards.floats();
        int in = matrix.dimension(1);
        int rank = down.length / in;
        float[] sum = matrix.floats().clone();
        for (int i = 0; i < sum.length; i++) {
            double more = 0;
            for (int r = 0; r < rank; r++) {
                more += (double) up[i / in * rank + r] * down[r * in + i % in];
            }
            sum[i] += (float) more;
        }
        return Tensor.of(sum, matrix.shape());
    }
}
