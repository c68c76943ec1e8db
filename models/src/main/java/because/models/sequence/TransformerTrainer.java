package because.models.sequence;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Trainer;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import because.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a {@link Transformer}: each event is predicted from the ones before it, by a softmax over the event's item and some items that are drawn at random. After
 * each epoch the validation metric is taken; the best epoch's weights are kept, and training stops when there was no better one for some epochs.
 *
 * @param options the network's form and the training's
 */
public record TransformerTrainer(TransformerOptions options) implements Trainer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The file of the training's {@link Curve}. */
    public static final String CURVE = "training.json";

    @Override
    public String model() {
        return Transformer.MODEL;
    }

    @Override
    public Transformer train(Dataset data, Run run) {
        Windows windows = new Windows(data.events(), options.window(), options.batchTokens());
        if (windows.people() == 0 || data.catalog().size() < 2) {
            throw new BadInput("a transformer needs events and at least two items; there are "
                    + data.events().size() + " events and " + data.catalog().size()
                    + " items.\nMaybe the data's mapping or its filters leave nothing over.");
        }
        Optional<Checkpoint> checkpoint = run.checkpoints().map(folder -> new Checkpoint(folder, name(data, run)));
        Network drawn = Blueprint.draw(options, data.catalog().size(), new Random(run.seed()));
        Optional<Checkpoint.State> begun = checkpoint.flatMap(c -> c.load(drawn));
        Curve curve = begun.map(Checkpoint.State::curve)
                .orElse(new Curve(run.validation().map(Metric::name).orElse(""), List.of()));
        Network now = begun.map(Checkpoint.State::now).orElse(drawn);
        Network best = begun.map(Checkpoint.State::best).orElse(drawn);
        int done = curve.epochs().size();
        run.progress()
                .stage(
                        "training " + model() + (done == 0 ? "" : " (taken up after epoch " + done + ")"),
                        options.epochs());
        try (TorchTraining training = new TorchTraining(now, options, run.workers())) {
            begun.ifPresent(state -> training.loadOptimizer(state.optimizer()));
            while (!finished(curve)) {
                int number = curve.epochs().size() + 1;
                double loss = epoch(windows, training, data, run.seed(), number);
                Network after = snapshot(training, loss, number, checkpoint);
                double validation = run.validation()
                        .map(metric -> metric.mean(recommender(after, data, run, new Curve("", List.of()))))
                        .orElse(0.0);
                curve = curve.with(new Curve.Epoch(loss, validation));
                if (curve.best() == curve.epochs().size()) {
                    best = after;
                }
                Curve saved = curve;
                Network kept = best;
                checkpoint.ifPresent(c -> c.save(saved, after, kept, training));
                run.progress().step(curve.epochs().size(), values(curve));
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("training was interrupted");
                }
            }
        }
        return recommender(best, data, run, curve);
    }

    private boolean finished(Curve curve) {
        int epochs = curve.epochs().size();
        return epochs >= options.epochs() || epochs - curve.best() >= options.patience();
    }

    /** Every random choice of an epoch follows from the seed and the epoch's number, so that a resumed training makes the same ones. */
    private double epoch(Windows windows, TorchTraining training, Dataset data, long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        double loss = 0;
        for (List<int[]> batch : windows.epoch(random)) {
            long[] negatives = new long[options.negatives()];
            for (int i = 0; i < negatives.length; i++) {
                negatives[i] = random.nextInt(data.catalog().size());
            }
            loss += training.step(batch, negatives, random.nextLong() >>> 16);
        }
        return loss / data.events().size();
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
        checkpoint.ifPresent(Checkpoint::clear);
        throw new BadInput("the training diverged in epoch " + number + ": the mean loss is " + loss
                + ", or a weight is not finite.\nMaybe use a smaller learningRate than " + options.learningRate()
                + ".");
    }

    private Transformer recommender(Network network, Dataset data, Run run, Curve curve) {
        return Transformer.restore(StoredModel.trained(
                Transformer.MODEL,
                options,
                run.seed(),
                data,
                network.weights(),
                Map.of(Transformer.NETWORK, network.operationsJson(), CURVE, JSON.writeValueAsString(curve)),
                Map.of("libtorch", libtorch())));
    }

    private static String libtorch() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String name(Dataset data, Run run) {
        return OptionMap.of(options) + " seed " + run.seed() + " data " + data.fingerprint() + " items "
                + data.catalog().size() + " validation "
                + run.validation().map(Metric::name).orElse("none");
    }

    private static Map<String, Double> values(Curve curve) {
        Curve.Epoch last = curve.epochs().getLast();
        return curve.metric().isEmpty()
                ? Map.of("loss", last.loss())
                : Map.of("loss", last.loss(), curve.metric(), last.validation());
    }
}
