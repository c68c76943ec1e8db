package because.models.sequence;

import because.core.Progress;
import because.models.store.StoredModel;
import because.models.text.TunedEncoder;
import because.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The encoder that is trained together with a network, from epoch to epoch. What is known of it is kept beside what the optimizer remembers. */
final class TunedTexts {
    private static final String PREFIX = "texts.";
    private static final String NOW = PREFIX + "now.";
    private static final String BEST = PREFIX + "best.";
    private static final String MEMORY = PREFIX + "memory.";

    private final TextTower tower;
    private final ItemFeatures known;
    private Map<String, Tensor> best;

    /**
     * Begins, or goes on where a training was.
     *
     * @param tower the encoder
     * @param known is told the items' vectors
     * @param memory what {@link #memory} gave; nothing of it for the beginning
     * @param progress is told how far the reading of all texts is
     */
    TunedTexts(TextTower tower, ItemFeatures known, Map<String, Tensor> memory, Progress progress) {
        this.tower = tower;
        this.known = known;
        Map<String, Tensor> now = part(memory, NOW);
        if (!now.isEmpty()) {
            tower.restore(now, part(memory, MEMORY));
        }
        this.best = now.isEmpty() ? tower.snapshot() : part(memory, BEST);
        tower.renewAll(known, progress);
    }

    private static Map<String, Tensor> part(Map<String, Tensor> memory, String prefix) {
        Map<String, Tensor> own = new TreeMap<>();
        memory.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return own;
    }

    /** The part of a memory that is not of texts. */
    static Map<String, Tensor> others(Map<String, Tensor> memory) {
        Map<String, Tensor> others = new TreeMap<>(memory);
        others.keySet().removeIf(name -> name.startsWith(PREFIX));
        return others;
    }

    /**
     * Ends an epoch: the encoder takes up what its last batches said, and all texts are read by it.
     *
     * @return whether the encoder can still be computed with; if not, nothing is read
     */
    boolean epoch() {
        tower.step();
        if (tower.finite()) {
            tower.renewAll(known, Progress.NONE);
        }
        return tower.finite();
    }

    /**
     * @param best whether this epoch is the best so far
     * @return what is to be remembered
     */
    Map<String, Tensor> memory(boolean best) {
        Map<String, Tensor> now = tower.snapshot();
        if (best) {
            this.best = now;
        }
        Map<String, Tensor> memory = new TreeMap<>();
        now.forEach((name, tensor) -> memory.put(NOW + name, tensor));
        this.best.forEach((name, tensor) -> memory.put(BEST + name, tensor));
        tower.memory().forEach((name, tensor) -> memory.put(MEMORY + name, tensor));
        return memory;
    }

    /** Reads all texts as the best epoch's encoder does. */
    void takeBest() {
        tower.restore(best, Map.of());
        tower.renewAll(known, Progress.NONE);
    }

    /**
     * @param model made after {@link #takeBest}
     * @return the same with the encoder, and items with the vectors that it makes
     */
    StoredModel with(StoredModel model) {
        TunedEncoder tuned = tower.tuned(best);
        Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
        weights.putAll(tuned.weights());
        Map<String, String> texts = new LinkedHashMap<>(model.texts());
        texts.putAll(tuned.texts());
        return model.of(tower.catalog(), weights, texts);
    }
}
