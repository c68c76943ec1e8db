package because.testkit;

import because.core.Attribute;
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
import because.core.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small recommender whose true Shapley values are known in closed form, to hold explainers to. It has {@value #ITEMS} items. In all worlds but
 * {@link #lastEvent}, items 0 and 1 are treated alike by every score, and item 2 is looked at by none.
 */
public final class PlantedWorld implements Recommender {
    /** How many items there are. */
    public static final int ITEMS = 16;

    /** The profile of {@link #question()} holds the items below this one, the candidates are among the others. */
    private static final int HISTORY = 8;

    private static final int TWIN = 1;
    private static final int DUMMY = 2;

    private final String name;
    private final long seed;
    private final List<Double> popularity;
    private final Law law;
    private final Catalog catalog;

    private PlantedWorld(String name, long seed, Law law) {
        this.name = name;
        this.seed = seed;
        this.law = law;
        Random random = new Random(seed);
        // Whole numbers, so that some items are equally popular.
        this.popularity = IntStream.range(0, ITEMS)
                .mapToObj(_ -> (double) random.nextInt(4))
                .toList();
        this.catalog = new Catalog(IntStream.range(0, ITEMS)
                .mapToObj(i -> new Item(
                        "item-" + i,
                        "Item " + i,
                        Map.of("colour", new Attribute.Tokens(List.of(i % 3 == 0 ? "red" : "blue")))))
                .toList());
    }

    /**
     * Each item of the profile adds its own weight.
     *
     * @param seed of the weights
     * @return the world
     */
    public static PlantedWorld additive(long seed) {
        return ofTerms("additive", seed, 1, 0, 0);
    }

    /**
     * Items add their weights, and pairs of items add theirs.
     *
     * @param seed of the weights
     * @return the world
     */
    public static PlantedWorld pairs(long seed) {
        return ofTerms("pairs", seed, 1, 0.4, 0);
    }

    /**
     * Items, pairs and triples add their weights.
     *
     * @param seed of the weights
     * @return the world
     */
    public static PlantedWorld triples(long seed) {
        return ofTerms("triples", seed, 0.5, 0.3, 0.3);
    }

    /**
     * Weights are paid if an odd number of the three items of a set is in the profile: no item means anything by itself.
     *
     * @param seed of the weights
     * @return the world
     */
    public static PlantedWorld parity(long seed) {
        Random random = new Random(seed);
        int[][] sets = {{0, 3, 4}, {5, 6, 7}};
        return new PlantedWorld("parity", seed, terms(() -> {
            List<Law.Terms.Term> terms = new ArrayList<>();
            for (int[] set : sets) {
                double weight = random.nextGaussian();
                for (int some = 1; some < 8; some++) {
                    int items = 0;
                    for (int i = 0; i < 3; i++) {
                        items |= (some >> i & 1) == 0 ? 0 : 1 << set[i];
                    }
                    // x ⊕ y ⊕ z = x + y + z − 2xy − 2yz − 2zx + 4xyz
                    terms.add(new Law.Terms.Term(items, weight * Math.pow(-2, Integer.bitCount(some) - 1)));
                }
            }
            return terms;
        }));
    }

    /**
     * The profile does not matter at all.
     *
     * @param seed of the popularity
     * @return the world
     */
    public static PlantedWorld popularity(long seed) {
        return ofTerms("popularity", seed, 0, 0, 0);
    }

    /**
     * Only the last event matters.
     *
     * @param seed of the weights
     * @return the world
     */
    public static PlantedWorld lastEvent(long seed) {
        Random random = new Random(seed);
        return new PlantedWorld(
                "last event",
                seed,
                new Law.LastEvent(IntStream.range(0, ITEMS)
                        .mapToObj(_ -> IntStream.range(0, ITEMS)
                                .mapToObj(_ -> random.nextGaussian())
                                .toList())
                        .toList()));
    }

    /**
     * One world of each kind.
     *
     * @param seed of all of them
     * @return the worlds, the simplest first
     */
    public static List<PlantedWorld> all(long seed) {
        return List.of(popularity(seed), additive(seed), pairs(seed), triples(seed), parity(seed), lastEvent(seed));
    }

    private static PlantedWorld ofTerms(String name, long seed, double ones, double twos, double threes) {
        Random random = new Random(seed);
        double[] share = {0, ones, twos, threes};
        return new PlantedWorld(name, seed, terms(() -> {
            List<Law.Terms.Term> terms = new ArrayList<>();
            for (int items = 1; items < 1 << ITEMS; items++) {
                int size = Integer.bitCount(items);
                boolean free = (items & (1 << TWIN | 1 << DUMMY)) == 0;
                if (free && size < share.length && random.nextDouble() < share[size]) {
                    terms.add(new Law.Terms.Term(items, random.nextGaussian()));
                }
            }
            return terms;
        }));
    }

    /** Gives the twin of item 0 the same terms, for each item that is scored. */
    private static Law.Terms terms(java.util.function.Supplier<List<Law.Terms.Term>> draw) {
        List<List<Law.Terms.Term>> all = new ArrayList<>();
        int used = 0;
        for (int item = 0; item < ITEMS; item++) {
            List<Law.Terms.Term> terms = new ArrayList<>();
            for (Law.Terms.Term term : draw.get()) {
                terms.add(term);
                used |= term.items();
                if ((term.items() & 1) != 0) {
                    terms.add(new Law.Terms.Term(term.items() ^ 1 ^ 1 << TWIN, term.weight()));
                    used |= 1 << TWIN;
                }
            }
            all.add(List.copyOf(terms));
        }
        return new Law.Terms(List.copyOf(all), ~used, List.of(1 | 1 << TWIN));
    }

    /** @return what kind of world it is, such as {@code "additive"} */
    public String name() {
        return name;
    }

    /** @return a question about three items to a person with eight events, in an order that depends on the seed */
    public Question question() {
        Random random = new Random(seed);
        List<Integer> items =
                new ArrayList<>(IntStream.range(0, HISTORY).boxed().toList());
        Collections.shuffle(items, random);
        long day = 86_400_000L;
        List<Event> events = IntStream.range(0, HISTORY)
                .mapToObj(i -> new Event(new Candidate.Known(items.get(i)), Event.ANY, 1, i * day))
                .toList();
        List<Integer> others =
                new ArrayList<>(IntStream.range(HISTORY, ITEMS).boxed().toList());
        Collections.shuffle(others, random);
        List<Candidate> candidates = others.subList(0, 3).stream()
                .<Candidate>map(Candidate.Known::new)
                .toList();
        return Question.about(Profile.of(events), catalog, candidates);
    }

    /**
     * The true Shapley values.
     *
     * @param question about the score of known items; each item is in one event. In the world of the last event the players are the single events, in
     *     all others they may be groups
     * @param column of the candidate
     * @return the value of each player
     * @throws IllegalArgumentException if the closed form does not hold for this question
     */
    public double[] truth(Question question, int column) {
        if (question.target() != Target.SCORE) {
            throw new IllegalArgumentException("the truth is known for the score only");
        }
        return law.shapley(question, index(question.candidates().get(column)));
    }

    /**
     * Players that change no score at all, in any coalition.
     *
     * @param question as for {@link #truth}
     * @return their numbers
     */
    public List<Integer> dummies(Question question) {
        return law instanceof Law.Terms terms
                ? playersOf(question, items -> (items & ~terms.ignored()) == 0)
                : List.of();
    }

    /**
     * Two players that can be exchanged for one another in any coalition.
     *
     * @param question as for {@link #truth}
     * @return their numbers; empty if there are none
     */
    public List<Integer> twins(Question question) {
        for (int pair : law.twins()) {
            List<Integer> twins = playersOf(question, items -> Integer.bitCount(items) == 1 && (items & pair) == items);
            if (twins.size() == 2) {
                return twins;
            }
        }
        return List.of();
    }

    private static List<Integer> playersOf(Question question, java.util.function.IntPredicate items) {
        List<Integer> owned = Law.Terms.owned(question);
        return IntStream.range(0, owned.size())
                .filter(player -> items.test(owned.get(player)))
                .boxed()
                .toList();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int column = 0; column < candidates.size(); column++) {
            int item = index(candidates.get(column));
            for (int row = 0; row < scores.length; row++) {
                scores[row][column] = popularity.get(item) + law.score(profiles.get(row), item);
            }
        }
        return scores;
    }

    private static int index(Candidate candidate) {
        if (candidate instanceof Candidate.Known known && known.index() < ITEMS) {
            return known.index();
        }
        throw BadInput.of("a candidate", candidate, "items of the catalogue, 0 to " + (ITEMS - 1), "");
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Capabilities capabilities() {
        return law.capabilities();
    }

    @Override
    public Provenance provenance() {
        String fingerprint = String.format(Locale.ROOT, "%s-%016x", name.replace(' ', '-'), seed);
        return new Provenance("planted " + name, Map.of(), seed, "none", fingerprint, Map.of());
    }
}
