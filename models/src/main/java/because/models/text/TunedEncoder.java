package because.models.text;

import because.core.BadInput;
import because.models.store.StoredModel;
import because.models.store.StrictJson;
import because.network.Network;
import because.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The encoder of texts that was trained together with a model, as the model's folder holds it: what the training changed, and of which encoder.
 *
 * @param encoder the name of the encoder that it was made from
 * @param fingerprint of that encoder's files
 * @param change what the training changed
 */
public record TunedEncoder(String encoder, String fingerprint, EncoderChange change) {
    private static final String FILE = "encoder.json";
    private static final String PREFIX = "encoder:";

    /** What {@value #FILE} says. */
    private record Written(String encoder, String fingerprint) {}

    /**
     * @param model a model
     * @return the encoder that was trained with it; empty if none was
     */
    public static Optional<TunedEncoder> of(StoredModel model) {
        return Optional.ofNullable(model.texts().get(FILE)).map(json -> {
            Written written = StrictJson.read(FILE, json, Written.class);
            Map<String, Tensor> own = new TreeMap<>();
            model.weights().forEach((name, tensor) -> {
                if (name.startsWith(PREFIX)) {
                    own.put(name.substring(PREFIX.length()), tensor);
                }
            });
            return new TunedEncoder(written.encoder(), written.fingerprint(), new EncoderChange(own));
        });
    }

    /**
     * @param weights of a model
     * @return those that are the model's own, not the encoder's
     */
    public static Map<String, Tensor> without(Map<String, Tensor> weights) {
        Map<String, Tensor> own = new LinkedHashMap<>(weights);
        own.keySet().removeIf(name -> name.startsWith(PREFIX));
        return own;
    }

    /** @return the weights under the names that they have in a model's folder */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> named = new TreeMap<>();
        change.weights().forEach((name, tensor) -> named.put(PREFIX + name, tensor));
        return named;
    }

    /** @return what else goes into a model's folder, by the name of the file */
    public Map<String, String> texts() {
        return Map.of(FILE, StrictJson.write(new Written(encoder, fingerprint)));
    }

    /**
     * Opens it.
     *
     * @param files the encoder that it was made from
     * @return the encoder as it was trained; to be closed by the caller
     * @throws BadInput if it was made from another encoder
     */
    public TextEncoder open(EncoderFiles files) {
        if (!files.fingerprint().equals(fingerprint)) {
            throw new BadInput("the model was trained together with the text encoder " + encoder + " (" + fingerprint
                    + "), but the project names " + files.name() + " (" + files.fingerprint()
                    + ").\nMaybe name that encoder in data.texts.encoder, or train the model again.");
        }
        Network network;
        try (TextEncoder before = TextEncoders.open(files)) {
            network = change.applied(EncoderNetwork.of(before));
        }
        return TextEncoders.open(files, network);
    }
}
