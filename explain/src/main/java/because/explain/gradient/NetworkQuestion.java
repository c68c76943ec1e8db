package because.explain.gradient;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Convergence;
import because.core.Explanation;
import because.core.Header;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.network.DoubleEngine;
import because.network.Network;
import because.network.NetworkBacked;
import because.network.Program;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** A question about a recommender that is a network, as its double engine sees it: which rows belong to which player, and what of the last state is asked for. */
final class NetworkQuestion {
    private final Recommender recommender;
    private final Question question;
    private final Network network;
    private final DoubleEngine engine;
    private final Tokens tokens;
    private final DoubleEngine.Reading reading;
    private final int[] playerOfRow;

    /**
     * @throws BadInput if the recommender is no network, or the question is about something else than events, or their score or margin
     */
    NetworkQuestion(String method, Recommender recommender, Question question) {
        NetworkBacked backed = recommender
                .as(NetworkBacked.class)
                .orElseThrow(
                        () -> new BadInput(
                                method + " looks into a network, but "
                                        + recommender.provenance().model()
                                        + " is none.\nMaybe use shapley-regression, which works on any model, or train a transformer."));
        if (question.target() != Target.SCORE && question.target() != Target.MARGIN) {
            throw BadInput.of(
                    "the target of " + method,
                    question.target().label(),
                    "score or margin, which have derivatives",
                    "Maybe use shapley-regression for it.");
        }
        this.recommender = recommender;
        this.question = question;
        this.network = backed.network();
        this.engine = new DoubleEngine(network);
        this.tokens = backed.tokens(question.profile());
        this.reading = engine.read(tokens);
        this.playerOfRow = new int[reading.size()];
        Arrays.fill(playerOfRow, -1);
        int[] rowOfToken = rows();
        int[] tokenOfEvent = backed.tokenOfEvent(question.profile());
        Map<String, Integer> tokenOfAttribute = backed.tokenOfAttribute(question.profile());
        for (int player = 0; player < question.players().size(); player++) {
            for (Part part : question.players().get(player).parts()) {
                int token = switch (part) {
                    case Part.OfEvent(int index) -> tokenOfEvent[index];
                    case Part.OfAttribute(String name)
                    when tokenOfAttribute.containsKey(name) -> tokenOfAttribute.get(name);
                    default ->
                        throw BadInput.of(
                                "a player of " + method,
                                question.players().get(player).id(),
                                "events, attributes of the person with tokens of their own, and groups of them",
                                "");
                };
                int row = token < 0 || token >= rowOfToken.length ? -1 : rowOfToken[token];
                if (row >= 0 && playerOfRow[row] >= 0) {
                    throw new BadInput(
                            "two players of " + method + " share an event or attribute, which it cannot divide.");
                }
                if (row >= 0) {
                    playerOfRow[row] = player;
                }
            }
        }
    }

    /** For each token its row, −1 for those before the newest that are read. */
    private int[] rows() {
        int last = -1;
        for (int row = 0; row < reading.size(); row++) {
            last = Math.max(last, reading.token(row));
        }
        int[] rows = new int[last + 1];
        Arrays.fill(rows, -1);
        for (int row = 0; row < reading.size(); row++) {
            if (reading.token(row) >= 0) {
                rows[reading.token(row)] = row;
            }
        }
        return rows;
    }

    DoubleEngine engine() {
        return engine;
    }

    Tokens tokens() {
        return tokens;
    }

    DoubleEngine.Reading reading() {
        return reading;
    }

    Network network() {
        return network;
    }

    Question question() {
        return question;
    }

    int columns() {
        return question.candidates().size();
    }

    int players() {
        return question.players().size();
    }

    /** Everybody is there, or nobody; what belongs to no player always is. */
    Program.Run run(double players) {
        double[] there = new double[playerOfRow.length];
        for (int row = 0; row < there.length; row++) {
            there[row] = playerOfRow[row] < 0 ? 1 : players;
        }
        return reading.run(there);
    }

    /** Sums of what rows get, by player. */
    double[] byPlayer(IntToDoubleFunction ofRow) {
        double[] sums = new double[players()];
        for (int row = 0; row < playerOfRow.length; row++) {
            if (playerOfRow[row] >= 0) {
                sums[playerOfRow[row]] += ofRow.applyAsDouble(row);
            }
        }
        return sums;
    }

    /** The target as a linear function of the state: its weights. */
    double[] weights(int column) {
        Tensor table = network.weight(network.head().items());
        int width = table.dimension(1);
        double[] weights = new double[width];
        int item = item(column);
        for (int f = 0; f < width; f++) {
            weights[f] = table.floats()[item * width + f];
        }
        if (question.target() == Target.MARGIN) {
            for (int i = 0; i < table.size(); i++) {
                weights[i % width] -= (double) table.floats()[i] / table.dimension(0);
            }
        }
        return weights;
    }

    int item(int column) {
        if (question.candidates().get(column) instanceof Candidate.Known known) {
            return known.index();
        }
        throw new BadInput("the network scores items of its catalogue only.");
    }

    /** What is added to the weighted state. */
    private double constant(int column) {
        Optional<Tensor> bias = network.head().bias().map(network::weight);
        if (bias.isEmpty()) {
            return 0;
        }
        float[] numbers = bias.get().floats();
        double mean = 0;
        for (float number : numbers) {
            mean += (double) number / numbers.length;
        }
        return numbers[item(column)] - (question.target() == Target.MARGIN ? mean : 0);
    }

    double target(Program.Run run, int column) {
        return target(reading.state(run), column);
    }

    double target(double[] state, int column) {
        double[] weights = weights(column);
        double sum = constant(column);
        for (int f = 0; f < state.length; f++) {
            sum += weights[f] * state[f];
        }
        return sum;
    }

    /** An attribution of a candidate. The absence is always that events are hidden, for that is what a network's tokens can be. */
    Explanation attribution(
            int column,
            String method,
            Map<String, String> options,
            long calls,
            Convergence convergence,
            double[] values) {
        List<PlayerValue> players = new ArrayList<>(values.length);
        for (int player = 0; player < values.length; player++) {
            Player who = question.players().get(player);
            players.add(new PlayerValue(who, values[player], 0));
        }
        return Attribution.of(header(column, method, options, calls, convergence), players);
    }

    Header header(int column, String method, Map<String, String> options, long calls, Convergence convergence) {
        return new Header(
                Header.SCHEMA,
                method,
                options,
                0,
                recommender.provenance().fingerprint(),
                recommender.catalog().item(item(column)).id(),
                question.target(),
                Absence.MASKED,
                target(run(0), column),
                target(run(1), column),
                calls,
                convergence,
                Optional.empty());
    }
}
