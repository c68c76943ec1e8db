package because.models.sequence;

import because.core.Regularizer;
import because.network.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The regularizer of a training, if it has one. What it knows is kept beside what the optimizer remembers. */
final class Explained {
    private static final String PREFIX = "regularizer.";

    private final Optional<Regularizer> regularizer;

    /**
     * @param regularizer what is heeded
     * @param memory what {@link #with} gave; empty for the beginning
     */
    Explained(Optional<Regularizer> regularizer, Map<String, Tensor> memory) {
        Map<String, float[]> own = new TreeMap<>();
        memory.forEach((name, tensor) -> {
            if (name.startsWith(PREFIX)) {
                own.put(name.substring(PREFIX.length()), tensor.floats().clone());
            }
        });
        regularizer.ifPresent(known -> known.remember(own));
        this.regularizer = regularizer;
    }

    /** The part of a memory that is the optimizer's. */
    static Map<String, Tensor> optimizer(Map<String, Tensor> memory) {
        Map<String, Tensor> own = new TreeMap<>(memory);
        own.keySet().removeIf(name -> name.startsWith(PREFIX));
        return own;
    }

    /** The optimizer's memory, and what the regularizer knows. */
    Map<String, Tensor> with(Map<String, Tensor> optimizer) {
        Map<String, Tensor> all = new TreeMap<>(optimizer);
        regularizer.ifPresent(known ->
                known.memory().forEach((name, numbers) -> all.put(PREFIX + name, Tensor.of(numbers, numbers.length))));
        return all;
    }

    /** The prices of an epoch, in the order of the steps. */
    List<Priced> epoch(int number, Supplier<Transformer> model) {
        return regularizer
                .map(known -> {
                    Transformer now = model.get();
                    return known.epoch(number, now).stream()
                            .map(term -> new Priced(term, now))
                            .toList();
                })
                .orElse(List.of());
    }
}
