package because.explain.learned;

import because.core.BadInput;
import because.core.Budget;
import because.core.Event;
import because.core.EventStates;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.Solution;
import java.util.ArrayList;
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

    /** What converged values cost, in calls a player. */
    private static final int REFERENCE = 128;

    /** Answers in which hardly anything happens do not count as much as others. */
    private static final double FLOOR = 0.1;

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

    /** One candidate of one question. */
    private static final class Answer {
        private final float[][] events;
        private final float[] all;
        private final AnswerLoss loss;

        Answer(float[][] events, float[] all, AnswerLoss loss) {
            this.events = events;
            this.all = all;
            this.loss = loss;
        }

        LearnedNetwork.Pass pass(LearnedNetwork network, float[] weights) {
            return network.new Pass(weights, all, events);
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
        EventStates states = LearnedModel.states(recommender);
        if (questions.learn().isEmpty()
                || questions.choose().isEmpty()
                || questions.measure().isEmpty()) {
            throw new BadInput(
                    "an explainer cannot be learned from " + questions.learn().size() + ", chosen by "
                            + questions.choose().size() + " and measured on "
                            + questions.measure().size() + " people: each takes one at least with two events or more."
                            + "\nMaybe ask for more people.");
        }
        Answers answers = new Answers(recommender, states);
        progress.stage(
                "asking the model",
                questions.learn().size() + questions.choose().size());
        for (Question question : questions.learn()) {
            progress.step(answers.add(question), Map.of());
        }
        int learned = answers.losses.size();
        LearnedInputs inputs = LearnedInputs.of(answers.profiles, answers.alls);
        double unit = Math.sqrt(answers.losses.stream()
                .mapToDouble(AnswerLoss::square)
                .average()
                .orElse(0));
        if (unit == 0) {
            throw new BadInput("no event changes what the model says, so there is nothing to learn from it.");
        }
        for (Question question : questions.choose()) {
            progress.step(answers.add(question), Map.of());
        }
        answers.losses.forEach(loss -> loss.scale(loss.square() + FLOOR * unit * unit));
        List<Answer> standard = answers.standard(inputs);
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
        return model.with(measure(recommender, model, questions.measure()));
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
                hash = mix(hash, question.profile().events().size());
                for (Event event : question.profile().events()) {
                    hash = mix(mix(hash, event.knownItem()), event.time());
                }
                hash = mix(hash, question.candidates().size());
            }
        }
        return String.format(Locale.ROOT, "%016x", hash);
    }

    /** What is learned from, as it is collected. */
    private final class Answers {
        private final Recommender recommender;
        private final EventStates states;
        private final List<float[][]> profiles = new ArrayList<>();
        private final List<Integer> profileOf = new ArrayList<>();
        private final List<float[]> alls = new ArrayList<>();
        private final List<AnswerLoss> losses = new ArrayList<>();

        Answers(Recommender recommender, EventStates states) {
            this.recommender = recommender;
            this.states = states;
        }

        /** Reads the profile and asks the game, and says how many questions there are then. */
        int add(Question question) {
            EventStates.Reading reading = states.read(question.profile());
            AnswerLoss[] own = AnswerLoss.of(recommender.game(question), options.pairs(), mix(seed, profiles.size()));
            for (int column = 0; column < own.length; column++) {
                profileOf.add(profiles.size());
                alls.add(LearnedInputs.all(
                        reading, states.vector(question.candidates().get(column)), states.width()));
                losses.add(own[column]);
            }
            profiles.add(LearnedInputs.events(reading));
            return profiles.size();
        }

        List<Answer> standard(LearnedInputs inputs) {
            List<float[][]> events =
                    profiles.stream().map(inputs::standardEvents).toList();
            return IntStream.range(0, losses.size())
                    .mapToObj(i ->
                            new Answer(events.get(profileOf.get(i)), inputs.standardAll(alls.get(i)), losses.get(i)))
                    .toList();
        }
    }

    private static long mix(long hash, long added) {
        return new SplittableRandom(hash ^ added * 0x9e3779b97f4a7c15L).nextLong();
    }

    private float[] descend(LearnedNetwork network, double unit, List<Answer> learn, List<Answer> choose) {
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
            double loss = loss(network, weights, unit, choose);
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
            List<Answer> answers,
            int[] order,
            int from,
            int to,
            float[] gradient) {
        float[][] parts = new float[SHARDS][];
        double[] losses = new double[SHARDS];
        IntStream.range(0, SHARDS).parallel().forEach(shard -> {
            parts[shard] = new float[weights.length];
            for (int i = from + shard; i < to; i += SHARDS) {
                Answer answer = answers.get(order[i]);
                LearnedNetwork.Pass pass = answer.pass(network, weights);
                float[][] slopes = new float[answer.events.length][network.outputs()];
                losses[shard] += answer.loss.of(pass.out, unit, slopes);
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

    private static double loss(LearnedNetwork network, float[] weights, double unit, List<Answer> answers) {
        double[] losses = new double[answers.size()];
        IntStream.range(0, losses.length).parallel().forEach(i -> {
            Answer answer = answers.get(i);
            losses[i] = answer.loss.of(answer.pass(network, weights).out, unit, new float[0][]);
        });
        return Arrays.stream(losses).average().orElse(0);
    }

    /** Against values that cost so much that they hardly change any more. */
    private LearnedModel.Measured measure(Recommender recommender, LearnedModel model, List<Question> questions) {
        progress.stage("measuring against converged values", questions.size());
        List<Double> errors = new ArrayList<>();
        List<Double> uncertain = new ArrayList<>();
        double off = 0;
        double said = 0;
        double correlation = 0;
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            int n = question.players().size();
            Solution truth = new AutoShapley()
                    .solve(recommender.game(question), Budget.calls(Math.max(1 << 10, (long) REFERENCE * n)), seed + q);
            double[][] values = LearnedExplainer.alone(model.game(recommender, question), truth::base, truth::score);
            for (int column = 0; column < truth.columns(); column++) {
                double own = 0;
                double all = 0;
                double se = 0;
                double[] exact = new double[n];
                double[] found = new double[n];
                for (int i = 0; i < n; i++) {
                    exact[i] = truth.value(i, column);
                    found[i] = values[i][column];
                    own += Math.pow(found[i] - exact[i], 2);
                    all += exact[i] * exact[i];
                    said += found[i] * found[i];
                    se += Math.pow(truth.standardError(i, column), 2);
                }
                off += own;
                errors.add(Math.sqrt(own / all));
                uncertain.add(Math.sqrt(se / all));
                correlation += spearman(exact, found);
            }
            progress.step(q + 1L, Map.of());
        }
        Answers asked = new Answers(recommender, LearnedModel.states(recommender));
        questions.forEach(asked::add);
        asked.losses.forEach(loss -> loss.scale(Math.max(loss.square(), Double.MIN_NORMAL)));
        double unexplained = loss(model.network(), model.weights(), model.unit(), asked.standard(model.inputs()));
        errors.sort(null);
        uncertain.sort(null);
        int answers = errors.size();
        return new LearnedModel.Measured(
                answers,
                errors.get(answers / 2),
                Math.sqrt(off / said),
                correlation / answers,
                unexplained,
                uncertain.get(answers / 2));
    }

    /** Of ranks, equal numbers sharing theirs. */
    static double spearman(double[] x, double[] y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double both = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - mean) * (b[i] - mean);
            ofA += (a[i] - mean) * (a[i] - mean);
            ofB += (b[i] - mean) * (b[i] - mean);
        }
        return ofA == 0 || ofB == 0 ? 0 : both / Math.sqrt(ofA * ofB);
    }

    private static double[] ranks(double[] x) {
        double[] ranks = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double rank = 0.5;
            for (double other : x) {
                rank += other < x[i] ? 1 : other == x[i] ? 0.5 : 0;
            }
            ranks[i] = rank;
        }
        return ranks;
    }
}
