package because.explain.learned;

import because.core.Candidate;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.core.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An explainer that is learned together with the model. Before each epoch of the model it is asked about some people as the model is then, and learns from the answers for some passes ({@link LearnedTraining} does
 * the same with a model that no longer changes). Then the model's epoch pays for what the explainer does not say: for other coalitions S of these people's events, with the explainer's game g held fixed,
 *
 * <pre>cost = Σ w (o(v) − o(g))² / (Σ w o(v)² + floor)</pre>
 *
 * <p>where o is the odd part of a game on a pair of coalitions less an even share ({@link Pairs}), and so what Shapley values are made of. The explainer lowers the same cost by its weights, with v held fixed: the two
 * descend in turns on one loss. The cost is a share, so scores that shrink do not lower it.
 */
public final class JointExplainer implements Regularizer {
    private static final int PASSES = 3;

    private final LearnedOptions options;
    private final long seed;
    private final String from;
    private final Asking asking;
    private Map<String, float[]> memory = Map.of();

    /** Draws questions about the people of the training part. */
    public interface Asking {
        /**
         * @param model as it is before the epoch
         * @param epoch its number
         * @return questions about scores, with the same absence, whose players are the single events
         */
        List<Question> questions(Recommender model, int epoch);
    }

    /**
     * @param options how it is learned; a question's game is asked for half of the pairs to learn from it, and its cost is that of a quarter
     * @param seed of everything random
     * @param from what tells one way of asking from another
     * @param asking draws questions for each epoch
     */
    public JointExplainer(LearnedOptions options, long seed, String from, Asking asking) {
        this.options = options;
        this.seed = seed;
        this.from = from;
        this.asking = asking;
    }

    @Override
    public String fingerprint() {
        return "explainer " + options + " seed " + seed + " from " + from;
    }

    @Override
    public List<Term> epoch(int number, Recommender model) {
        List<Question> questions = asking.questions(model, number).stream()
                .filter(question -> question.players().size() > 1)
                .toList();
        if (questions.isEmpty()) {
            return List.of();
        }
        long own = Answers.mix(seed, number);
        Answers answers = new Answers(model, Math.max(1, options.pairs() / 2), own);
        questions.forEach(answers::add);
        double unit = Math.sqrt(answers.meanSquare());
        if (unit == 0) {
            return List.of(); // nothing moves the scores, so there is nothing to say of them
        }
        LearnedInputs inputs = answers.inputs();
        LearnedNetwork network = new LearnedNetwork(inputs.ofEvent(), inputs.ofAll(), options.width(), options.pools());
        Steps steps = memory.isEmpty()
                ? new Steps(network, options, network.random(seed))
                : new Steps(network, options, memory);
        double floor = LearnedTraining.FLOOR * unit * unit;
        learn(steps, answers.standard(inputs, floor), unit, new SplittableRandom(own));
        memory = steps.memory();
        LearnedModel now = new LearnedModel(
                new LearnedModel.Origin(
                        "", questions.getFirst().target(), questions.getFirst().absence(), seed, Map.of(), ""),
                new LearnedModel.Measured(0, 0, 0, 0, 0, 0),
                inputs,
                options.width(),
                options.pools(),
                steps.weights().clone(),
                unit);
        return terms(model, now, questions, floor, own + 1);
    }

    private void learn(Steps steps, List<Answers.Answer> answers, double unit, SplittableRandom random) {
        for (int pass = 0; pass < PASSES; pass++) {
            int[] order = Steps.order(answers.size(), random);
            for (int start = 0; start < order.length; start += options.batch()) {
                int end = Math.min(order.length, start + options.batch());
                double rate = options.learningRate() * Math.min(1, (steps.made() + 1) / 100.0);
                double _ = steps.step(answers, order, start, end, unit, rate);
            }
        }
    }

    /** One for each question, about one of its candidates, and of other coalitions than those that were learned from. */
    private List<Term> terms(
            Recommender model, LearnedModel explainer, List<Question> questions, double floor, long seed) {
        List<Term> terms = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            SplittableRandom random = new SplittableRandom(Answers.mix(seed, q));
            Candidate candidate = question.candidates()
                    .get(random.nextInt(question.candidates().size()));
            Question one = new Question(
                    question.profile(),
                    question.players(),
                    question.absence(),
                    question.target(),
                    List.of(candidate),
                    question.exclude());
            Pairs pairs = Pairs.draw(one.players().size(), Math.max(1, options.pairs() / 4), random.nextLong());
            double[][] g = new double[pairs.asked().size()][1];
            explainer.game(model, one).values(pairs.asked(), g);
            double[] said = new double[g.length];
            List<Profile> profiles = new ArrayList<>();
            for (int row = 0; row < said.length; row++) {
                said[row] = g[row][0];
                profiles.add(one.profiles(pairs.asked().row(row)).getFirst());
            }
            terms.add(new Unsaid(pairs, profiles, model.catalog().index(candidate), pairs.odd(said), floor));
        }
        return terms;
    }

    /** What the explainer does not say of an answer, as a share. */
    static final class Unsaid implements Term {
        private final Pairs pairs;
        private final List<Profile> profiles;
        private final int item;
        private final double[] said;
        private final double floor;

        Unsaid(Pairs pairs, List<Profile> profiles, int item, double[] said, double floor) {
            this.pairs = pairs;
            this.profiles = profiles;
            this.item = item;
            this.said = said;
            this.floor = floor;
        }

        @Override
        public List<Profile> profiles() {
            return profiles;
        }

        @Override
        public int item() {
            return item;
        }

        @Override
        public double cost(double[] scores, double[] slopes) {
            double[] odd = pairs.odd(scores);
            double[] off = new double[odd.length];
            for (int pair = 0; pair < odd.length; pair++) {
                off[pair] = odd[pair] - said[pair];
            }
            double whole = pairs.square(odd) + floor;
            double cost = pairs.square(off) / whole;
            double[] ofOdd = new double[odd.length];
            for (int pair = 0; pair < odd.length; pair++) {
                ofOdd[pair] = 2 * pairs.weight(pair) * (off[pair] - cost * odd[pair]) / whole;
            }
            pairs.back(ofOdd, slopes);
            return cost;
        }
    }

    @Override
    public Map<String, float[]> memory() {
        return new TreeMap<>(memory);
    }

    @Override
    public void remember(Map<String, float[]> memory) {
        this.memory = new TreeMap<>(memory);
    }

    /** @return whether it was asked to learn, and there was something to learn from */
    public boolean learned() {
        return !memory.isEmpty();
    }

    /** The network's weights; empty before the first epoch. */
    Optional<float[]> weights() {
        return Optional.ofNullable(memory.get(Steps.WEIGHTS));
    }
}
