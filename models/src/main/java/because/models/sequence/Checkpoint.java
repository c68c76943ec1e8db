package because.models.sequence;

import because.core.BadInput;
import because.network.Network;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a training after an epoch, in a folder, so that a killed training goes on with the same bits. An epoch's folder gets its name only when all of
 * it is written; so whatever the moment of the kill, the newest named one is whole.
 */
final class Checkpoint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "epoch-";

    private final Path folder;
    private final String training;

    /**
     * @param folder where checkpoints are kept
     * @param training tells one training from another: options, seed and data
     */
    Checkpoint(Path folder, String training) {
        this.folder = folder;
        this.training = training;
    }

    /**
     * What is kept besides the optimizer's state.
     *
     * @param curve how the training went up to and with this epoch
     * @param now the network after the epoch
     * @param best the network of the best epoch so far
     * @param optimizer the optimizer's state
     */
    record State(Curve curve, Network now, Network best, Path optimizer) {}

    /** The form of the state's file. */
    record Written(String training, Curve curve) {}

    /**
     * @param operations the network, whose operations are not in the checkpoint
     * @return the newest state, empty if there is none
     * @throws BadInput if the folder is that of another training
     */
    Optional<State> load(Network operations) {
        Optional<Path> newest = epochs().stream().max(Comparator.comparingInt(Checkpoint::number));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Path epoch = newest.get();
        try {
            Written written = JSON.readValue(
                    Files.readString(epoch.resolve("state.json"), StandardCharsets.UTF_8), Written.class);
            if (!written.training().equals(training)) {
                throw new BadInput(
                        "the checkpoint in " + folder
                                + " is of a training with other options, another seed or other data.\n"
                                + "Maybe take it up with the options that it was begun with, or delete that folder to begin anew.");
            }
            return Optional.of(new State(
                    written.curve(),
                    new Network(operations.operations(), weights(epoch, "now")),
                    new Network(operations.operations(), weights(epoch, "best")),
                    epoch.resolve("optimizer.pt")));
        } catch (IOException | JacksonException e) {
            throw new BadInput(
                    "the checkpoint " + epoch + " cannot be read: " + e.getMessage()
                            + "\nMaybe delete it; the training then goes on from the epoch before, or anew.",
                    e);
        }
    }

    private static Map<String, Tensor> weights(Path epoch, String name) throws IOException {
        return Safetensors.read(epoch.resolve(name + ".safetensors")).tensors();
    }

    /**
     * Keeps the state after an epoch and drops the ones before it.
     *
     * @param curve how the training went up to and with this epoch
     * @param now the network after the epoch
     * @param best the network of the best epoch so far
     * @param training writes the optimizer's state
     */
    void save(Curve curve, Network now, Network best, TorchTraining training) {
        Path next = folder.resolve("next");
        try {
            delete(next);
            Files.createDirectories(next);
            Safetensors.write(next.resolve("now.safetensors"), now.weights(), Map.of());
            Safetensors.write(next.resolve("best.safetensors"), best.weights(), Map.of());
            training.saveOptimizer(next.resolve("optimizer.pt"));
            Files.writeString(
                    next.resolve("state.json"),
                    JSON.writeValueAsString(new Written(this.training, curve)),
                    StandardCharsets.UTF_8);
            List<Path> before = epochs();
            Path epoch = folder.resolve(PREFIX + curve.epochs().size());
            if (Files.exists(epoch)) {
                delete(epoch);
            }
            Files.move(next, epoch, StandardCopyOption.ATOMIC_MOVE);
            for (Path old : before) {
                if (!old.equals(epoch)) {
                    delete(old);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a checkpoint cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private List<Path> epochs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d{1,9}"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static int number(Path epoch) {
        return Integer.parseInt(epoch.getFileName().toString().substring(PREFIX.length()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
