package because.explain.learned;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.EventStates;
import because.core.Part;
import because.core.Player;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.explain.shapley.PooledGame;
import java.util.List;
import java.util.Map;

/** What was learned from a model about one target and one kind of absence: of each question it makes a game that stands for the model's, and whose Shapley values are known. Immutable. */
public final class LearnedModel {
    private final Origin origin;
    private final Measured measured;
    private final LearnedInputs inputs;
    private final LearnedNetwork network;
    private final float[] weights;
    private final double unit;

    LearnedModel(
            Origin origin,
            Measured measured,
            LearnedInputs inputs,
            int width,
            int pools,
            float[] weights,
            double unit) {
        this.origin = origin;
        this.measured = measured;
        this.inputs = inputs;
        this.network = new LearnedNetwork(inputs.ofEvent(), inputs.ofAll(), width, pools);
        this.weights = weights;
        this.unit = unit;
        if (weights.length != network.size()) {
            throw BadInput.of("the number of a learned explainer's weights", weights.length, "" + network.size(), "");
        }
    }

    /**
     * What it was learned from: enough to learn it again.
     *
     * @param model the fingerprint of the model
     * @param target what is explained
     * @param absence how absence looks
     * @param seed of everything random
     * @param options the options of the learning, by name
     * @param data a fingerprint of the people whose questions it was learned from
     */
    public record Origin(
            String model, Target target, Absence absence, long seed, Map<String, String> options, String data) {
        /** Copies the options, ordered by name. */
        public Origin {
            options = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(options));
        }
    }

    /**
     * How far its values, before any check, are off converged Shapley values, on people that it was not learned from.
     *
     * @param answers how many answers were compared
     * @param error √(Σ (φ̂ − φ)² / Σ φ²) of an answer, the median
     * @param spread √(Σ (φ̂ − φ)² / Σ φ̂²) over all answers: what makes a standard error of an answer's values
     * @param correlation Spearman's rank correlation of an answer's values, the mean
     * @param unexplained the share of what the game does beyond sharing evenly that the learned game does not say, the mean
     * @param reference the median relative standard error of what they were compared with
     */
    public record Measured(
            int answers, double error, double spread, double correlation, double unexplained, double reference) {}

    /** @return what it was learned from */
    public Origin origin() {
        return origin;
    }

    /** @return how far it is off */
    public Measured measured() {
        return measured;
    }

    LearnedInputs inputs() {
        return inputs;
    }

    LearnedNetwork network() {
        return network;
    }

    float[] weights() {
        return weights;
    }

    double unit() {
        return unit;
    }

    LearnedModel with(Measured measured) {
        return new LearnedModel(origin, measured, inputs, network.width(), (network.outputs() - 1) / 2, weights, unit);
    }

    /** Refuses questions that it has not learned to answer. */
    void check(Recommender recommender, Question question) {
        String fingerprint = recommender.provenance().fingerprint();
        if (!fingerprint.equals(origin.model())) {
            throw new BadInput("the learned explainer belongs to the model " + origin.model() + ", but this is "
                    + fingerprint + ".\nMaybe learn one for this model: because learn-explainer --replace");
        }
        if (question.target() != origin.target() || question.absence() != origin.absence()) {
            throw new BadInput("the explainer was learned for --target "
                    + origin.target().label() + " and --absence "
                    + origin.absence().label() + ", but asked about "
                    + question.target().label() + " and " + question.absence().label()
                    + ".\nMaybe learn another: because learn-explainer --target "
                    + question.target().label() + " --absence "
                    + question.absence().label() + " --replace");
        }
    }

    /**
     * One forward pass for each candidate, on one reading of the profile.
     *
     * @param recommender the model
     * @param question what is asked
     * @return the game that stands for the model's
     */
    PooledGame game(Recommender recommender, Question question) {
        EventStates states = states(recommender);
        return game(states, states.read(question.profile()), question);
    }

    /** The same on a profile that was read before. */
    PooledGame game(EventStates states, EventStates.Reading reading, Question question) {
        float[][] raw = LearnedInputs.events(reading);
        List<Candidate> candidates = question.candidates();
        int pools = (network.outputs() - 1) / 2;
        int players = question.players().size();
        double[][] alone = new double[candidates.size()][players];
        double[][][] pooled = new double[candidates.size()][pools][players];
        double[][][] worths = new double[candidates.size()][pools][players];
        for (float[] event : raw) {
            if (event.length > 0 && event.length != inputs.ofEvent()) {
                throw BadInput.of("the length of an event's vector", event.length, "" + inputs.ofEvent(), "");
            }
        }
        float[][] events = inputs.standardEvents(raw);
        for (int column = 0; column < candidates.size(); column++) {
            float[] all = inputs.standardAll(
                    LearnedInputs.all(reading, states.vector(candidates.get(column)), states.width()));
            float[][] out = network.new Pass(weights, all, events).out;
            for (int player = 0; player < players; player++) {
                Player who = question.players().get(player);
                for (Part part : who.parts()) {
                    if (part instanceof Part.OfEvent event && events[event.index()].length > 0) {
                        float[] said = out[event.index()];
                        alone[column][player] += unit * said[0];
                        for (int h = 0; h < pools; h++) {
                            double weight = AnswerLoss.weight(said[1 + 2 * h]);
                            pooled[column][h][player] += weight;
                            worths[column][h][player] += unit * weight * said[2 + 2 * h];
                        }
                    }
                }
            }
        }
        return new PooledGame(players, alone, pooled, worths);
    }

    static EventStates states(Recommender recommender) {
        return recommender
                .as(EventStates.class)
                .orElseThrow(() -> BadInput.of(
                        "the model",
                        recommender.provenance().model(),
                        "a model that makes a vector of each event, such as a transformer",
                        "Maybe use --method auto, which needs nothing but the model's scores."));
    }
}
