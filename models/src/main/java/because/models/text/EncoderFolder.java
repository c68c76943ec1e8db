package because.models.text;

import because.core.BadInput;
import because.network.Network;
import because.network.Operation;
import because.network.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text encoder whose network is ours, in a folder: {@value #WEIGHTS} with the weights and the operations, {@code tokenizer.json}, and the settings in the files in
 * which sentence-transformers keeps them. It is written whole or not at all.
 */
public final class EncoderFolder {
    /** The file with the network. */
    public static final String WEIGHTS = "encoder.safetensors";

    private static final String OPERATIONS = "operations";

    private EncoderFolder() {}

    /**
     * @param files an encoder
     * @return whether its network is ours
     */
    public static boolean holds(EncoderFiles files) {
        return files.model().getPath() != null && files.model().getPath().endsWith("/" + WEIGHTS);
    }

    /**
     * Reads the network.
     *
     * @param model the file
     * @return the network, which ends with the pooled vector
     * @throws BadInput if it cannot be read
     */
    public static Network read(URI model) {
        try {
            Safetensors stored = Safetensors.read(Path.of(model));
            String operations = stored.metadata().get(OPERATIONS);
            if (operations == null) {
                throw new BadInput(model + " holds no encoder: it does not say which operations its weights are for.");
            }
            Network network = Network.read(operations, stored.tensors());
            if (!(network.operations().getLast() instanceof Operation.Pool)) {
                throw new BadInput(model + " holds no encoder: its network does not end with 'pool'.");
            }
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException("the text encoder " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses a folder that cannot be written to.
     *
     * @param folder where an encoder is to be
     * @param replace whether one that is there may be replaced
     * @throws BadInput if there is one that may not, or something that is no encoder
     */
    public static void free(Path folder, boolean replace) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isRegularFile(folder.resolve(WEIGHTS))) {
            throw new BadInput(
                    folder + " is there, and is no text encoder, so it is not replaced.\nMaybe name a folder "
                            + "that is not there yet.");
        }
        if (!replace) {
            throw new BadInput("there is a text encoder in " + folder + ".\nMaybe replace it: --replace");
        }
    }

    /**
     * Writes an encoder.
     *
     * @param folder where; its parent is made if it is not there
     * @param network ends with the pooled vector
     * @param from whose tokenizer and settings it has
     * @param about what made it, for people: option by value
     * @param replace whether an encoder that is there may be replaced
     * @throws BadInput if the folder is not free
     */
    public static void write(
            Path folder, Network network, EncoderFiles from, Map<String, String> about, boolean replace) {
        Path target = folder.toAbsolutePath().normalize();
        free(target, replace);
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            Files.createDirectories(target.resolveSibling("."));
            delete(partial);
            Files.createDirectories(partial.resolve("1_Pooling"));
            Map<String, String> metadata = new java.util.TreeMap<>(about);
            metadata.put(OPERATIONS, network.operationsJson());
            Safetensors.write(partial.resolve(WEIGHTS), network.weights(), metadata);
            Files.write(partial.resolve("tokenizer.json"), from.bytes(from.tokenizer()));
            boolean first = from.pooling() == EncoderFiles.Pooling.CLS;
            Files.writeString(
                    partial.resolve("1_Pooling").resolve("config.json"),
                    "{\"pooling_mode_cls_token\": " + first + ", \"pooling_mode_mean_tokens\": " + !first + "}\n");
            Files.writeString(
                    partial.resolve("sentence_bert_config.json"),
                    "{\"max_seq_length\": " + Math.min(from.longest(), network.positions()) + "}\n");
            if (!from.normalised()) {
                Files.writeString(partial.resolve("modules.json"), "[]\n");
            }
            delete(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the text encoder cannot be written to " + target + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
