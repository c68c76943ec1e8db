package because.models.sequence;

import because.core.Absence;
import because.core.BadInput;
import because.core.Coalitions;
import because.core.Game;
import because.core.Part;
import because.core.Player;
import because.core.Question;
import because.core.Softmax;
import because.core.Target;
import because.network.FloatEngine;
import because.network.Tensor;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * The game of a Transformer whose players are events, or attributes of the person that have tokens of their own: a coalition is a choice among the tokens of one sequence, made without a profile in between, and many
 * coalitions run through the network together, where they share what they have in common. Its values are those of the profiles: a score to the bit, a
 * margin but for the rounding of the catalogue's mean, which is here the score of the mean item. A probability costs the scores of all items beside.
 */
final class SequenceGame implements Game {
    /** So many coalitions share the work on their tokens; more would not share much more. */
    private static final int MOST = 256;

    private static final int FEWEST = 16;

    private final FloatEngine engine;
    private final Tokens tokens;
    private final List<BitSet> playersTokens = new ArrayList<>();
    private final int[] sequence;
    private final boolean masked;
    private final boolean margin;
    private final boolean probability;
    private final Transformer.Scored candidates;
    private final int[] rivals;
    private final double[] meanItem;
    private final double meanBias;
    private final ConcurrentLinkedQueue<FloatEngine.Run> runs = new ConcurrentLinkedQueue<>();

    private SequenceGame(
            FloatEngine engine,
            Tokens tokens,
            int[] tokenOfEvent,
            Map<String, Integer> tokenOfAttribute,
            Question question,
            Transformer.Scored candidates,
            int[] rivals) {
        this.engine = engine;
        this.tokens = tokens;
        this.sequence = question.sequence();
        this.masked = question.absence() == Absence.MASKED;
        this.margin = question.target() == Target.MARGIN;
        this.probability = question.target() == Target.PROBABILITY;
        this.candidates = candidates;
        this.rivals = rivals;
        for (Player player : question.players()) {
            BitSet own = new BitSet();
            for (Part part : player.parts()) {
                int token = token(part, tokenOfEvent, tokenOfAttribute);
                if (token >= 0) {
                    own.set(token);
                }
            }
            playersTokens.add(own);
        }
        this.meanItem =
                margin ? mean(engine.network().weight(engine.network().head().items())) : new double[0];
        this.meanBias = margin
                ? engine.network()
                        .head()
                        .bias()
                        .map(bias -> mean(engine.network().weight(bias))[0])
                        .orElse(0.0)
                : 0;
    }

    /** −1 for an event without a token. */
    private static int token(Part part, int[] tokenOfEvent, Map<String, Integer> tokenOfAttribute) {
        return switch (part) {
            case Part.OfEvent(int index) -> tokenOfEvent[index];
            case Part.OfAttribute(String name) -> tokenOfAttribute.getOrDefault(name, -1);
            default -> throw new IllegalArgumentException(part + " has no token");
        };
    }

    /**
     * @param engine runs the network
     * @param tokens the whole profile as the network reads it
     * @param tokenOfEvent for each event of the profile the number of its token, −1 if it has none
     * @param tokenOfAttribute the number of the token of each attribute of the person that has one
     * @param question what is asked
     * @param candidates what is scored
     * @param rivals the numbers of the items that they are compared with, one for each; none for a target that compares with no single item
     * @return the game; empty if the question is about more than events and attributes with tokens, needs the whole list's order, or puts something in the place of what is absent
     */
    static Optional<Game> of(
            FloatEngine engine,
            Tokens tokens,
            int[] tokenOfEvent,
            Map<String, Integer> tokenOfAttribute,
            Question question,
            Transformer.Scored candidates,
            int[] rivals) {
        boolean events = question.players().stream()
                .flatMap(player -> player.parts().stream())
                .allMatch(part -> part instanceof Part.OfEvent
                        || (part instanceof Part.OfAttribute(String name) && tokenOfAttribute.containsKey(name)));
        boolean ordered = question.target() == Target.RANK || question.target() == Target.LIST;
        return events && !ordered && !question.absence().replaces()
                ? Optional.of(
                        new SequenceGame(engine, tokens, tokenOfEvent, tokenOfAttribute, question, candidates, rivals))
                : Optional.empty();
    }

    /** The mean of the rows. */
    private static double[] mean(Tensor table) {
        int rows = table.dimension(0);
        float[] values = table.floats();
        double[] mean = new double[values.length / rows];
        for (int i = 0; i < values.length; i++) {
            mean[i % mean.length] += values[i];
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows;
        }
        return mean;
    }

    @Override
    public int players() {
        return playersTokens.size();
    }

    @Override
    public int columns() {
        return candidates.size();
    }

    @Override
    public int[] sequence() {
        return sequence.clone();
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        if (coalitions.players() != players()) {
            throw BadInput.of(
                    "the coalitions' number of players", coalitions.players(), players() + ", the question's", "");
        }
        int share = (coalitions.size() - 1) / Runtime.getRuntime().availableProcessors() + 1;
        int shard = Math.clamp(share, FEWEST, MOST);
        IntStream.range(0, (coalitions.size() + shard - 1) / shard)
                .parallel()
                .forEach(number ->
                        values(coalitions, number * shard, Math.min(coalitions.size(), (number + 1) * shard), out));
    }

    private void values(Coalitions coalitions, int from, int to, double[][] out) {
        List<Tokens> sequences = new ArrayList<>(to - from);
        for (int row = from; row < to; row++) {
            sequences.add(sequence(coalitions.row(row)));
        }
        FloatEngine.Run known = runs.poll();
        FloatEngine.Run run = known == null ? engine.newRun() : known;
        List<float[]> states = run.states(sequences);
        runs.add(run);
        for (int row = from; row < to; row++) {
            float[] state = states.get(row - from);
            double mean = margin ? meanScore(state) : 0;
            for (int column = 0; column < candidates.size(); column++) {
                out[row][column] = candidates.score(state, column) - mean;
                if (rivals.length > 0) {
                    out[row][column] -= engine.score(state, rivals[column]);
                }
            }
            if (probability) {
                double[] all = Transformer.all(engine, state);
                for (int column = 0; column < candidates.size(); column++) {
                    out[row][column] = Softmax.share(out[row][column], all, candidates.known(column));
                }
            }
        }
    }

    private Tokens sequence(BitSet present) {
        BitSet absent = new BitSet();
        for (int player = present.nextClearBit(0); player < players(); player = present.nextClearBit(player + 1)) {
            absent.or(playersTokens.get(player));
        }
        if (!masked) {
            return tokens.without(absent);
        }
        // An attribute that is not known keeps no place.
        BitSet leading = new BitSet();
        leading.set(0, tokens.leading());
        leading.and(absent);
        absent.andNot(leading);
        return tokens.hiding(absent).without(leading);
    }

    private double meanScore(float[] state) {
        double score = meanBias;
        for (int j = 0; j < state.length; j++) {
            score += state[j] * meanItem[j];
        }
        return score;
    }
}
