package because.explain.learned;

import because.core.EventStates;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is learned from, as it is collected: of each question the vectors of the events, and for each candidate an answer with the model's own values of some coalitions. */
final class Answers {
    private final Recommender recommender;
    private final EventStates states;
    private final int pairs;
    private final long seed;
    private final List<float[][]> profiles = new ArrayList<>();
    private final List<Integer> profileOf = new ArrayList<>();
    private final List<float[]> alls = new ArrayList<>();
    private final List<AnswerLoss> losses = new ArrayList<>();

    /**
     * @param recommender the model
     * @param pairs of how many pairs of coalitions each game is asked
     * @param seed of the draw
     */
    Answers(Recommender recommender, int pairs, long seed) {
        this.recommender = recommender;
        this.states = LearnedModel.states(recommender);
        this.pairs = pairs;
        this.seed = seed;
    }

    /** One candidate of one question, as the network reads it. */
    static final class Answer {
        private final float[][] events;
        private final float[] all;
        private final AnswerLoss loss;

        private Answer(float[][] events, float[] all, AnswerLoss loss) {
            this.events = events;
            this.all = all;
            this.loss = loss;
        }

        LearnedNetwork.Pass pass(LearnedNetwork network, float[] weights) {
            return network.new Pass(weights, all, events);
        }

        double loss(LearnedNetwork.Pass pass, double unit, float[][] slopes) {
            return loss.of(pass.out, unit, slopes);
        }
    }

    /** Reads the profile and asks the game, and says how many questions there are then. */
    int add(Question question) {
        EventStates.Reading reading = states.read(question.profile());
        AnswerLoss[] own = AnswerLoss.of(recommender.game(question), pairs, mix(seed, profiles.size()));
        for (int column = 0; column < own.length; column++) {
            profileOf.add(profiles.size());
            alls.add(LearnedInputs.all(
                    reading, states.vector(question.candidates().get(column)), states.width()));
            losses.add(own[column]);
        }
        profiles.add(LearnedInputs.events(reading));
        return profiles.size();
    }

    static long mix(long hash, long added) {
        return new SplittableRandom(hash ^ added * 0x9e3779b97f4a7c15L).nextLong();
    }

    /** How many answers there are. */
    int size() {
        return losses.size();
    }

    /** What brings the numbers of these answers to mean 0 and spread 1. */
    LearnedInputs inputs() {
        return LearnedInputs.of(profiles, alls);
    }

    /** The mean square of what is to be said. */
    double meanSquare() {
        return losses.stream().mapToDouble(AnswerLoss::square).average().orElse(0);
    }

    /**
     * @param inputs bring the numbers to mean 0 and spread 1
     * @param floor is added to the mean square of an answer, by which its loss is divided
     * @return the answers
     */
    List<Answer> standard(LearnedInputs inputs, double floor) {
        List<float[][]> events = profiles.stream().map(inputs::standardEvents).toList();
        losses.forEach(loss -> loss.scale(loss.square() + floor));
        return IntStream.range(0, losses.size())
                .mapToObj(i -> new Answer(events.get(profileOf.get(i)), inputs.standardAll(alls.get(i)), losses.get(i)))
                .toList();
    }

    /** The mean loss of some answers. */
    static double loss(List<Answer> answers, LearnedNetwork network, float[] weights, double unit) {
        double[] losses = new double[answers.size()];
        IntStream.range(0, losses.length).parallel().forEach(i -> {
            Answer answer = answers.get(i);
            losses[i] = answer.loss(answer.pass(network, weights), unit, new float[0][]);
        });
        return Arrays.stream(losses).average().orElse(0);
    }
}
