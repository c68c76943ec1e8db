package because.models.sequence;

import because.core.BadInput;
import because.network.Network;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a training after an epoch, in a folder, so that a killed training goes on with the same bits. An epoch's folder gets its name only when all of
 * it is written; so whatever the moment of the kill, the newest named one is whole.
 */
final class Checkpoint {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final String PREFIX = "epoch-";
    private static final String STATE = "state.json";
    private static final String NOW = "now.safetensors";
    private static final String AVERAGE = "average.safetensors";
    private static final String BEST = "best.safetensors";
    private static final String OPTIMIZER = "optimizer.safetensors";
    private static final List<String> FILES = List.of(NOW, AVERAGE, BEST, OPTIMIZER);

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
     * What is kept.
     *
     * @param curve how the training went up to and with this epoch
     * @param now the network after the epoch
     * @param average the average of the networks after each epoch
     * @param best the network of the best epoch so far
     * @param optimizer what the optimizer remembers
     */
    record State(Curve curve, Network now, Network average, Network best, Map<String, Tensor> optimizer) {}

    /** The form of the state's file; the checksums are those of the other files, by name. */
    record Written(String training, Curve curve, Map<String, String> sha256) {}

    /**
     * @param operations the network, whose operations are not in the checkpoint
     * @return the newest state, empty if there is none
     * @throws BadInput if the folder is that of another training, or is damaged
     */
    Optional<State> load(Network operations) {
        Optional<Path> newest = epochs().stream().max(Comparator.comparingInt(Checkpoint::number));
        return newest.map(epoch -> load(epoch, operations));
    }

    private State load(Path epoch, Network operations) {
        Written written = written(epoch);
        if (!written.training().equals(training)) {
            throw new BadInput(
                    "the checkpoint in " + folder
                            + " is of a training with other options, another seed or other data.\n"
                            + "Maybe take it up with the options that it was begun with, or begin anew: because train --restart, which throws that folder away.");
        }
        try {
            for (String file : FILES) {
                if (!sha256(epoch.resolve(file)).equals(written.sha256().get(file))) {
                    throw damaged(epoch, file + " is not as it was written", null);
                }
            }
            return new State(
                    written.curve(),
                    new Network(operations.operations(), weights(epoch.resolve(NOW))),
                    new Network(operations.operations(), weights(epoch.resolve(AVERAGE))),
                    new Network(operations.operations(), weights(epoch.resolve(BEST))),
                    weights(epoch.resolve(OPTIMIZER)));
        } catch (IOException e) {
            throw damaged(epoch, String.valueOf(e.getMessage()), e);
        }
    }

    private static Written written(Path epoch) {
        try {
            JsonNode state = JSON.readTree(Files.readString(epoch.resolve(STATE), StandardCharsets.UTF_8));
            if (!state.isObject()) {
                throw damaged(epoch, STATE + " holds no state", null);
            }
            return JSON.treeToValue(state, Written.class);
        } catch (IOException | JacksonException e) {
            throw damaged(epoch, String.valueOf(e.getMessage()), e);
        }
    }

    private static BadInput damaged(Path epoch, String why, @Nullable Exception cause) {
        String message = "the checkpoint " + epoch + " cannot be read: " + why
                + "\nMaybe delete it, or begin with --restart; the training then begins anew.";
        return cause == null ? new BadInput(message) : new BadInput(message, cause);
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static Map<String, Tensor> weights(Path file) throws IOException {
        return Safetensors.read(file).tensors();
    }

    /**
     * Keeps the state after an epoch and drops the ones before it.
     *
     * @param state all of it
     */
    void save(State state) {
        Path next = folder.resolve("next");
        Curve curve = state.curve();
        try {
            delete(next);
            Files.createDirectories(next);
            Safetensors.write(next.resolve(NOW), state.now().weights(), Map.of());
            Safetensors.write(next.resolve(AVERAGE), state.average().weights(), Map.of());
            Safetensors.write(next.resolve(BEST), state.best().weights(), Map.of());
            Safetensors.write(next.resolve(OPTIMIZER), state.optimizer(), Map.of());
            Map<String, String> sha256 = new TreeMap<>();
            for (String file : FILES) {
                sha256.put(file, sha256(next.resolve(file)));
            }
            Files.writeString(
                    next.resolve(STATE),
                    JSON.writeValueAsString(new Written(this.training, curve, sha256)),
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

    /** Drops every state: the training cannot be taken up again. */
    void clear() {
        try {
            for (Path epoch : epochs()) {
                delete(epoch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a checkpoint in " + folder + " cannot be deleted: " + e.getMessage(), e);
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
