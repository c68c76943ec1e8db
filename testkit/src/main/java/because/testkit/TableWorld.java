package because.testkit;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A recommender that is written down: the score of every candidate in every state of one person's history. Items 0 to n − 1 are the history, the next ones the
 * candidates; bit i of a state says whether history item i is there. All metrics of faithfulness can be computed on it by hand.
 */
public final class TableWorld implements Recommender {
    private final int history;
    private final double[][] scores;
    private final Catalog catalog;
    private final String name;

    /**
     * @param history n, how many items the person has used, 0 to 20
     * @param scores a row for each of the 2ⁿ states, a column for each candidate; copied
     * @throws BadInput if there are more or fewer rows, or rows of different length
     */
    public TableWorld(int history, double[][] scores) {
        this("table", history, scores);
    }

    private TableWorld(String name, int history, double[][] scores) {
        if (history < 0 || history > 20 || scores.length != 1 << history || scores[0].length == 0) {
            throw BadInput.of("the number of states", scores.length, "2 to the power of " + history, "");
        }
        this.name = name;
        this.history = history;
        this.scores = new double[scores.length][];
        for (int state = 0; state < scores.length; state++) {
            if (scores[state].length != scores[0].length) {
                throw BadInput.of(
                        "the number of candidates in state " + state, scores[state].length, "" + scores[0].length, "");
            }
            this.scores[state] = scores[state].clone();
        }
        this.catalog = new Catalog(IntStream.range(0, history + scores[0].length)
                .mapToObj(i -> new Item("item-" + i, "Item " + i, Map.of()))
                .toList());
    }

    /**
     * A world in which each history item has a weight for each candidate, some pairs have one, too, and the score is the sum squeezed between 0 and 1.
     *
     * @param history how many items the person has used, 0 to 20
     * @param candidates how many others there are
     * @param seed of the weights
     * @return the world
     */
    public static TableWorld random(int history, int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] scores = new double[1 << history][candidates];
        for (int candidate = 0; candidate < candidates; candidate++) {
            double base = random.nextGaussian() - 0.5;
            double[][] weights = new double[history][history];
            for (int i = 0; i < history; i++) {
                for (int j = 0; j <= i; j++) {
                    // The weights of pairs stand beside the diagonal; three pairs of four have none.
                    weights[i][j] = i == j || random.nextInt(4) == 0 ? 0.7 * random.nextGaussian() : 0;
                }
            }
            for (int state = 0; state < scores.length; state++) {
                scores[state][candidate] = 1 / (1 + Math.exp(-base - sum(weights, state)));
            }
        }
        return new TableWorld(String.format(Locale.ROOT, "table-%016x", seed), history, scores);
    }

    private static double sum(double[][] weights, int state) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j <= i; j++) {
                sum += (state >> i & state >> j & 1) == 0 ? 0 : weights[i][j];
            }
        }
        return sum;
    }

    /** @return the candidate with the highest score in the full state, from 0 */
    public int best() {
        double[] full = scores[scores.length - 1];
        return IntStream.range(0, full.length).reduce(0, (a, b) -> full[b] > full[a] ? b : a);
    }

    /**
     * @param candidate from 0
     * @return its number in the catalogue
     */
    public int item(int candidate) {
        return history + candidate;
    }

    /**
     * The question why a candidate is recommended to the person, in terms of the single history items.
     *
     * @param candidate from 0
     * @return the question; history items are excluded from ranks in every state
     */
    public Question question(int candidate) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < history; i++) {
            events.add(Event.of(i));
        }
        return Question.about(
                Profile.of(events), catalog, List.of(catalog.candidates().get(item(candidate))));
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        double[][] rows = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < rows.length; row++) {
            int state = profiles.get(row).knownItems().stream()
                    .filter(item -> item < history)
                    .map(item -> 1 << item)
                    .sum();
            for (int column = 0; column < candidates.size(); column++) {
                if (!(candidates.get(column) instanceof Candidate.Known known) || known.index() >= catalog.size()) {
                    throw BadInput.of("a candidate", candidates.get(column), "items of the catalogue", "");
                }
                rows[row][column] = known.index() < history ? 0 : scores[state][known.index() - history];
            }
        }
        return rows;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.SET_OF_ITEMS;
    }

    @Override
    public Provenance provenance() {
        String fingerprint = String.format(Locale.ROOT, "%s-%08x", name, Arrays.deepHashCode(scores));
        return new Provenance("table", Map.of(), 0, "none", fingerprint, Map.of());
    }
}
