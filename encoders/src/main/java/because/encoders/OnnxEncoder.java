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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text encoder run by ONNX Runtime, each text on one thread. A text's vector depends on nothing but the text: only texts of the same length are run together, for
 * filling short ones up to the longest changes the last bits of the result, and only by a network to which it is the same, as it is not where numbers are rounded by
 * what else is in the batch.
 */
final class OnnxEncoder implements TextEncoder {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    /** So many texts run together; more are hardly faster, for their numbers leave the caches. */
    private static final int TOGETHER = 8;

    private final EncoderFiles files;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Pieces tokenizer;
    private final String output;
    private final boolean pooled;
    private final int dimension;

    /** Whether texts get the same bits together as alone; not known before it was tried on the first that could be run so. */
    private volatile @Nullable Boolean together;

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
        this.dimension = shape[shape.length - 1] > 0
                ? (int) shape[shape.length - 1]
                : run(List.of(tokenizer.encode("a"))).getFirst().length;
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
        return OnnxEngine.finished(alone(tokenizer.encode(text)), files);
    }

    @Override
    public List<float[]> encode(List<String> texts) {
        List<Encoding> cut = texts.parallelStream().map(tokenizer::encode).toList();
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < cut.size(); i++) {
            byLength.computeIfAbsent(cut.get(i).getIds().length, _ -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> batches = new ArrayList<>();
        for (List<Integer> same : byLength.values()) {
            for (int from = 0; from < same.size(); from += TOGETHER) {
                batches.add(same.subList(from, Math.min(same.size(), from + TOGETHER)));
            }
        }
        float[][] vectors = new float[texts.size()][];
        batches.parallelStream().forEach(batch -> {
            List<float[]> made = ofOneLength(batch.stream().map(cut::get).toList());
            for (int i = 0; i < made.size(); i++) {
                vectors[batch.get(i)] = OnnxEngine.finished(made.get(i), files);
            }
        });
        return Arrays.asList(vectors);
    }

    private List<float[]> ofOneLength(List<Encoding> texts) {
        if (texts.size() > 1 && Boolean.TRUE.equals(together)) {
            try {
                return run(texts);
            } catch (OrtException e) {
                throw failed(e);
            }
        }
        List<float[]> alone = texts.stream().map(this::alone).toList();
        boolean differ = texts.stream()
                .anyMatch(text -> !Arrays.equals(text.getIds(), texts.getFirst().getIds()));
        if (together == null && differ) {
            together = equal(texts, alone);
        }
        return alone;
    }

    private boolean equal(List<Encoding> texts, List<float[]> alone) {
        try {
            List<float[]> made = run(texts);
            return IntStream.range(0, made.size()).allMatch(i -> Arrays.equals(made.get(i), alone.get(i)));
        } catch (OrtException takesOnlyOne) {
            return false;
        }
    }

    private float[] alone(Encoding text) {
        try {
            return run(List.of(text)).getFirst();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(OrtException e) {
        return new IllegalStateException("the text encoder " + files.name() + " failed: " + e.getMessage(), e);
    }

    /** Runs texts of the same length together. */
    private List<float[]> run(List<Encoding> texts) throws OrtException {
        long[] shape = {texts.size(), texts.getFirst().getIds().length};
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String input : session.getInputNames()) {
                LongBuffer values = LongBuffer.allocate(Math.toIntExact(shape[0] * shape[1]));
                for (Encoding text : texts) {
                    values.put(
                            switch (input) {
                                case IDS -> text.getIds();
                                case MASK -> text.getAttentionMask();
                                default -> text.getTypeIds();
                            });
                }
                inputs.put(input, OnnxTensor.createTensor(environment, values.flip(), shape));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                Object value = result.get(output).orElseThrow().getValue();
                return pooled
                        ? List.of((float[][]) value)
                        : Arrays.stream((float[][][]) value).map(this::pool).toList();
            }
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
