package because.explain.learned;

import because.core.BadInput;
import because.core.Event;
import because.core.EventStates;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns an explainer from a model, without labels: the model's own answers to random coalitions are all that is looked at. The result is a function of model, questions, options and seed, to the bit.
 */
public final class LearnedTraining {
    /** Gradients are made by so many shards, whatever the number of processors. */
    private static final int SHARDS = 4;

    /** Answers in which hardly anything happens do not count as much as others. */
    static final double FLOOR = 0.1;

    private final LearnedOptions options;
    private final long seed;
    private final Progress progress;

    /**
     * @param options how it is learned
     * @param seed of everything random
     * @param progress is told how far it is
     */
    public LearnedTraining(LearnedOptions options, long seed, Progress progress) {
        this.options = options;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Questions, all with the same target and absence, whose players are the single events. Those about fewer than two events are passed over.
     *
     * @param learn is learned from
     * @param choose of the epochs, the one that does best on these is taken
     * @param measure how far the values are off is measured on these, and nothing is chosen by them
     */
    public record Questions(List<Question> learn, List<Question> choose, List<Question> measure) {
        /** Copies the lists. */
        public Questions {
            learn = asked(learn);
            choose = asked(choose);
            measure = asked(measure);
        }

        private static List<Question> asked(List<Question> questions) {
            return questions.stream()
                    .filter(question -> question.players().size() > 1)
                    .toList();
        }
    }

    /**
     * Learns.
     *
     * @param recommender the model; it makes a vector of each event ({@link EventStates})
     * @param questions what is asked
     * @return what was learned, with what was measured
     * @throws BadInput if there are too few questions, or the model makes no such vectors
     */
    public LearnedModel learn(Recommender recommender, Questions questions) {
        LearnedModel.states(recommender); // refuses models that make no vectors of events
        if (questions.learn().isEmpty()
                || questions.choose().isEmpty()
                || questions.measure().isEmpty()) {
            throw new BadInput(
                    "an explainer cannot be learned from " + questions.learn().size() + ", chosen by "
                            + questions.choose().size() + " and measured on "
                            + questions.measure().size() + " people: each takes one at least with two events or more."
                            + "\nMaybe ask for more people.");
        }
        Answers answers = new Answers(recommender, options.pairs(), seed);
        progress.stage(
                "asking the model",
                questions.learn().size() + questions.choose().size());
        for (Question question : questions.learn()) {
            progress.step(answers.add(question), Map.of());
        }
        int learned = answers.size();
        LearnedInputs inputs = answers.inputs();
        double unit = Math.sqrt(answers.meanSquare());
        if (unit == 0) {
            throw new BadInput("no event changes what the model says, so there is nothing to learn from it.");
        }
        for (Question question : questions.choose()) {
            progress.step(answers.add(question), Map.of());
        }
        List<Answers.Answer> standard = answers.standard(inputs, FLOOR * unit * unit);
        LearnedNetwork network = new LearnedNetwork(inputs.ofEvent(), inputs.ofAll(), options.width(), options.pools());
        float[] weights =
                descend(network, unit, standard.subList(0, learned), standard.subList(learned, standard.size()));
        Question first = questions.learn().getFirst();
        LearnedModel.Origin origin = new LearnedModel.Origin(
                recommender.provenance().fingerprint(),
                first.target(),
                first.absence(),
                seed,
                described(questions),
                fingerprint(questions));
        LearnedModel model = new LearnedModel(
                origin,
                new LearnedModel.Measured(0, 0, 0, 0, 0, 0),
                inputs,
                options.width(),
                options.pools(),
                weights,
                unit);
        return model.with(Comparison.of(recommender, model, questions.measure(), seed, progress));
    }

    private Map<String, String> described(Questions questions) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("width", String.valueOf(options.width()));
        said.put("pools", String.valueOf(options.pools()));
        said.put("pairs", String.valueOf(options.pairs()));
        said.put("epochs", String.valueOf(options.epochs()));
        said.put("batch", String.valueOf(options.batch()));
        said.put("learningRate", String.valueOf(options.learningRate()));
        said.put("weightDecay", String.valueOf(options.weightDecay()));
        said.put("questions", String.valueOf(questions.learn().size()));
        return said;
    }

    private static String fingerprint(Questions questions) {
        long hash = 0;
        for (List<Question> part : List.of(questions.learn(), questions.choose(), questions.measure())) {
            for (Question question : part) {
                hash = Answers.mix(hash, question.profile().events().size());
                for (Event event : question.profile().events()) {
                    hash = Answers.mix(Answers.mix(hash, event.knownItem()), event.time());
                }
                hash = Answers.mix(hash, question.candidates().size());
            }
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }

    private float[] descend(
            LearnedNetwork network, double unit, List<Answers.Answer> learn, List<Answers.Answer> choose) {
        float[] weights = network.random(seed);
        float[] best = weights.clone();
        double least = Double.POSITIVE_INFINITY;
        float[] first = new float[weights.length];
        float[] second = new float[weights.length];
        SplittableRandom random = new SplittableRandom(seed + 1);
        int[] order = IntStream.range(0, learn.size()).toArray();
        int batches = (learn.size() + options.batch() - 1) / options.batch();
        int step = 0;
        progress.stage("learning", options.epochs());
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            shuffle(order, random);
            double sum = 0;
            for (int start = 0; start < order.length; start += options.batch()) {
                int end = Math.min(order.length, start + options.batch());
                float[] gradient = new float[weights.length];
                sum += gradient(network, weights, unit, learn, order, start, end, gradient);
                double rate = options.learningRate()
                        * Math.min(1, (step + 1) / 100.0)
                        * (0.02 + 0.98 * (1 + Math.cos(Math.PI * step / ((double) batches * options.epochs()))) / 2);
                adam(weights, gradient, first, second, ++step, rate);
            }
            double loss = Answers.loss(choose, network, weights, unit);
            if (loss < least) {
                least = loss;
                best = weights.clone();
            }
            progress.step(epoch + 1L, Map.of("unexplained", loss, "in learning", sum / learn.size()));
        }
        return best;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** The mean gradient of a batch, made in shards that are added up in their order. */
    private static double gradient(
            LearnedNetwork network,
            float[] weights,
            double unit,
            List<Answers.Answer> answers,
            int[] order,
            int from,
            int to,
            float[] gradient) {
        float[][] parts = new float[SHARDS][];
        double[] losses = new double[SHARDS];
        IntStream.range(0, SHARDS).parallel().forEach(shard -> {
            parts[shard] = new float[weights.length];
            for (int i = from + shard; i < to; i += SHARDS) {
                Answers.Answer answer = answers.get(order[i]);
                LearnedNetwork.Pass pass = answer.pass(network, weights);
                float[][] slopes = new float[pass.out.length][network.outputs()];
                losses[shard] += answer.loss(pass, unit, slopes);
                pass.back(slopes, parts[shard]);
            }
        });
        for (float[] part : parts) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part[i] / (to - from);
            }
        }
        return Arrays.stream(losses).sum();
    }

    private void adam(float[] weights, float[] gradient, float[] first, float[] second, int step, double rate) {
        float one = (float) (1 / (1 - Math.pow(0.9, step)));
        float two = (float) (1 / (1 - Math.pow(0.999, step)));
        float size = (float) rate;
        float decay = (float) (1 - rate * options.weightDecay());
        for (int i = 0; i < weights.length; i++) {
            first[i] = 0.9f * first[i] + 0.1f * gradient[i];
            second[i] = 0.999f * second[i] + 0.001f * gradient[i] * gradient[i];
            weights[i] = decay * weights[i] - size * first[i] * one / ((float) Math.sqrt(second[i] * two) + 1e-8f);
        }
    }
}
