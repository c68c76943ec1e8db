package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.models.sequence.Learning.Loss;
import because.models.sequence.Learning.Objective;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and steps, against the formulas computed with the engine, one prediction at a time. */
class TorchTrainingTest {
    static final int ITEMS = 25;
    private static final int NEGATIVES = 6;

    /**
     * Without dropout and decay, so that a step is a function of the gradient alone; positions from the start, so that a prefix is read as in its whole sequence.
     */
    static TransformerOptions options(String... changes) {
        return Planted.with(
                TransformerOptions.defaults(),
                "dimension=8 blocks=1 heads=2 inner=1 window=9 positions=from-start",
                "dropout=0 learningRate=0.001 weightDecay=0 negatives=" + NEGATIVES,
                String.join(" ", changes));
    }

    static List<Example> batch(TransformerOptions options, Random random) {
        return IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(_ ->
                        Tokens.of(random.ints(1 + random.nextInt(9), 0, ITEMS).toArray()))
                .map(events -> options.learning().objective() == Objective.CLOZE
                        ? Example.cloze(new Stretch(events, 0), 0.3, random)
                        : Example.next(
                                new Stretch(events, 0), options.learning().hidden(), false, random))
                .toList();
    }

    /** Corrections as if some items were drawn more often than others. */
    static Draw draw(TransformerOptions options, List<Example> batch, Random random) {
        if (options.learning().loss() == Loss.SOFTMAX) {
            return Draw.everything(ITEMS);
        }
        boolean shared = options.learning().shared();
        int told = batch.stream().mapToInt(Example::targets).sum();
        int[] items = random.ints(shared ? NEGATIVES : (long) NEGATIVES * told, 0, ITEMS)
                .toArray();
        float[] corrections = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            corrections[i] = (float) Math.log(1 + items[i]);
        }
        return Draw.of(items, corrections, shared);
    }

    static double loss(TransformerOptions options, Network network, List<Example> batch, Draw draw) {
        FloatEngine engine = new FloatEngine(network);
        double loss = 0;
        int before = 0;
        for (Example example : batch) {
            for (int i = 0; i < example.targets(); i++) {
                float[] scores = engine.scores(engine.newRun().state(seen(options, example, example.place(i))));
                int from = draw.shared() ? 0 : before * NEGATIVES;
                int to = draw.shared() ? draw.size() : from + NEGATIVES;
                loss += loss(options.learning(), scores, example.told(i), draw, from, to);
                before++;
            }
        }
        return loss;
    }

    /** What stands before the token; the engine puts the blank of a cloze at the end, so there the blank is the last one of the example. */
    private static Tokens seen(TransformerOptions options, Example example, int place) {
        int count = options.learning().objective() == Objective.CLOZE ? place - 1 : place;
        return example.read().part(0, count);
    }

    private static double loss(Learning learning, float[] scores, int told, Draw draw, int from, int to) {
        double binary = 0;
        double others = 0;
        for (int i = from; i < to; i++) {
            int item = draw.item(i);
            if (item != told) {
                others += Math.exp(draw.correction(i) + scores[item] - scores[told]);
                binary += Math.log(1 + Math.exp(scores[item]));
            }
        }
        double sampled = (double) NEGATIVES / (ITEMS - 1);
        double beta =
                learning.loss() == Loss.GBCE ? sampled * (learning.calibration() * (1 - 1 / sampled) + 1 / sampled) : 1;
        return switch (learning.loss()) {
            case BCE, GBCE -> beta * Math.log(1 + Math.exp(-scores[told])) + binary;
            case SAMPLED_SOFTMAX, SOFTMAX -> Math.log(1 + others);
        };
    }

    private static double step(TransformerOptions options, Network network, List<Example> batch, Draw draw, long seed) {
        try (TorchWorkers workers = new TorchWorkers(2)) {
            TorchTraining training =
                    new TorchTraining(network, options, Optional.empty(), Optional.empty(), List.of(), workers);
            return training.step(batch, draw, 1e-3, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=sampled-softmax",
                "loss=sampled-softmax bias=false",
                "loss=sampled-softmax shared=false",
                "loss=softmax",
                "loss=softmax bias=false tied=false",
                "loss=bce shared=false",
                "loss=bce",
                "loss=gbce calibration=0.75",
                "loss=gbce calibration=0 tied=false",
                "block=ligr",
                "block=post-norm",
                "block=hstu positions=none",
                "hidden=0.4"
            })
    void the_loss_is_that_of_its_formula_and_the_first_step_goes_against_its_slope(String changes) {
        TransformerOptions options = options(changes);
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            Network network = Blueprint.draw(options, ITEMS, 0, random);
            List<Example> batch = batch(options, random);
            Draw draw = draw(options, batch, random);
            double expected = loss(options, network, batch, draw);
            assertThat(step(options, network, batch, draw, seed)).isCloseTo(expected, within(1e-5 * expected));
        }
        assertThat(slopesThatAgree(options)).isGreaterThan(60);
    }

    /** Moves some numbers of each weight, and compares how the loss changes with where the first step went. */
    private static int slopesThatAgree(TransformerOptions options) {
        Random random = new Random(7);
        Network network = Blueprint.draw(options, ITEMS, 0, random);
        List<Example> batch = batch(options, random);
        Draw draw = draw(options, batch, random);
        Network after;
        try (TorchWorkers workers = new TorchWorkers(2)) {
            TorchTraining training =
                    new TorchTraining(network, options, Optional.empty(), Optional.empty(), List.of(), workers);
            training.step(batch, draw, 1e-3, 1);
            after = training.snapshot();
        }
        int compared = 0;
        for (Map.Entry<String, Tensor> weight : network.weights().entrySet()) {
            for (int i = 0; i < weight.getValue().size(); i += 5) {
                double slope = (loss(options, moved(network, weight.getKey(), i, 1e-2f), batch, draw)
                                - loss(options, moved(network, weight.getKey(), i, -1e-2f), batch, draw))
                        / 2e-2;
                boolean fixed =
                        weight.getKey().equals("positions") && options.form().positions() == Form.Positions.NONE;
                if (Math.abs(slope) > 1e-2) {
                    double step = after.weight(weight.getKey()).floats()[i]
                            - weight.getValue().floats()[i];
                    // Adam's first step is the learning rate against the gradient's sign.
                    assertThat(step)
                            .as("%s[%s], slope %s", weight.getKey(), i, slope)
                            .isCloseTo(fixed ? 0 : -1e-3 * Math.signum(slope), within(1e-5));
                    compared++;
                }
            }
        }
        return compared;
    }

    static Network moved(Network network, String name, int index, float by) {
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        float[] values = network.weight(name).floats().clone();
        values[index] += by;
        weights.put(name, Tensor.of(values, network.weight(name).shape()));
        return new Network(network.operations(), weights);
    }

    @Test
    void the_blank_of_a_cloze_is_told_from_what_the_engine_reads_before_it() {
        TransformerOptions options = options("objective=cloze loss=softmax");
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Network network = Blueprint.draw(options, ITEMS, 0, random);
            int[] items = random.ints(1 + random.nextInt(9), 0, ITEMS).toArray();
            // So rarely blank that only the last one is.
            Example example = Example.cloze(new Stretch(Tokens.of(items), 0), 1e-12, random);
            assertThat(example.targets()).isEqualTo(1);
            assertThat(example.told(0)).isEqualTo(items[items.length - 1]);
            double expected = loss(options, network, List.of(example), Draw.everything(ITEMS));
            assertThat(step(options, network, List.of(example), Draw.everything(ITEMS), seed))
                    .isCloseTo(expected, within(1e-5 * expected));
        }
    }

    @Test
    void a_softmax_over_many_items_is_computed_in_parts_and_adds_up() {
        int items = 70_000;
        TransformerOptions options = options("loss=softmax");
        Random random = new Random(1);
        Network network = Blueprint.draw(options, items, 0, random);
        List<Example> batch = IntStream.range(0, 20)
                .mapToObj(_ -> Example.next(
                        new Stretch(Tokens.of(random.ints(9, 0, items).toArray()), 0), 0, false, random))
                .toList();
        Draw draw = Draw.everything(items);
        double together = step(options, network, batch, draw, 1);
        double alone = 0;
        for (Example example : batch) {
            alone += step(options, network, List.of(example), draw, 1);
        }
        assertThat(together).isCloseTo(alone, within(1e-5 * alone));
    }

    @Test
    void dropout_follows_from_the_seed() {
        TransformerOptions options = options("dropout=0.5");
        Random random = new Random(8);
        Network network = Blueprint.draw(options, ITEMS, 0, random);
        List<Example> batch = batch(options, random);
        Draw draw = draw(options, batch, random);
        List<Double> losses = IntStream.of(1, 1, 2)
                .mapToObj(seed -> step(options, network, batch, draw, seed))
                .toList();
        assertThat(losses.get(1)).isEqualTo(losses.get(0));
        assertThat(losses.get(2)).isNotEqualTo(losses.get(0));
    }

    @Test
    void momentum_goes_on_where_the_gradient_went() {
        TransformerOptions options = options("optimizer=sgd");
        Random random = new Random(9);
        Network network = Blueprint.draw(options, ITEMS, 0, random);
        List<Example> batch = batch(options, random);
        Draw draw = draw(options, batch, random);
        try (TorchWorkers workers = new TorchWorkers(2)) {
            TorchTraining training =
                    new TorchTraining(network, options, Optional.empty(), Optional.empty(), List.of(), workers);
            double before = training.step(batch, draw, 1e-2, 1);
            Network first = training.snapshot();
            training.step(batch, draw, 1e-2, 1);
            double after = loss(options, training.snapshot(), batch, draw);
            assertThat(loss(options, first, batch, draw)).isLessThan(before);
            assertThat(after).isLessThan(loss(options, first, batch, draw));
        }
    }
}
