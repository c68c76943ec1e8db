package because.models.sequence;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Item;
import because.core.Progress;
import because.models.text.TunedEncoder;
import because.network.Network;
import because.network.Operation;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * The encoder of items' texts while it is trained together with the network that reads its vectors. The network's steps use the vectors as numbers and say how each should change; after some
 * batches the encoder takes one step for all of them together: it reads those texts once more and is differentiated against the slopes (Gao et al. 2021, gradient caching), which is
 * exact for the encoder as it was in these batches. The same bits at any number of workers.
 */
final class TextTower implements AutoCloseable {
    /** About so many tokens run together. */
    static final int SHARD = 1024;

    /** Up to so many bytes of what layers make that are not trained are kept, so that they run once. */
    static final long KEPT = 1L << 29;

    private final Network encoder;
    private final TextSource source;
    private final EncoderTuning tuning;
    private final EncoderWeights weights;
    private final WeightUpdate update;
    private final TorchWorkers workers;
    private final float[][] vectors;
    private final boolean[] current;
    private final boolean[] given;
    private final Map<Integer, float[]> slopes = new TreeMap<>();
    private final int first;
    private final float[][] kept;
    private int batches;
    private double warmth;

    /**
     * @param source the encoder and what it reads
     * @param tuning what of it is trained
     * @param workers do the work; closed with the tower
     * @param seed of what adapters begin with
     */
    TextTower(TextSource source, EncoderTuning tuning, TorchWorkers workers, long seed) {
        this.encoder = source.encoder();
        this.source = source;
        this.tuning = tuning;
        this.weights = workers.place()
                .get(() -> new EncoderWeights(encoder, tuning.encoderLayers(), tuning.encoderRank(), new Random(seed)));
        this.update = new WeightUpdate(EncoderWeights.descent(tuning.encoderRate()), weights.sizes());
        this.workers = workers;
        this.vectors = new float[source.texts().size()][];
        this.current = new boolean[vectors.length];
        this.given = new boolean[source.textOf().size()];
        this.first = keeps() ? EncoderWeights.firstOf(encoder, tuning.encoderLayers()) : 0;
        this.kept = new float[first == 0 ? 0 : vectors.length][];
    }

    /** Whether what the layers below the trained ones make is kept: nothing of them is trained, nothing above reads past them, and it is not too much. */
    private boolean keeps() {
        int from = EncoderWeights.firstOf(encoder, tuning.encoderLayers());
        if (tuning.encoderRank() > 0 || from == 0) {
            return false;
        }
        Set<String> known =
                new HashSet<>(Set.of(encoder.operations().get(from - 1).output()));
        for (Operation operation :
                encoder.operations().subList(from, encoder.operations().size())) {
            if (!known.containsAll(operation.inputs())) {
                return false;
            }
            known.add(operation.output());
        }
        long tokens = source.texts().stream().mapToLong(text -> text.size() + 1).sum();
        return tokens * encoder.dimension() * Float.BYTES <= KEPT;
    }

    /**
     * Makes the vectors anew of which the encoder has changed.
     *
     * @param items whose
     * @param known is told what was not told since the encoder changed
     */
    void renew(IntStream items, ItemFeatures known) {
        List<Integer> due = items.filter(item -> source.textOf().get(item) >= 0 && !given[item])
                .boxed()
                .toList();
        List<Integer> stale = due.stream()
                .map(item -> source.textOf().get(item))
                .distinct()
                .filter(text -> !current[text])
                .toList();
        encode(stale, Progress.NONE);
        due.forEach(item -> {
            given[item] = true;
            known.renew(item, with(item));
        });
    }

    /** Makes all vectors anew, always in the same company, so that a training that is taken up again has the same ones. */
    void renewAll(ItemFeatures known, Progress progress) {
        Arrays.fill(given, false);
        encode(IntStream.range(0, vectors.length).boxed().toList(), progress);
        renew(IntStream.range(0, given.length), known);
    }

    private void encode(List<Integer> texts, Progress progress) {
        List<List<Integer>> shards = shards(texts);
        if (shards.isEmpty()) {
            return;
        }
        if (kept.length > 0 && kept[shards.getFirst().getFirst()] == null) {
            keepAll(progress);
        }
        progress.stage("reading the items' texts", texts.size());
        int[] done = {0};
        workers.inOrder(shards, this::read, (shard, made) -> {
            for (int i = 0; i < made.length; i++) {
                vectors[shard.get(i)] = made[i];
                current[shard.get(i)] = true;
            }
            done[0] += made.length;
            progress.step(done[0], Map.of());
        });
    }

    /** Texts of about the same length together. */
    private List<List<Integer>> shards(List<Integer> texts) {
        List<Integer> sorted = texts.stream()
                .sorted(Comparator.<Integer>comparingInt(
                                text -> source.texts().get(text).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<List<Integer>> shards = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= sorted.size(); to++) {
            int longest = to == sorted.size()
                    ? SHARD
                    : 1 + source.texts().get(sorted.get(to)).size();
            if (to == sorted.size() || (to + 1 - from) * longest > SHARD) {
                shards.add(sorted.subList(from, to));
                from = to;
            }
        }
        return shards;
    }

    private float[][] read(List<Integer> texts) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return rows(pooled(texts, weights.leaves(false)));
        }
    }

    /** [texts, dimension] */
    private Tensor pooled(List<Integer> texts, EncoderWeights.Leaves leaves) {
        List<Tokens> read = tokens(texts);
        Batch batch = Batch.reading(read);
        TorchForward forward = new TorchForward(encoder, leaves.encoder(), null);
        Tensor states = kept.length == 0
                ? forward.run(batch)
                : forward.part(
                        batch,
                        first,
                        encoder.operations().size() - 1,
                        Map.of(encoder.operations().get(first - 1).output(), kept(texts, read)));
        Tensor vectors = TorchForward.pooled(encoder, states, read);
        return source.normalised() ? TorchForward.unit(vectors) : vectors;
    }

    private List<Tokens> tokens(List<Integer> texts) {
        return texts.stream().map(source.texts()::get).toList();
    }

    private Tensor kept(List<Integer> texts, List<Tokens> read) {
        int tokens = 1 + read.stream().mapToInt(Tokens::size).max().orElse(0);
        int width = kept[texts.getFirst()].length / (1 + read.getFirst().size());
        float[] all = new float[texts.size() * tokens * width];
        for (int i = 0; i < texts.size(); i++) {
            float[] own = kept[texts.get(i)];
            System.arraycopy(own, 0, all, i * tokens * width, own.length);
        }
        return Placement.of(all, texts.size(), tokens, width);
    }

    private void keepAll(Progress progress) {
        progress.stage("reading the items' texts, up to the layers that are trained", vectors.length);
        int[] done = {0};
        List<List<Integer>> shards =
                shards(IntStream.range(0, vectors.length).boxed().toList());
        workers.inOrder(shards, this::below, (shard, made) -> {
            for (int i = 0; i < made.length; i++) {
                kept[shard.get(i)] = made[i];
            }
            done[0] += made.length;
            progress.step(done[0], Map.of());
        });
    }

    private float[][] below(List<Integer> texts) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            List<Tokens> read = tokens(texts);
            Tensor states = new TorchForward(encoder, weights.leaves(false).encoder(), null)
                    .part(Batch.reading(read), 0, first, Map.of());
            int width = (int) states.size(2);
            float[][] rows = rows(states.reshape(texts.size(), -1));
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOf(rows[i], (1 + read.get(i).size()) * width);
            }
            return rows;
        }
    }

    /** The rows of a matrix. */
    static float[][] rows(Tensor matrix) {
        int count = (int) matrix.size(0);
        int width = (int) matrix.size(1);
        float[] all = Placement.numbers(matrix);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return rows;
    }

    /**
     * Takes up how the loss of a batch changes with the items' vectors.
     *
     * @param known says which part of a slope is the text's
     * @param rows the slopes of what is read or scored of the items
     * @param touched the items
     * @param features the features' vectors
     */
    void slopes(ItemFeatures known, float[] rows, Touched touched, float[] features) {
        int[] places = IntStream.range(0, touched.size())
                .filter(place -> source.textOf().get(touched.item(place)) >= 0)
                .toArray();
        float[][] own = Arrays.stream(places)
                .parallel()
                .mapToObj(place -> known.slopes(source.attribute(), rows, touched, place, features))
                .toArray(float[][]::new);
        for (int i = 0; i < places.length; i++) {
            slopes.merge(source.textOf().get(touched.item(places[i])), own[i], TorchWorkers::add);
        }
    }

    /**
     * Ends a batch; the encoder takes its step if there are enough of them.
     *
     * @param share what the learning rates are multiplied by
     */
    void batch(double share) {
        batches++;
        warmth = share;
        if (batches >= tuning.encoderBatches()) {
            step();
        }
    }

    /** The encoder's step for the batches since the last one, if there were any. */
    void step() {
        if (batches > 0 && !slopes.isEmpty()) {
            Map<String, float[]> sums = new TreeMap<>();
            workers.inOrder(
                    shards(List.copyOf(slopes.keySet())),
                    this::differentiated,
                    (_, part) -> part.forEach((name, slope) -> sums.merge(name, slope, TorchWorkers::add)));
            weights.move(sums, update, warmth * tuning.encoderRate(), warmth * tuning.adapterRate());
            Arrays.fill(current, false);
            Arrays.fill(given, false);
        }
        slopes.clear();
        batches = 0;
    }

    private Map<String, float[]> differentiated(List<Integer> texts) {
        try (PointerScope _ = new PointerScope()) {
            EncoderWeights.Leaves leaves = weights.leaves(true);
            Tensor made = pooled(texts, leaves);
            int width = (int) made.size(1);
            float[] all = new float[texts.size() * width];
            for (int i = 0; i < texts.size(); i++) {
                float[] own = slopes.getOrDefault(texts.get(i), new float[width]);
                for (int f = 0; f < width; f++) {
                    all[i * width + f] = own[f] / batches;
                }
            }
            made.mul(Placement.of(all, texts.size(), width)).sum().backward();
            return leaves.slopes();
        }
    }

    /** What is trained of the encoder, as it is now; a copy. */
    Map<String, because.network.Tensor> snapshot() {
        return weights.snapshot();
    }

    /** Whether the encoder can be computed with. */
    boolean finite() {
        return weights.finite();
    }

    /** What the optimizer remembers. */
    Map<String, because.network.Tensor> memory() {
        return update.memory();
    }

    /**
     * @param snapshot what {@link #snapshot()} gave
     * @param memory what {@link #memory()} gave
     */
    void restore(Map<String, because.network.Tensor> snapshot, Map<String, because.network.Tensor> memory) {
        weights.restore(snapshot);
        update.remember(memory);
        Arrays.fill(current, false);
        Arrays.fill(given, false);
    }

    /** The items with the vectors that were last made. */
    Catalog catalog() {
        return new Catalog(IntStream.range(0, given.length).mapToObj(this::with).toList());
    }

    private Item with(int number) {
        Item item = source.catalog().item(number);
        if (source.textOf().get(number) < 0) {
            return item;
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        attributes.put(
                source.attribute(), new Attribute.Vector(vectors[source.textOf().get(number)]));
        return new Item(item.id(), item.title(), attributes);
    }

    /** What of a snapshot goes into a model's folder. */
    TunedEncoder tuned(Map<String, because.network.Tensor> snapshot) {
        return new TunedEncoder(source.name(), source.fingerprint(), EncoderWeights.change(snapshot));
    }

    /** Ends the workers first: what they work on may still be ours. */
    @Override
    public void close() {
        workers.close();
        weights.close();
    }
}
