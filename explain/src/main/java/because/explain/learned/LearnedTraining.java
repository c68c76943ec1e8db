package because.explain.learned;

import because.core.BadInput;
import because.core.Event;
import because.core.EventStates;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Learns an explainer from a model, without labels: the model's own answers to random coalitions are all that is looked at. The result is a function of model, questions, options and seed, to the bit.
 */
public final class LearnedTraining {
    /** Answers in which hardly anything happens do not count as much as others. */
    static final double FLOOR = 0.1;

    private final LearnedOptions options;
    private final long seed;
    private final Progress progress;
    private final Optional<float[]> beginning;
    private final Optional<Path> checkpoint;

    /**
     * @param options how it is learned
     * @param seed of everything random
     * @param progress is told how far it is
     */
    public LearnedTraining(LearnedOptions options, long seed, Progress progress) {
        this(options, seed, progress, Optional.empty(), Optional.empty());
    }

    private LearnedTraining(
            LearnedOptions options,
            long seed,
            Progress progress,
            Optional<float[]> beginning,
            Optional<Path> checkpoint) {
        this.options = options;
        this.seed = seed;
        this.progress = progress;
        this.beginning = beginning;
        this.checkpoint = checkpoint;
    }

    /**
     * @param joint was learned together with the model
     * @return the same learning, which begins where that one ended
     */
    public LearnedTraining after(JointExplainer joint) {
        return new LearnedTraining(options, seed, progress, joint.weights(), checkpoint);
    }

    /**
     * @param file to which each epoch is written, and from which a learning that was killed is taken up again, to the same bits; deleted at the end
     * @return the same learning with it
     */
    public LearnedTraining keeping(Path file) {
        return new LearnedTraining(options, seed, progress, beginning, Optional.of(file));
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
        Optional<LearningCheckpoint> kept =
                checkpoint.map(file -> new LearningCheckpoint(file, identity(recommender, questions, first(network))));
        float[] weights =
                descend(network, unit, standard.subList(0, learned), standard.subList(learned, standard.size()), kept);
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
        LearnedModel measured = model.with(Comparison.of(recommender, model, questions.measure(), seed, progress));
        kept.ifPresent(LearningCheckpoint::delete);
        return measured;
    }

    /** Tells one learning from another. */
    private String identity(Recommender recommender, Questions questions, float[] first) {
        Question one = questions.learn().getFirst();
        return String.join(
                " ",
                recommender.provenance().fingerprint(),
                one.target().label(),
                one.absence().label(),
                "seed",
                String.valueOf(seed),
                described(questions).toString(),
                fingerprint(questions),
                Integer.toHexString(Arrays.hashCode(first)));
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
        if (beginning.isPresent()) {
            said.put("learnedWithModel", "true");
        }
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
            LearnedNetwork network,
            double unit,
            List<Answers.Answer> learn,
            List<Answers.Answer> choose,
            Optional<LearningCheckpoint> checkpoint) {
        Steps beginning = new Steps(network, options, first(network));
        LearningCheckpoint.State state = checkpoint
                .flatMap(kept -> kept.load(network, options))
                .orElseGet(() -> new LearningCheckpoint.State(
                        0, Double.POSITIVE_INFINITY, beginning.weights().clone(), beginning));
        Steps steps = state.steps();
        int batches = (learn.size() + options.batch() - 1) / options.batch();
        int before = state.epoch();
        progress.stage(
                before == 0 ? "learning" : "learning (taken up after epoch " + before + ")",
                (long) (options.epochs() - before) * learn.size());
        for (int epoch = before; epoch < options.epochs(); epoch++) {
            // What is drawn follows from the seed and the epoch, so that a learning that is taken up draws the same.
            int[] order = Steps.order(learn.size(), new SplittableRandom(Answers.mix(seed + 1, epoch)));
            double sum = 0;
            for (int start = 0; start < order.length; start += options.batch()) {
                int end = Math.min(order.length, start + options.batch());
                sum += steps.step(
                        learn, order, start, end, unit, rate(steps.made(), (double) batches * options.epochs()));
                if (end < order.length) {
                    progress.step((long) (epoch - before) * order.length + end, Map.of("in learning", sum / end));
                }
            }
            double loss = Answers.loss(choose, network, steps.weights(), unit);
            state = state.after(loss);
            LearningCheckpoint.State now = state;
            checkpoint.ifPresent(kept -> kept.save(now));
            progress.step(
                    (long) (epoch + 1 - before) * order.length,
                    Map.of("unexplained", loss, "in learning", sum / learn.size()));
        }
        return state.best();
    }

    private double rate(int step, double all) {
        return options.learningRate()
                * Math.min(1, (step + 1) / 100.0)
                * (0.02 + 0.98 * (1 + Math.cos(Math.PI * step / all)) / 2);
    }

    private float[] first(LearnedNetwork network) {
        return beginning.filter(weights -> weights.length == network.size()).orElseGet(() -> network.random(seed));
    }
}
