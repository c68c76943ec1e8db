package because.encoders;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import because.core.BadInput;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text encoder run by ONNX Runtime. Each text is run alone and on one thread: a batch would fill short texts up to the longest, and the filling changes the last
 * bits of the result; so a text's vector depends on nothing but the text.
 */
final class OnnxEncoder implements TextEncoder {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    static {
        // The tokenizer's library otherwise asks the network for the machine's identity and reports it, and fetches
        // files by itself.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final EncoderFiles files;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final String output;
    private final boolean pooled;
    private final int dimension;

    private OnnxEncoder(
            EncoderFiles files, OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer)
            throws OrtException {
        this.files = files;
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
        for (String input : session.getInputNames()) {
            if (!List.of(IDS, MASK, TYPES).contains(input)) {
                throw BadInput.of(
                        "an input of the text encoder " + files.name(), input, IDS + ", " + MASK + ", " + TYPES, "");
            }
        }
        NodeInfo chosen = output(session);
        this.output = chosen.getName();
        long[] shape = shape(chosen);
        this.pooled = shape.length == 2;
        this.dimension = shape[shape.length - 1] > 0 ? (int) shape[shape.length - 1] : run("a").length;
    }

    /** One vector for the text if the network gives it, else one for each token. */
    private static NodeInfo output(OrtSession session) throws OrtException {
        List<NodeInfo> outputs = new ArrayList<>(session.getOutputInfo().values());
        for (int rank : new int[] {2, 3}) {
            for (NodeInfo candidate : outputs) {
                boolean sentence = rank == 3 || candidate.getName().equals("sentence_embedding");
                if (sentence && shape(candidate).length == rank) {
                    return candidate;
                }
            }
        }
        throw new BadInput("the ONNX file is no text encoder: none of its outputs (" + session.getOutputNames()
                + ") is a vector for each token.");
    }

    private static long[] shape(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
    }

    static OnnxEncoder open(EncoderFiles files) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        HuggingFaceTokenizer tokenizer = tokenizer(files);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxEncoder(
                    files, environment, environment.createSession(files.bytes(files.model()), options), tokenizer);
        } catch (OrtException | BadInput refused) {
            tokenizer.close();
            throw refused instanceof BadInput badInput ? badInput : unreadable(files, refused);
        }
    }

    private static HuggingFaceTokenizer tokenizer(EncoderFiles files) {
        Map<String, String> options =
                Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(files.longest()));
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(files.bytes(files.tokenizer())), options);
        } catch (IOException
                | RuntimeException e) { // the library throws RuntimeException itself for a file that it cannot read
            throw unreadable(files, e);
        }
    }

    private static BadInput unreadable(EncoderFiles files, Exception why) {
        return new BadInput(
                "the text encoder " + files.name() + " cannot be opened: " + why.getMessage()
                        + "\nMaybe its files did not come over whole, or are not an ONNX model with its tokenizer.",
                why);
    }

    @Override
    public EncoderFiles files() {
        return files;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public float[] encode(String text) {
        float[] vector = run(text);
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new BadInput("the text encoder " + files.name() + " gives numbers that are not finite.");
        }
        if (files.normalised() && squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    private float[] run(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String input : session.getInputNames()) {
                long[] values = switch (input) {
                    case IDS -> encoding.getIds();
                    case MASK -> encoding.getAttentionMask();
                    default -> encoding.getTypeIds();
                };
                inputs.put(
                        input,
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                Object value = result.get(output).orElseThrow().getValue();
                return pooled ? ((float[][]) value)[0] : pool(((float[][][]) value)[0]);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the text encoder " + files.name() + " failed: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[] pool(float[][] tokens) {
        if (files.pooling() == EncoderFiles.Pooling.CLS) {
            return tokens[0];
        }
        float[] mean = new float[tokens[0].length];
        for (int j = 0; j < mean.length; j++) {
            double sum = 0;
            for (float[] token : tokens) {
                sum += token[j];
            }
            mean[j] = (float) (sum / tokens.length);
        }
        return mean;
    }

    @Override
    public List<Token> tokens(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        List<Token> tokens = new ArrayList<>();
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i = 0; i < encoding.getIds().length; i++) {
            CharSpan span = spans[i];
            // The library counts code points.
            int from = span == null ? 0 : text.offsetByCodePoints(0, span.getStart());
            int to = span == null ? 0 : text.offsetByCodePoints(0, span.getEnd());
            tokens.add(new Token((int) encoding.getIds()[i], encoding.getTokens()[i], from, to));
        }
        return tokens;
    }

    @Override
    public void close() {
        try {
            session.close();
            tokenizer.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the text encoder " + files.name() + " cannot be closed", e);
        }
    }
}
