package because.encoders;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import because.core.BadInput;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
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

    private final EncoderFiles files;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pieces tokenizer;
    private final String output;
    private final boolean pooled;
    private final int dimension;

    private OnnxEncoder(EncoderFiles files, OrtEnvironment environment, OrtSession session, Pieces tokenizer)
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
        Pieces tokenizer = Pieces.open(files, files.longest());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxEncoder(
                    files, environment, environment.createSession(files.bytes(files.model()), options), tokenizer);
        } catch (OrtException | BadInput refused) {
            tokenizer.close();
            throw refused instanceof BadInput badInput ? badInput : OnnxEngine.unreadable(files, refused);
        }
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
        return OnnxEngine.finished(run(text), files);
    }

    private float[] run(String text) {
        Encoding encoding = tokenizer.encode(text);
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
        return tokenizer.tokens(text);
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
