package because.models.sequence;

import because.core.Progress;
import because.network.Network;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Steps that improve what is trained of an encoder: whole weights of its last layers, and adapters beside its matrices. A batch is cut into shards of a fixed
 * size, whose gradients are added in the order of the shards, so that any number of workers gives the same bits.
 */
final class EncoderSteps implements AutoCloseable {
    private static final int TEXTS = 16;
    private static final int PAIRS = 32;
    private static final String TRANSFORM = EncoderWeights.HEAD + "transform";
    private static final String SHIFT = EncoderWeights.HEAD + "shift";
    private static final String BIAS = EncoderWeights.HEAD + "bias";

    /** Two equal texts in a shard are no example of what is far. */
    private static final float NEVER = -1e9f;

    private final Network network;
    private final EncoderOptions options;
    private final EncoderWeights weights;
    private final WeightUpdate update;
    private final TorchWorkers workers;

    /**
     * @param network the encoder
     * @param frequencies how often each piece is in the texts
     */
    EncoderSteps(Network network, EncoderOptions options, int[] frequencies, TorchWorkers workers, long seed) {
        this.network = network;
        this.options = options;
        this.weights = workers.place()
                .get(() -> new EncoderWeights(network, options.layers(), options.rank(), new Random(seed)));
        if (options.objective() == EncoderOptions.Objective.MASKED_WORDS) {
            head(frequencies);
        }
        this.update = new WeightUpdate(EncoderWeights.descent(options.learningRate()), weights.sizes());
        this.workers = workers;
    }

    /** Encoders come without what told masked words: a matrix that begins as the identity, and each piece's frequency. */
    private void head(int[] frequencies) {
        int width = network.dimension();
        float[] transform = new float[width * width];
        for (int i = 0; i < width; i++) {
            transform[i * width + i] = 1;
        }
        float[] bias = new float[frequencies.length];
        double all = frequencies.length;
        for (int count : frequencies) {
            all += count;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] = (float) Math.log((frequencies[i] + 1) / all);
        }
        weights.put(TRANSFORM, transform, width, width);
        weights.put(SHIFT, new float[width], width);
        weights.put(BIAS, bias, bias.length);
    }

    /**
     * The mean loss of examples, without learning from them. A text that is in several pairs is encoded once.
     *
     * @param examples one at least
     * @param stage what it is called
     * @param progress is told how far it is, and the loss
     */
    double loss(List<EncoderExample> examples, String stage, Progress progress) {
        Map<Integer, Tokens> texts = new TreeMap<>();
        for (EncoderExample example : pairs() ? examples : List.<EncoderExample>of()) {
            texts.put(example.number(0), example.texts().getFirst());
            texts.put(example.number(1), example.texts().getLast());
        }
        int total = pairs() ? texts.size() : examples.size();
        progress.stage(stage, total);
        float[][] vectors = vectors(texts, progress);
        double[] sum = {0};
        int[] done = {0};
        workers.inOrder(
                parts(examples, shard()),
                part -> pairs() ? far(part, vectors) : new Shard(part, false, 0).run().loss,
                (part, loss) -> {
                    sum[0] += loss;
                    done[0] += part.size();
                    progress.step(pairs() ? total : done[0], Map.of());
                });
        double mean =
                sum[0] / examples.stream().mapToInt(EncoderExample::losses).sum();
        progress.step(total, Map.of("held-out loss", mean));
        return mean;
    }

    /** The vectors of texts by their numbers, scaled to the length 1. Texts of about the same length go together. */
    private float[][] vectors(Map<Integer, Tokens> texts, Progress progress) {
        float[][] vectors = new float
                [texts.keySet().stream().mapToInt(number -> number + 1).max().orElse(0)][];
        List<Map.Entry<Integer, Tokens>> order = texts.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().size()))
                .toList();
        int[] done = {0};
        workers.inOrder(parts(order, 2 * PAIRS), this::read, (part, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                vectors[part.get(i).getKey()] = rows[i];
            }
            done[0] += rows.length;
            progress.step(done[0], Map.of());
        });
        return vectors;
    }

    private float[][] read(List<Map.Entry<Integer, Tokens>> numbered) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            List<Tokens> texts = numbered.stream().map(Map.Entry::getValue).toList();
            Tensor states = new TorchForward(network, weights.leaves(false).encoder(), null).run(Batch.reading(texts));
            return TextTower.rows(TorchForward.unit(TorchForward.pooled(network, states, texts)));
        }
    }

    private double far(List<EncoderExample> pairs, float[][] vectors) {
        int width = network.dimension();
        float[] all = new float[2 * pairs.size() * width];
        for (int i = 0; i < 2 * pairs.size(); i++) {
            System.arraycopy(vectors[pairs.get(i / 2).number(i % 2)], 0, all, i * width, width);
        }
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return far(pairs, Placement.of(all, 2L * pairs.size(), width)).item_double();
        }
    }

    private static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }

    /**
     * One step of the optimizer.
     *
     * @param examples of about the same length
     * @param warmth what the learning rates are multiplied by
     * @return the mean loss before it
     */
    double step(List<EncoderExample> examples, double warmth) {
        Map<String, float[]> slopes = new TreeMap<>();
        double loss = learn(examples, slopes);
        weights.move(slopes, update, warmth * options.learningRate(), warmth * options.adapterRate());
        return loss / examples.stream().mapToInt(EncoderExample::losses).sum();
    }

    private boolean pairs() {
        return options.objective() == EncoderOptions.Objective.NEXT_ITEMS;
    }

    private int shard() {
        return pairs() ? PAIRS : TEXTS;
    }

    /** The sum of the losses; the gradients of their mean are added to the slopes. */
    private double learn(List<EncoderExample> examples, Map<String, float[]> slopes) {
        int losses = examples.stream().mapToInt(EncoderExample::losses).sum();
        List<Shard> shards = parts(examples, shard()).stream()
                .map(part -> new Shard(part, true, losses))
                .toList();
        double[] sum = {0};
        workers.inOrder(shards, Shard::run, (_, shard) -> {
            sum[0] += shard.loss;
            shard.slopes.forEach((name, slope) -> slopes.merge(name, slope, TorchWorkers::add));
        });
        return sum[0];
    }

    /** A part of a batch, from its texts to the gradients. */
    private final class Shard {
        private final List<EncoderExample> examples;
        private final boolean learn;
        private final int losses;
        private final Map<String, float[]> slopes = new TreeMap<>();
        private double loss;

        Shard(List<EncoderExample> examples, boolean learn, int losses) {
            this.examples = examples;
            this.learn = learn;
            this.losses = losses;
        }

        Shard run() {
            try (PointerScope _ = new PointerScope()) {
                EncoderWeights.Leaves leaves = weights.leaves(learn);
                List<Tokens> texts =
                        examples.stream().flatMap(e -> e.texts().stream()).toList();
                Tensor states = new TorchForward(network, leaves.encoder(), null).run(Batch.reading(texts));
                Tensor sum = pairs()
                        ? far(examples, TorchForward.unit(TorchForward.pooled(network, states, texts)))
                        : told(states, leaves);
                loss = sum.item_double();
                if (learn) {
                    sum.div(new Scalar((double) losses)).backward();
                    slopes.putAll(leaves.slopes());
                }
            }
            return this;
        }

        private Tensor told(Tensor states, EncoderWeights.Leaves leaves) {
            int count = examples.stream().mapToInt(EncoderExample::losses).sum();
            long[] places = new long[count];
            long[] told = new long[count];
            int next = 0;
            for (int i = 0; i < examples.size(); i++) {
                for (int j = 0; j < examples.get(i).losses(); j++) {
                    places[next] = i * states.size(1) + examples.get(i).place(j);
                    told[next++] = examples.get(i).told(j);
                }
            }
            Tensor read = states.reshape(-1, states.size(2)).index_select(0, Placement.of(places, count));
            Tensor head = read.matmul(leaves.leaf(TRANSFORM).t()).add(leaves.leaf(SHIFT));
            Tensor table = weights.frozen(network.embed().items());
            Tensor scores = head.matmul(table.t()).add(leaves.leaf(BIAS));
            Tensor right = scores.gather(1, Placement.of(told, count, 1)).squeeze(1);
            return scores.logsumexp(1).sub(right).sum();
        }
    }

    /** The sum of the losses of pairs; their vectors are rows, the one of a pair and then the other. */
    private Tensor far(List<EncoderExample> examples, Tensor vectors) {
        int pairs = examples.size();
        long[] first = new long[pairs];
        long[] second = new long[pairs];
        float[] never = new float[pairs * pairs];
        for (int i = 0; i < pairs; i++) {
            first[i] = 2L * i;
            second[i] = 2L * i + 1;
            for (int j = 0; j < pairs; j++) {
                boolean same = examples.get(i).overlaps(examples.get(j));
                never[i * pairs + j] = i != j && same ? NEVER : 0;
            }
        }
        Tensor a = vectors.index_select(0, Placement.of(first, pairs));
        Tensor b = vectors.index_select(0, Placement.of(second, pairs));
        Tensor scores = a.matmul(b.t()).div(new Scalar(options.temperature())).add(Placement.of(never, pairs, pairs));
        Tensor right = scores.diagonal();
        return scores.logsumexp(1)
                .add(scores.logsumexp(0))
                .div(new Scalar(2.0))
                .sub(right)
                .sum();
    }

    /** What is trained, as it is now; a copy. */
    Map<String, because.network.Tensor> snapshot() {
        return weights.snapshot();
    }

    /** What the optimizer remembers. */
    Map<String, because.network.Tensor> memory() {
        return update.memory();
    }

    void restore(Map<String, because.network.Tensor> snapshot, Map<String, because.network.Tensor> memory) {
        weights.restore(snapshot);
        update.remember(memory);
    }

    /** The encoder with what was trained in its weights; of the same form as before. */
    Network merged(Map<String, because.network.Tensor> snapshot) {
        return EncoderWeights.change(snapshot).applied(network);
    }

    @Override
    public void close() {
        workers.close();
        weights.close();
    }
}
