package because.models.text;

import because.core.BadInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sentence encoder as files: a network in ONNX or of our own, the tokenizer in Hugging Face's JSON, and how the tokens' vectors become one.
 *
 * @param name what it is called
 * @param model where the file with the network is: ONNX, or that of an {@link EncoderFolder}
 * @param tokenizer where {@code tokenizer.json} is
 * @param pooling how the tokens' vectors become one
 * @param normalised whether the vector is scaled to the length 1
 * @param longest how many tokens are read, 3 or more; the rest of a longer text is cut off
 */
public record EncoderFiles(String name, URI model, URI tokenizer, Pooling pooling, boolean normalised, int longest) {
    /** The ready encoder for English: all-MiniLM-L6-v2, 384 numbers (Apache-2.0). */
    public static final String MINILM = "all-minilm-l6-v2";

    /** The ready encoder for Chinese: bge-small-zh-v1.5, 512 numbers (MIT). */
    public static final String BGE_ZH = "bge-small-zh-v1.5";

    /** Takes {@link #MINILM} or {@link #BGE_ZH}, by the {@link Script} of the texts. */
    public static final String AUTO = "auto";

    /** How the tokens' vectors become one. */
    public enum Pooling {
        /** Their mean. */
        MEAN,
        /** The first token's. */
        CLS
    }

    private static final int USUAL_LONGEST = 256;
    private static final int DIGITS = 16;
    private static final String ONNX = ".onnx";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Refuses fewer than three tokens: the first, the last, and one between. */
    public EncoderFiles {
        if (longest < 3) {
            throw BadInput.of("the longest text of an encoder", longest, "3 tokens or more", "");
        }
    }

    /**
     * Finds an encoder.
     *
     * @param encoder {@link #MINILM}, {@link #BGE_ZH}, {@link #AUTO}, or a path: a folder with {@code model.onnx} (or {@code onnx/model.onnx}) and {@code
     *     tokenizer.json}, as Hugging Face has them, an {@link EncoderFolder}, or an ONNX file beside which the tokenizer lies
     * @param texts what is to be encoded, or a part of it; decides for {@link #AUTO}
     * @return its files
     * @throws BadInput if they are not there
     */
    public static EncoderFiles find(String encoder, List<String> texts) {
        String name = named(encoder, texts);
        return switch (name) {
            case MINILM -> ready(MINILM, Pooling.MEAN, USUAL_LONGEST);
            case BGE_ZH -> ready(BGE_ZH, Pooling.CLS, 512);
            default -> ofPath(name, Path.of(name).toAbsolutePath().normalize());
        };
    }

    /** The name or path of an encoder, which is never {@link #AUTO}. */
    static String named(String encoder, List<String> texts) {
        return !encoder.equals(AUTO) ? encoder : Script.of(texts) == Script.HAN ? BGE_ZH : MINILM;
    }

    /** Whether the files of a ready encoder are there. */
    static boolean installed(String ready) {
        return EncoderFiles.class.getResource("/" + ready + ONNX) != null;
    }

    private static EncoderFiles ready(String name, Pooling pooling, int longest) {
        return new EncoderFiles(
                name, resource(name, name + ONNX), resource(name, name + "-tokenizer.json"), pooling, true, longest);
    }

    private static URI resource(String encoder, String file) {
        URL found = EncoderFiles.class.getResource("/" + file);
        if (found == null) {
            throw missing(encoder);
        }
        try {
            return found.toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the class path holds " + found, impossible);
        }
    }

    static BadInput missing(String encoder) {
        return new BadInput("the text encoder '" + encoder + "' is not installed: it is large (about 250 MB with what "
                + "it needs), and so it only comes when it is asked for.\nMaybe run: ./because add encoders (in a "
                + "program of your own: depend on org.because:because-encoders).");
    }

    private static EncoderFiles ofPath(String encoder, Path path) {
        Path folder = Files.isDirectory(path) ? path : path.getParent();
        List<Path> models = Files.isDirectory(path)
                ? List.of(
                        path.resolve(EncoderFolder.WEIGHTS),
                        path.resolve("model.onnx"),
                        path.resolve("onnx").resolve("model.onnx"))
                : List.of(path);
        Path model = models.stream().filter(Files::isRegularFile).findFirst().orElse(null);
        if (folder == null || model == null) {
            throw BadInput.of(
                    "the text encoder",
                    encoder,
                    MINILM + ", " + BGE_ZH + ", " + AUTO + ", or a folder with model.onnx (or " + EncoderFolder.WEIGHTS
                            + ") and tokenizer.json",
                    "Maybe the path is wrong: there is no " + models.get(models.size() > 1 ? 1 : 0) + ".");
        }
        Path root = Files.exists(folder.resolve("tokenizer.json"))
                ? folder
                : folder.toAbsolutePath().resolve("..").normalize();
        Path tokenizer = root.resolve("tokenizer.json");
        if (!Files.isRegularFile(tokenizer)) {
            throw new BadInput("the text encoder " + model
                    + " has no tokenizer.json beside it.\nMaybe download it from " + "where the model is from.");
        }
        JsonNode pooling = json(root.resolve("1_Pooling").resolve("config.json"));
        JsonNode sentence = json(root.resolve("sentence_bert_config.json"));
        boolean normalised = !Files.exists(root.resolve("modules.json")) || Files.exists(root.resolve("2_Normalize"));
        return new EncoderFiles(
                String.valueOf(root.getFileName()),
                model.toUri(),
                tokenizer.toUri(),
                pooling.path("pooling_mode_cls_token").asBoolean(false) ? Pooling.CLS : Pooling.MEAN,
                normalised,
                sentence.path("max_seq_length").asInt(USUAL_LONGEST));
    }

    /** What sentence-transformers writes beside its models; where it is not there the usual values hold. */
    private static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @return what tells its vectors from those of any other encoder: sixteen hexadecimal digits of SHA-256 over files and settings */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
                out.write((pooling + " " + normalised + " " + longest).getBytes(StandardCharsets.UTF_8));
                for (URI file : List.of(model, tokenizer)) {
                    try (InputStream in = open(file)) {
                        out.writeLong(in.transferTo(out));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("the text encoder " + name + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * @param file one of its two files
     * @return all bytes of it
     */
    public byte[] bytes(URI file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the text encoder " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(URI file) throws IOException {
        return file.toURL().openStream();
    }
}
