package because.models.store;

import because.core.BadInput;
import because.core.Provenance;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What {@code model.json} says.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format, from 1
 * @param provenance where the model comes from
 * @param metrics how well it did
 * @param files the size in bytes of each other file but the checksums
 */
record ModelJson(
        String format, int version, Provenance provenance, Map<String, Double> metrics, Map<String, Long> files) {
    static final String FORMAT = "because-model";
    static final int VERSION = 1;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final List<String> RESERVED =
            List.of(ModelFolder.MODEL, ModelFolder.ITEMS, ModelFolder.WEIGHTS, ModelFolder.CHECKSUMS);

    static byte[] write(Provenance provenance, Map<String, Double> metrics, Map<String, Long> files) {
        return StrictJson.MAPPER.writeValueAsBytes(new ModelJson(FORMAT, VERSION, provenance, metrics, files));
    }

    /** Reads {@code model.json}; format and version come first, for a newer version may say all else in another way. */
    static ModelJson read(Path file, byte[] bytes) {
        try {
            JsonNode tree = StrictJson.MAPPER.readTree(bytes);
            if (!FORMAT.equals(tree.path("format").asString(""))) {
                throw new BadInput(
                        file + " does not describe a model of this product: its format is not '" + FORMAT + "'.");
            }
            JsonNode version = tree.path("version");
            if (version.isInt() && version.intValue() > VERSION) {
                throw BadInput.of(
                        "the version of " + file,
                        version.intValue(),
                        "1 to " + VERSION,
                        "Maybe the model was made by a newer version of Because; use that one.");
            }
            ModelJson description = StrictJson.MAPPER.treeToValue(tree, ModelJson.class);
            if (description.version < 1) {
                throw BadInput.of("the version of " + file, description.version, "1 to " + VERSION, "");
            }
            description.texts().keySet().forEach(ModelJson::checkFileName);
            return description;
        } catch (JacksonException notThis) {
            throw new BadInput(file + " is damaged: " + notThis.getOriginalMessage(), notThis);
        }
    }

    /** The model's own files: all but items and weights, which every model has. */
    Map<String, Long> texts() {
        Map<String, Long> texts = new LinkedHashMap<>(files);
        texts.remove(ModelFolder.ITEMS);
        texts.remove(ModelFolder.WEIGHTS);
        return texts;
    }

    static void checkFileName(String name) {
        if (RESERVED.contains(name) || !FILE_NAME.matcher(name).matches()) {
            throw BadInput.of(
                    "the name of a model's file",
                    name,
                    "letters, digits, '.', '-' and '_', but not " + String.join(", ", RESERVED),
                    "");
        }
    }
}
