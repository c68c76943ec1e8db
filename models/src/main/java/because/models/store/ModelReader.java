package because.models.store;

import because.core.BadInput;
import because.core.Catalog;
import because.network.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a model folder that may be damaged or somebody else's: nothing is believed before its checksum was seen. */
final class ModelReader {
    /** Far more than descriptions, checksums and texts are long; keeps a foreign file from filling the memory. */
    private static final long LONGEST_TEXT = 256L << 20;

    private static final Pattern CHECKSUM = Pattern.compile("([0-9a-f]{64})  ([^\n]+)\n");

    private final Path shown;
    private final Path folder;

    /**
     * @param shown the folder as the user named it, for messages
     * @param folder where it is
     */
    ModelReader(Path shown, Path folder) {
        this.shown = shown;
        this.folder = folder;
    }

    StoredModel read() {
        try {
            if (!Files.isDirectory(folder)) {
                throw new BadInput("there is no model folder " + shown + ".\nMaybe train a model into it first.");
            }
            if (!Files.exists(folder.resolve(ModelFolder.MODEL))) {
                throw new BadInput(shown + " is not a model folder: it has no " + ModelFolder.MODEL + ".");
            }
            ModelJson description = description();
            verify(description);
            Catalog catalog = catalog();
            Safetensors weights = Safetensors.read(folder.resolve(ModelFolder.WEIGHTS));
            Map<String, String> texts = new LinkedHashMap<>();
            for (String name : description.texts().keySet()) {
                texts.put(name, text(name));
            }
            return new StoredModel(description.provenance(), description.metrics(), catalog, weights.tensors(), texts);
        } catch (NoSuchFileException gone) {
            throw new BadInput(
                    shown + " lacks files of the model: " + folder.relativize(Path.of(gone.getFile())), gone);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the model " + shown + ": " + failed.getMessage(), failed);
        }
    }

    /** The names of all files of the model in a folder. */
    static Set<String> files(Path shown, Path folder) throws IOException {
        Set<String> files = new HashSet<>(
                new ModelReader(shown, folder).description().files().keySet());
        files.add(ModelFolder.MODEL);
        files.add(ModelFolder.CHECKSUMS);
        return files;
    }

    private ModelJson description() throws IOException {
        return ModelJson.read(shown.resolve(ModelFolder.MODEL), bytes(ModelFolder.MODEL));
    }

    private void verify(ModelJson description) throws IOException {
        Map<String, String> checksums = checksums();
        Set<String> expected = new HashSet<>(description.files().keySet());
        expected.add(ModelFolder.ITEMS);
        expected.add(ModelFolder.WEIGHTS);
        expected.add(ModelFolder.MODEL);
        if (!checksums.keySet().equals(expected)) {
            throw damaged(ModelFolder.CHECKSUMS, "it names " + checksums.keySet() + " instead of " + expected);
        }
        for (Map.Entry<String, Long> file : description.files().entrySet()) {
            long size = size(file.getKey());
            if (size != file.getValue()) {
                throw damaged(file.getKey(), "it has " + size + " bytes instead of " + file.getValue());
            }
        }
        for (Map.Entry<String, String> checksum : checksums.entrySet()) {
            if (!checksum.getValue().equals(sha256(checksum.getKey()))) {
                throw damaged(checksum.getKey(), "its content does not match its checksum");
            }
        }
    }

    private Map<String, String> checksums() throws IOException {
        Map<String, String> checksums = new LinkedHashMap<>();
        String text = text(ModelFolder.CHECKSUMS);
        Matcher line = CHECKSUM.matcher(text);
        int end = 0;
        while (line.find() && line.start() == end) {
            checksums.put(line.group(2), line.group(1));
            end = line.end();
        }
        if (end < text.length()) {
            throw damaged(ModelFolder.CHECKSUMS, "a line is not a checksum and a name");
        }
        return checksums;
    }

    private Catalog catalog() throws IOException {
        Path file = folder.resolve(ModelFolder.ITEMS);
        try (InputStream in = Files.newInputStream(file)) {
            return new Catalog(ItemJson.read(in));
        } catch (BadInput damaged) {
            throw new BadInput(shown.resolve(ModelFolder.ITEMS) + " is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private String text(String name) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(name)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw damaged(name, "it is not UTF-8 text");
        }
    }

    private byte[] bytes(String name) throws IOException {
        if (size(name) > LONGEST_TEXT) {
            throw damaged(name, "it is longer than " + LONGEST_TEXT + " bytes");
        }
        return Files.readAllBytes(folder.resolve(name));
    }

    private long size(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw damaged(name, "it is missing");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(name, "it is not a regular file");
        }
        return Files.size(file);
    }

    private String sha256(String name) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        size(name);
        try (InputStream in = new DigestInputStream(Files.newInputStream(folder.resolve(name)), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private BadInput damaged(String name, String why) {
        return new BadInput("the model " + shown + " cannot be used: " + name + " is damaged: " + why
                + ".\nMaybe it was changed or not copied completely; train the model again or copy it anew.");
    }
}
