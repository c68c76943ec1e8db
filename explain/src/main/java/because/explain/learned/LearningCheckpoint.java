package because.explain.learned;

import because.core.BadInput;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a learning stands after an epoch, in a file, so that one that was killed goes on with the same bits. The file is replaced as a whole; what another learning left there is not looked at. */
final class LearningCheckpoint {
    private static final String IDENTITY = "identity";
    private static final String EPOCH = "epoch";
    private static final String LEAST = "least";
    private static final String BEST = "best";

    private final Path file;
    private final String identity;

    /**
     * @param file the place
     * @param identity tells one learning from another: model, questions, options and seed
     */
    LearningCheckpoint(Path file, String identity) {
        this.file = file;
        this.identity = identity;
    }

    /** What is kept. */
    static final class State {
        private final int epoch;
        private final double least;
        private final float[] best;
        private final Steps steps;

        /**
         * @param epoch how many epochs are done
         * @param least the smallest loss on what chooses the epoch
         * @param best the weights after that epoch
         * @param steps the weights now, and what the optimizer remembers
         */
        State(int epoch, double least, float[] best, Steps steps) {
            this.epoch = epoch;
            this.least = least;
            this.best = best;
            this.steps = steps;
        }

        int epoch() {
            return epoch;
        }

        float[] best() {
            return best;
        }

        Steps steps() {
            return steps;
        }

        State after(double loss) {
            return loss < least
                    ? new State(epoch + 1, loss, steps.weights().clone(), steps)
                    : new State(epoch + 1, least, best, steps);
        }
    }

    Optional<State> load(LearnedNetwork network, LearnedOptions options) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Safetensors kept = Safetensors.read(file);
            Map<String, String> said = kept.metadata();
            if (!identity.equals(said.get(IDENTITY))) {
                return Optional.empty();
            }
            Map<String, float[]> numbers = new TreeMap<>();
            kept.tensors().forEach((name, tensor) -> numbers.put(name, tensor.floats()));
            Steps steps = new Steps(network, options, numbers);
            float[] best = numbers.getOrDefault(BEST, new float[0]);
            if (best.length != network.size()) {
                throw new IllegalArgumentException("'best' is missing");
            }
            return Optional.of(new State(
                    Integer.parseInt(said.getOrDefault(EPOCH, "")),
                    Double.parseDouble(said.getOrDefault(LEAST, "")),
                    best,
                    steps));
        } catch (IOException | IllegalArgumentException | BadInput e) {
            throw new BadInput(
                    "what was kept of a learning that was killed cannot be read: " + file + ": " + e.getMessage()
                            + "\nMaybe delete it; the learning then begins anew.",
                    e);
        }
    }

    void save(State state) {
        Map<String, Tensor> tensors = new TreeMap<>();
        state.steps.memory().forEach((name, numbers) -> tensors.put(name, Tensor.of(numbers, numbers.length)));
        tensors.put(BEST, Tensor.of(state.best, state.best.length));
        Map<String, String> said =
                Map.of(IDENTITY, identity, EPOCH, String.valueOf(state.epoch), LEAST, String.valueOf(state.least));
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            Safetensors.write(partial, tensors, said);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the learning cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
