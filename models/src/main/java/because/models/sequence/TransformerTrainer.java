package because.models.sequence;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Regularizer;
import because.core.Task;
import because.core.Trainer;
import because.models.feature.FeatureSpace;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import because.network.Network;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a {@link Transformer}, epoch by epoch, for one task or for several over one trunk. After each one the validation metric is taken; the best epoch's weights are kept, and training stops when there
 * was no better one for some epochs. Where events are weighted, each is there in an epoch with its weight as probability, to be told and to be told from: so a
 * light event counts less as a target and as a reason alike.
 *
 * @param options the network's form and the training's
 */
public record TransformerTrainer(TransformerOptions options) implements Trainer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The file of the training's {@link Curve}. */
    public static final String CURVE = "training.json";

    /**
     * A trainer whose options are those of a preset, chosen by the data where the preset says so, but for some.
     *
     * @param what whose options they are, for messages
     * @param given values by name, the preset's among them
     * @return the trainer
     * @throws BadInput if there is no such preset or option, or a value does not fit
     */
    public static Trainer of(String what, Map<String, String> given) {
        TransformerOptions.of(what, given); // refuses now what is wrong whatever the data
        return new Trainer() {
            @Override
            public String model() {
                return Transformer.MODEL;
            }

            @Override
            public boolean weighs() {
                return true;
            }

            @Override
            public Transformer train(Dataset data, Run run) {
                return new TransformerTrainer(TransformerOptions.of(what, given, data)).train(data, run);
            }
        };
    }

    @Override
    public String model() {
        return Transformer.MODEL;
    }

    @Override
    public boolean weighs() {
        return true;
    }

    @Override
    public Transformer train(Dataset data, Run run) {
        Dataset counting =
                run.weights().map(weights -> weights.of(data).present(data)).orElse(data);
        List<LabelledHead> labelled = LabelledHead.of(counting, options.adapters());
        boolean nextItem = options.adapters().weight(Task.Kind.NEXT_ITEM) > 0;
        if (options.learning().fidelity() > 0 && run.regularizer().isEmpty()) {
            throw new BadInput(
                    "a training with fidelity " + options.learning().fidelity()
                            + " needs the explainer that is to be learned with it.\nMaybe train by Training.train, or give one: Run.withRegularizer.");
        }
        Optional<Described> described = Described.learn(data, options);
        Optional<ItemFeatures> known =
                described.filter(Described::items).map(space -> new ItemFeatures(data, space, options.reading()));
        int window = options.form().window();
        int batch = options.descent().batchTokens();
        Windows whole = described
                .map(those -> Windows.described(counting, those, window, batch))
                .orElseGet(() -> new Windows(counting.events(), window, batch));
        Windows inOrder = run.weights()
                .map(weights -> whole.weighted(counting.events(), weights.present()))
                .orElse(whole);
        Windows windows = options.reading().shuffled() ? inOrder.shuffled() : inOrder;
        if (windows.people() == 0 || (nextItem && data.catalog().size() < 2)) {
            throw new BadInput("a transformer needs events and at least two items; there are "
                    + data.events().size() + " events and " + data.catalog().size()
                    + " items.\nMaybe the data's mapping or its filters leave nothing over.");
        }
        int items = data.catalog().size();
        Negatives negatives = known.isPresent()
                ? Negatives.used(options.learning(), counting.events(), items)
                : new Negatives(options.learning(), counting.events(), items);
        Placement place = Placement.of(run.device());
        Optional<Checkpoint> checkpoint =
                run.checkpoints().map(folder -> new Checkpoint(folder, name(data, run, place)));
        Network first = Blueprint.draw(
                options,
                items,
                described.map(Described::size).orElse(0),
                described.map(Described::room).orElse(0),
                new Random(run.seed()));
        Network begun = known.map(those -> those.begin(first)).orElse(first);
        Network drawn =
                described.map(those -> those.begin(begun, windows.features())).orElse(begun);
        EncoderTuning tuning = options.tuning();
        Optional<TextSource> source =
                tuning.on() ? Optional.of(TextSource.open(data, run).fitting(tuning)) : Optional.empty();
        Footprint own = Footprint.of(drawn, options, windows, known);
        int workers = source.map(texts -> own.with(texts.footprint(tuning)))
                .orElse(own)
                .workers(run.workers(), run.memory(), options);
        Checkpoint.State state = checkpoint.flatMap(c -> c.load(drawn)).orElseGet(() -> beginning(drawn, run));
        int done = state.curve().epochs().size();
        try (TorchWorkers threads = new TorchWorkers(workers, place);
                TextTower tower = source.map(texts -> new TextTower(texts, tuning, threads, run.seed()))
                        .orElse(null)) {
            Optional<TextTower> read = Optional.ofNullable(tower);
            Map<String, Tensor> memory = state.optimizer();
            Optional<TunedTexts> texts =
                    read.flatMap(encoder -> known.map(those -> new TunedTexts(encoder, those, memory, run.progress())));
            run.progress()
                    .stage(
                            "training " + model() + (place == Placement.CUDA ? " on a GPU" : "")
                                    + (done == 0 ? "" : " (taken up after epoch " + done + ")")
                                    + (workers == run.workers()
                                            ? ""
                                            : " on " + workers + " of " + run.workers()
                                                    + " threads, for want of memory"),
                            Math.min(run.epochs(), options.descent().epochs()),
                            done);
            Finish finish = new Finish(data, run, described, known, texts, labelled, place);
            TorchTraining training = new TorchTraining(state.now(), options, known, read, labelled, threads);
            training.remember(TunedTexts.others(Explained.optimizer(memory)));
            Explained explained = new Explained(regularizer(run), memory);
            while (!finished(state.curve(), run.epochs())) {
                state = epoch(state, windows, negatives, training, explained, finish, checkpoint);
                checkpoint.ifPresent(saving(state));
                run.progress().step(state.curve().epochs().size(), values(state.curve()));
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("training was interrupted");
                }
            }
            return finish.best(state);
        }
    }

    /** Heeded only where the options say so. */
    private Optional<Regularizer> regularizer(Run run) {
        return options.learning().fidelity() > 0 ? run.regularizer() : Optional.empty();
    }

    private static java.util.function.Consumer<Checkpoint> saving(Checkpoint.State state) {
        return checkpoint -> checkpoint.save(state);
    }

    private static Checkpoint.State beginning(Network drawn, Run run) {
        Curve curve = new Curve(run.validation().map(Metric::name).orElse(""), List.of());
        return new Checkpoint.State(curve, drawn, drawn, drawn, Map.of());
    }

    private Checkpoint.State epoch(
            Checkpoint.State before,
            Windows windows,
            Negatives negatives,
            TorchTraining training,
            Explained explained,
            Finish finish,
            Optional<Checkpoint> checkpoint) {
        Run run = finish.run();
        int number = before.curve().epochs().size() + 1;
        List<Priced> prices = explained.epoch(number, () -> finish.recommender(before.now(), new Curve("", List.of())));
        double loss = steps(windows, negatives, prices, training, run, number);
        Network now = snapshot(training, loss, number, checkpoint);
        if (finish.texts.isPresent() && !finish.texts.get().epoch()) {
            throw diverged(loss, number, "encoderRate or adapterRate", checkpoint);
        }
        Network average =
                Averaging.with(before.average(), now, options.descent().averaging(), number);
        double validation = run.validation()
                .map(metric -> metric.mean(finish.recommender(average, new Curve("", List.of()))))
                .orElse(0.0);
        Curve curve = before.curve().with(new Curve.Epoch(loss, validation));
        Network best = curve.best() == number ? average : before.best();
        Map<String, Tensor> memory = new TreeMap<>(explained.with(training.memory()));
        finish.texts.ifPresent(texts -> memory.putAll(texts.memory(curve.best() == number)));
        return new Checkpoint.State(curve, now, average, best, memory);
    }

    private boolean finished(Curve curve, int pause) {
        int epochs = curve.epochs().size();
        Descent descent = options.descent();
        return epochs >= Math.min(pause, descent.epochs()) || epochs - curve.best() >= descent.patience();
    }

    /** Every random choice of an epoch follows from the seed and the epoch's number, so that a resumed training makes the same ones. */
    private double steps(
            Windows windows, Negatives negatives, List<Priced> prices, TorchTraining training, Run run, int number) {
        Random random = new Random(run.seed() * 1_000_003 + number);
        List<List<Stretch>> batches = windows.epoch(random);
        boolean compared = options.adapters().weight(Task.Kind.NEXT_ITEM) > 0;
        Descent descent = options.descent();
        double loss = 0;
        long targets = 0;
        for (int i = 0; i < batches.size(); i++) {
            List<Example> batch = batches.get(i).stream()
                    .map(events -> example(events, random))
                    .toList();
            Draw draw = compared ? negatives.draw(batch, random) : Draw.NOTHING;
            double done = (number - 1 + (double) i / batches.size()) / descent.epochs();
            List<Priced> own =
                    prices.subList(prices.size() * i / batches.size(), prices.size() * (i + 1) / batches.size());
            loss += training.step(batch, draw, own, descent.rate(training.steps(), done), random.nextLong() >>> 16);
            targets += batch.stream().mapToInt(Example::targets).sum();
            run.progress().within((i + 1.0) / batches.size(), Map.of("loss", mean(loss, targets)));
        }
        return mean(loss, targets);
    }

    private static double mean(double loss, long targets) {
        return loss / Math.max(1, targets); // light events may all be absent in an epoch
    }

    private Example example(Stretch events, Random random) {
        Learning learning = options.learning();
        return switch (learning.objective()) {
            case NEXT_ITEM ->
                Example.next(events, learning.hidden(), options.form().queryTime(), random);
            case CLOZE -> Example.cloze(events, learning.blanked(), random);
        };
    }

    /** The network after an epoch. One whose numbers left what can be computed with is of no use, nor is what led there. */
    private Network snapshot(TorchTraining training, double loss, int number, Optional<Checkpoint> checkpoint) {
        if (Double.isFinite(loss)) {
            try {
                return training.snapshot();
            } catch (BadInput notFinite) {
                // A weight is not: said below.
            }
        }
        throw diverged(loss, number, "learningRate than " + options.descent().learningRate(), checkpoint);
    }

    private static BadInput diverged(double loss, int number, String smaller, Optional<Checkpoint> checkpoint) {
        checkpoint.ifPresent(Checkpoint::clear);
        return new BadInput("the training diverged in epoch " + number + ": the mean loss is " + loss
                + ", or a weight is not finite.\nMaybe use a smaller " + smaller + ".");
    }

    /** Makes a recommender of a network as it is trained. */
    private final class Finish {
        private final Dataset data;
        private final Run run;
        private final Optional<Described> described;
        private final Optional<ItemFeatures> known;
        private final Optional<TunedTexts> texts;
        private final List<LabelledHead> labelled;
        private final Placement place;

        Finish(
                Dataset data,
                Run run,
                Optional<Described> described,
                Optional<ItemFeatures> known,
                Optional<TunedTexts> texts,
                List<LabelledHead> labelled,
                Placement place) {
            this.data = data;
            this.run = run;
            this.described = described;
            this.known = known;
            this.texts = texts;
            this.labelled = labelled;
            this.place = place;
        }

        Run run() {
            return run;
        }

        /** The model of the best epoch. */
        Transformer best(Checkpoint.State state) {
            texts.ifPresent(TunedTexts::takeBest);
            StoredModel stored = stored(state.best(), state.curve());
            return Transformer.restore(texts.map(read -> read.with(stored)).orElse(stored));
        }

        Transformer recommender(Network trained, Curve curve) {
            return Transformer.restore(stored(trained, curve));
        }

        private StoredModel stored(Network trained, Curve curve) {
            Network network = known.map(items -> items.complete(trained)).orElse(trained);
            for (LabelledHead head : labelled) {
                network = head.finished(network);
            }
            Map<String, String> written = new TreeMap<>();
            written.put(Transformer.NETWORK, network.operationsJson());
            written.put(CURVE, JSON.writeValueAsString(curve));
            described.ifPresent(
                    those -> written.put(FeatureSpace.FILE, those.space().toJson()));
            return StoredModel.trained(
                            Transformer.MODEL,
                            options,
                            run.seed(),
                            data,
                            network.weights(),
                            written,
                            Map.of("libtorch", libtorch() + place.said()))
                    .weighted(run.weights());
        }
    }

    private static String libtorch() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String name(Dataset data, Run run, Placement place) {
        return OptionMap.of(options) + (place == Placement.CUDA ? " on a GPU" : "") + " seed "
                + run.seed() + " data " + data.fingerprint() + " items "
                + data.catalog().size() + " validation "
                + run.validation().map(Metric::name).orElse("none")
                + run.weights()
                        .map(weights -> " weights " + weights.fingerprint())
                        .orElse("")
                + regularizer(run)
                        .map(regularizer -> " with " + regularizer.fingerprint())
                        .orElse("");
    }

    private static Map<String, Double> values(Curve curve) {
        Curve.Epoch last = curve.epochs().getLast();
        return curve.metric().isEmpty()
                ? Map.of("loss", last.loss())
                : Map.of("loss", last.loss(), curve.metric(), last.validation());
    }
}
