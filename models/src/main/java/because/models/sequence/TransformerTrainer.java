package because.models.sequence;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Trainer;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import because.network.Network;
import because.network.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a {@link Transformer}, epoch by epoch. After each one the validation metric is taken; the best epoch's weights are kept, and training stops when there
 * was no better one for some epochs.
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
    public Transformer train(Dataset data, Run run) {
        Windows windows = new Windows(
                data.events(), options.form().window(), options.descent().batchTokens());
        if (windows.people() == 0 || data.catalog().size() < 2) {
            throw new BadInput("a transformer needs events and at least two items; there are "
                    + data.events().size() + " events and " + data.catalog().size()
                    + " items.\nMaybe the data's mapping or its filters leave nothing over.");
        }
        Negatives negatives =
                new Negatives(options.learning(), data.events(), data.catalog().size());
        Optional<Checkpoint> checkpoint = run.checkpoints().map(folder -> new Checkpoint(folder, name(data, run)));
        Network drawn = Blueprint.draw(options, data.catalog().size(), new Random(run.seed()));
        int workers = Footprint.of(drawn, options, windows.longest()).workers(run.workers(), run.memory(), options);
        Checkpoint.State state = checkpoint.flatMap(c -> c.load(drawn)).orElseGet(() -> beginning(drawn, run));
        int done = state.curve().epochs().size();
        run.progress()
                .stage(
                        "training " + model() + (done == 0 ? "" : " (taken up after epoch " + done + ")")
                                + (workers == run.workers()
                                        ? ""
                                        : " on " + workers + " of " + run.workers() + " threads, for want of memory"),
                        Math.min(run.epochs(), options.descent().epochs()));
        try (TorchTraining training = new TorchTraining(state.now(), options, workers)) {
            training.remember(state.optimizer());
            while (!finished(state.curve(), run.epochs())) {
                state = epoch(state, windows, negatives, training, data, run, checkpoint);
                checkpoint.ifPresent(saving(state));
                run.progress().step(state.curve().epochs().size(), values(state.curve()));
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("training was interrupted");
                }
            }
        }
        return recommender(state.best(), data, run, state.curve());
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
            Dataset data,
            Run run,
            Optional<Checkpoint> checkpoint) {
        int number = before.curve().epochs().size() + 1;
        double loss = steps(windows, negatives, training, run.seed(), number);
        Network now = snapshot(training, loss, number, checkpoint);
        Network average =
                Averaging.with(before.average(), now, options.descent().averaging(), number);
        double validation = run.validation()
                .map(metric -> metric.mean(recommender(average, data, run, new Curve("", List.of()))))
                .orElse(0.0);
        Curve curve = before.curve().with(new Curve.Epoch(loss, validation));
        Network best = curve.best() == number ? average : before.best();
        return new Checkpoint.State(curve, now, average, best, training.memory());
    }

    private boolean finished(Curve curve, int pause) {
        int epochs = curve.epochs().size();
        Descent descent = options.descent();
        return epochs >= Math.min(pause, descent.epochs()) || epochs - curve.best() >= descent.patience();
    }

    /** Every random choice of an epoch follows from the seed and the epoch's number, so that a resumed training makes the same ones. */
    private double steps(Windows windows, Negatives negatives, TorchTraining training, long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        List<List<Tokens>> batches = windows.epoch(random);
        Descent descent = options.descent();
        double loss = 0;
        long targets = 0;
        for (int i = 0; i < batches.size(); i++) {
            List<Example> batch = batches.get(i).stream()
                    .map(events -> example(events, random))
                    .toList();
            Draw draw = negatives.draw(batch, random);
            double done = (number - 1 + (double) i / batches.size()) / descent.epochs();
            loss += training.step(batch, draw, descent.rate(training.steps(), done), random.nextLong() >>> 16);
            targets += batch.stream().mapToInt(Example::targets).sum();
        }
        return loss / targets;
    }

    private Example example(Tokens events, Random random) {
        Learning learning = options.learning();
        return switch (learning.objective()) {
            case NEXT_ITEM -> Example.next(events, learning.hidden(), random);
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
        checkpoint.ifPresent(Checkpoint::clear);
        throw new BadInput("the training diverged in epoch " + number + ": the mean loss is " + loss
                + ", or a weight is not finite.\nMaybe use a smaller learningRate than "
                + options.descent().learningRate()
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
