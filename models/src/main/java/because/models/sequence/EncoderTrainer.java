package because.models.sequence;

import because.core.BadInput;
import because.core.Device;
import because.core.Progress;
import because.network.Network;
import because.network.Operation;
import because.network.Safetensors;
import because.network.Tensor;
import because.network.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Trains a text encoder further: on the domain's own texts, by masked words, or on what people took one after the other. Stops when the loss on what is held out
 * rises, and keeps the best epoch. The same bits at any number of workers, and after an interruption.
 */
public final class EncoderTrainer {
    /** Held-out texts are masked the same way each time. */
    private static final long HELD_OUT = 7919;

    /** So many of the texts or pairs that are held out are measured at most: the mean of more would be little surer, and each epoch would pay for it. */
    public static final int MEASURED = 2000;

    /** With fewer texts or pairs there is nothing to learn that would hold for others. */
    private static final int FEWEST = 10;

    private static final int FIRST_STEPS = 20;

    private static final String WEIGHT = "weight.";
    private static final String BEST = "best.";
    private static final String MEMORY = "memory.";

    private final EncoderOptions options;

    /** @param options how */
    public EncoderTrainer(EncoderOptions options) {
        this.options = options;
    }

    /**
     * What is learned from. Pairs with an empty text say nothing of texts, and are left out.
     *
     * @param texts the texts as an encoder's network reads them: the pieces that follow the first
     * @param learned for {@link EncoderOptions.Objective#NEXT_ITEMS}: the numbers of two texts whose items somebody took one after the other
     * @param held such pairs of other people, from which nothing is learned
     * @param mask the piece that stands for what is masked; below 0 if there is none
     */
    public record Texts(List<Tokens> texts, List<int[]> learned, List<int[]> held, int mask) {
        /** Copies the lists. */
        public Texts {
            texts = List.copyOf(texts);
            learned = written(learned, texts);
            held = written(held, texts);
        }

        private static List<int[]> written(List<int[]> pairs, List<Tokens> texts) {
            return pairs.stream()
                    .filter(pair -> Arrays.stream(pair).mapToObj(texts::get).noneMatch(DifferentTexts::empty))
                    .toList();
        }
    }

    /**
     * How a training is run.
     *
     * @param seed of all that is random
     * @param workers how many threads, 1 or more
     * @param device where it computes
     * @param checkpoint the file from which it is taken up again, and to which each epoch is written
     * @param progress is told how far it is
     */
    public record Run(long seed, int workers, Device device, Path checkpoint, Progress progress) {}

    /**
     * A trained encoder.
     *
     * @param network of the same form as before
     * @param losses the mean loss on what is held out: before, and after each epoch; nats a word, or a pair
     * @param best after which epoch it is; 0 if no epoch was better than none
     */
    public record Trained(Network network, List<Double> losses, int best) {
        /** Copies the list. */
        public Trained {
            losses = List.copyOf(losses);
        }
    }

    /** Where a training stands between two epochs. */
    private static final class Standing {
        private final List<Double> losses = new ArrayList<>();
        private Map<String, Tensor> best = Map.of();
        private int bestEpoch;
    }

    /**
     * Trains.
     *
     * @param network an encoder, which ends by pooling
     * @param texts what is learned from
     * @param run how it is run
     * @return the best of its epochs
     * @throws BadInput if there is too little to learn from, or the network is no encoder of texts
     */
    public Trained train(Network network, Texts texts, Run run) {
        if (!(network.operations().getLast() instanceof Operation.Pool)) {
            throw new BadInput("only a text encoder can be trained this way: the network does not end with 'pool'.");
        }
        int most = Math.min(options.longest(), network.positions()) - 1;
        List<Tokens> cut =
                texts.texts().stream().map(text -> shortened(text, most)).toList();
        int[] frequencies = new int[network.weight(network.embed().items()).dimension(0)];
        cut.forEach(text -> {
            for (int i = 0; i < text.size(); i++) {
                frequencies[text.item(i)]++;
            }
        });
        Examples examples = options.objective() == EncoderOptions.Objective.NEXT_ITEMS
                ? pairs(cut, texts, run.seed())
                : masked(cut, texts.mask(), frequencies.length, run.seed());
        Placement place = Placement.of(run.device());
        String identity = identity(network, texts, run.seed()) + (place == Placement.CUDA ? " on a GPU" : "");
        try (TorchWorkers workers = new TorchWorkers(run.workers(), place);
                EncoderSteps steps = new EncoderSteps(network, options, frequencies, workers, run.seed())) {
            Standing standing = resume(run.checkpoint(), identity, steps);
            if (standing.losses.isEmpty()) {
                standing.losses.add(steps.loss(examples.held(), "measuring the encoder as it is", run.progress()));
                standing.best = steps.snapshot();
            }
            int epoch = standing.losses.size() - 1;
            while (epoch < options.epochs() && epoch - standing.bestEpoch < options.patience()) {
                epoch++;
                learn(steps, examples.epoch(new Random(run.seed() * 1_000_003 + epoch)), epoch, run);
                double loss = steps.loss(examples.held(), "measuring the encoder, epoch " + epoch, run.progress());
                if (!Double.isFinite(loss)) {
                    throw new BadInput(
                            "the training diverged: the loss is " + loss + ".\nMaybe lower the learning rate.");
                }
                if (loss < Collections.min(standing.losses)) {
                    standing.best = steps.snapshot();
                    standing.bestEpoch = epoch;
                }
                standing.losses.add(loss);
                keep(run.checkpoint(), identity, steps, standing);
            }
            Files.deleteIfExists(run.checkpoint());
            return new Trained(
                    standing.bestEpoch == 0 ? network : steps.merged(standing.best),
                    standing.losses,
                    standing.bestEpoch);
        } catch (IOException e) {
            throw new UncheckedIOException("the training cannot be kept: " + e.getMessage(), e);
        }
    }

    private void learn(EncoderSteps steps, List<EncoderExample> examples, int epoch, Run run) {
        run.progress().stage("training the encoder, epoch " + epoch, examples.size());
        List<List<EncoderExample>> batches = batches(examples, new Random(run.seed() * 31 + epoch));
        int done = 0;
        double sum = 0;
        for (int i = 0; i < batches.size(); i++) {
            double warmth = epoch > 1 ? 1 : Math.min(1, (i + 1.0) / FIRST_STEPS);
            sum += steps.step(batches.get(i), warmth);
            done += batches.get(i).size();
            run.progress().step(done, Map.of("loss", sum / (i + 1)));
        }
    }

    /** Texts of about the same length go together, so that little is filled up. */
    private List<List<EncoderExample>> batches(List<EncoderExample> examples, Random random) {
        List<List<EncoderExample>> batches = new ArrayList<>();
        int pool = options.batch() * 16;
        for (int from = 0; from < examples.size(); from += pool) {
            List<EncoderExample> some = new ArrayList<>(examples.subList(from, Math.min(examples.size(), from + pool)));
            some.sort(Comparator.comparingInt(EncoderExample::length));
            for (int first = 0; first < some.size(); first += options.batch()) {
                batches.add(some.subList(first, Math.min(some.size(), first + options.batch())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** What an epoch learns from, and what is held out. */
    private record Examples(
            java.util.function.Function<Random, List<EncoderExample>> source, List<EncoderExample> held) {
        List<EncoderExample> epoch(Random random) {
            return source.apply(random);
        }
    }

    private Examples masked(List<Tokens> texts, int mask, int vocabulary, long seed) {
        if (mask < 0) {
            throw new BadInput("the encoder has no piece for masked words, [MASK].\nMaybe train it on next items.");
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!DifferentTexts.empty(texts.get(i))) {
                order.add(i);
            }
        }
        if (order.size() < FEWEST) {
            throw BadInput.of(
                    "the number of items that have a text",
                    order.size(),
                    FEWEST + " or more",
                    "Maybe map titles or texts of the items, and name them in data.texts.of.");
        }
        Collections.shuffle(order, new Random(seed));
        int out = Math.clamp(Math.round(order.size() * options.heldOut()), 1, order.size() - 1);
        Random always = new Random(HELD_OUT);
        List<EncoderExample> held = measured(order.subList(0, out), seed).stream()
                .sorted(Comparator.comparingInt(i -> texts.get(i).size()))
                .map(i -> EncoderExample.masked(i, texts.get(i), options.masked(), mask, vocabulary, always))
                .toList();
        List<Integer> learned = order.subList(out, order.size());
        return new Examples(
                random -> some(learned, random).stream()
                        .map(i -> EncoderExample.masked(i, texts.get(i), options.masked(), mask, vocabulary, random))
                        .toList(),
                held);
    }

    private Examples pairs(List<Tokens> texts, Texts given, long seed) {
        if (given.learned().size() < FEWEST || given.held().size() < 2) {
            throw new BadInput("there are " + given.learned().size() + " pairs of items with texts that follow each "
                    + "other to learn from, and " + given.held().size() + " held out; needed are " + FEWEST + " and 2."
                    + "\nMaybe the data has too few people, or most items have no text: map titles or texts of the "
                    + "items, and name them in data.texts.of.");
        }
        DifferentTexts different = new DifferentTexts(texts);
        return new Examples(
                random -> some(given.learned(), random).stream()
                        .map(pair -> EncoderExample.near(pair[0], pair[1], different))
                        .toList(),
                measured(given.held(), seed).stream()
                        .map(pair -> EncoderExample.near(pair[0], pair[1], different))
                        .toList());
    }

    /**
     * What is measured of what is held out.
     *
     * @param held texts or pairs
     * @param seed of the training
     * @param <T> of either
     * @return all of them, or if there are more than {@value #MEASURED} so many that are drawn, always the same ones
     */
    public static <T> List<T> measured(List<T> held, long seed) {
        if (held.size() <= MEASURED) {
            return List.copyOf(held);
        }
        List<T> shuffled = new ArrayList<>(held);
        Collections.shuffle(shuffled, new Random(seed * 31 + HELD_OUT));
        return List.copyOf(shuffled.subList(0, MEASURED));
    }

    private <T> List<T> some(List<T> all, Random random) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        int most = options.examples() == 0 ? shuffled.size() : Math.min(options.examples(), shuffled.size());
        return shuffled.subList(0, most);
    }

    /** A long text keeps its beginning, and the piece that ends every text. */
    private static Tokens shortened(Tokens text, int most) {
        if (text.size() <= most) {
            return text;
        }
        int[] kept = new int[most];
        Arrays.setAll(kept, i -> text.item(i == most - 1 ? text.size() - 1 : i));
        return Tokens.of(kept);
    }

    private String identity(Network network, Texts texts, long seed) {
        long hash = options.toString().hashCode() * 31L + seed; // an enum hashes otherwise in each process
        for (Tensor weight : new TreeMap<>(network.weights()).values()) {
            hash = hash * 31 + weight.hashCode();
        }
        for (Tokens text : texts.texts()) {
            for (int i = 0; i < text.size(); i++) {
                hash = hash * 31 + text.item(i);
            }
        }
        for (List<int[]> pairs : List.of(texts.learned(), texts.held())) {
            for (int[] pair : pairs) {
                hash = hash * 31 + Arrays.hashCode(pair);
            }
        }
        return options + " " + Long.toHexString(hash);
    }

    private static void keep(Path file, String identity, EncoderSteps steps, Standing standing) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        steps.snapshot().forEach((name, tensor) -> tensors.put(WEIGHT + name, tensor));
        standing.best.forEach((name, tensor) -> tensors.put(BEST + name, tensor));
        steps.memory().forEach((name, tensor) -> tensors.put(MEMORY + name, tensor));
        double[] losses =
                standing.losses.stream().mapToDouble(Double::doubleValue).toArray();
        tensors.put("losses", Tensor.of(losses, losses.length));
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Safetensors.write(partial, tensors, Map.of("identity", identity, "best", Integer.toString(standing.bestEpoch)));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Standing resume(Path file, String identity, EncoderSteps steps) throws IOException {
        Standing standing = new Standing();
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            return standing;
        }
        Safetensors kept = Safetensors.read(file);
        if (!identity.equals(kept.metadata().get("identity"))) {
            return standing;
        }
        Map<String, Map<String, Tensor>> parts = new HashMap<>();
        for (String part : List.of(WEIGHT, BEST, MEMORY)) {
            Map<String, Tensor> own = new TreeMap<>();
            kept.tensors().forEach((name, tensor) -> {
                if (name.startsWith(part)) {
                    own.put(name.substring(part.length()), tensor);
                }
            });
            parts.put(part, own);
        }
        Tensor losses = kept.tensors().get("losses");
        if (losses != null) {
            Arrays.stream(losses.doubles()).forEach(standing.losses::add);
        }
        standing.best = parts.getOrDefault(BEST, Map.of());
        standing.bestEpoch = Integer.parseInt(kept.metadata().getOrDefault("best", "0"));
        steps.restore(parts.getOrDefault(WEIGHT, Map.of()), parts.getOrDefault(MEMORY, Map.of()));
        return standing;
    }
}
