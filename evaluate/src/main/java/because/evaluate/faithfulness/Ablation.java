package because.evaluate.faithfulness;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Part;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.evaluate.accuracy.RankRule;
import because.evaluate.accuracy.RecommendedLists;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a recommender does to one person's recommendations when players are taken out. Each coalition is scored once, against the whole catalogue, and kept: all
 * candidates, all metrics and all methods share the work. What the question excludes never counts in a rank, whatever is taken out.
 */
public final class Ablation {
    /** How many profiles are scored in one call; it bounds the memory to as many rows of the catalogue. */
    private static final int BATCH = 128;

    private final Recommender recommender;
    private final Question question;
    private final RankRule ties;
    private final int length;
    private final int[] items;
    private final BitSet excluded = new BitSet();
    private final Map<BitSet, State> states = new HashMap<>();

    /** What was found for one coalition: a column for each candidate, and what all share. */
    private record State(List<Double> scores, List<Double> ranks, double mean, List<Integer> list) {}

    /**
     * @param recommender the model
     * @param question about items of the catalogue
     * @param ties the rank of an item among equal scores
     * @param length how many items the lists of the outcomes hold, 1 or more
     * @throws BadInput if a candidate is not of the catalogue, or the model does not know this absence
     */
    public Ablation(Recommender recommender, Question question, RankRule ties, int length) {
        recommender.game(question); // refuses an absence that the model does not know, in the model's own words
        this.recommender = recommender;
        this.question = question;
        this.ties = ties;
        this.length = length;
        this.items = question.candidates().stream()
                .mapToInt(candidate -> {
                    if (candidate instanceof Candidate.Known known) {
                        return known.index();
                    }
                    throw new BadInput("only items of the catalogue have a rank in it, so only those can be judged.");
                })
                .toArray();
        question.exclude().forEach(excluded::set);
    }

    /** @return how many coalitions were scored so far */
    public int scored() {
        return states.size();
    }

    /**
     * How the model responds for one of the candidates.
     *
     * @param column of the candidate, from 0
     * @param measured which value is measured
     * @return the response, which shares what it computes with all others of this ablation
     */
    public Response response(int column, Target measured) {
        return new Response() {
            @Override
            public int players() {
                return question.players().size();
            }

            @Override
            public Outcome of(BitSet present) {
                State state = states.get(present);
                if (state == null) {
                    prepare(List.of(present));
                    state = states.get(present);
                }
                return outcome(java.util.Objects.requireNonNull(state), column, measured);
            }

            @Override
            public void prepare(Collection<BitSet> coalitions) {
                score(coalitions);
            }
        };
    }

    private static Outcome outcome(State state, int column, Target measured) {
        double value = switch (measured) {
            case SCORE -> state.scores().get(column);
            case MARGIN -> state.scores().get(column) - state.mean();
            case RANK -> -state.ranks().get(column);
            case NEXT, LIST, PROBABILITY ->
                throw BadInput.of("what is measured", measured.label(), "score, margin or rank", "");
        };
        return new Outcome(value, state.ranks().get(column), state.list());
    }

    private void score(Collection<BitSet> coalitions) {
        List<BitSet> wanted = new LinkedHashSet<>(coalitions)
                .stream().filter(present -> !states.containsKey(present)).toList();
        for (int start = 0; start < wanted.size(); start += BATCH) {
            List<BitSet> batch = wanted.subList(start, Math.min(wanted.size(), start + BATCH));
            List<Profile> profiles = batch.stream().map(this::profile).toList();
            double[][] scores =
                    recommender.score(profiles, recommender.catalog().candidates());
            State[] found = new State[batch.size()];
            IntStream.range(0, found.length).parallel().forEach(row -> found[row] = state(scores[row]));
            for (int row = 0; row < found.length; row++) {
                states.put((BitSet) batch.get(row).clone(), found[row]);
            }
        }
    }

    private Profile profile(BitSet present) {
        Set<Part> absent = new HashSet<>();
        int players = question.players().size();
        for (int player = present.nextClearBit(0); player < players; player = present.nextClearBit(player + 1)) {
            absent.addAll(question.players().get(player).parts());
        }
        return question.profile().without(absent, question.absence());
    }

    private State state(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        List<Double> own = new ArrayList<>();
        List<Double> ranks = new ArrayList<>();
        for (int item : items) {
            own.add(scores[item]);
            ranks.add(ties.rank(scores, item, excluded));
        }
        List<Integer> list = new ArrayList<>();
        for (int item : RecommendedLists.best(scores, excluded, length)) {
            list.add(item);
        }
        return new State(own, ranks, sum / scores.length, list);
    }
}
