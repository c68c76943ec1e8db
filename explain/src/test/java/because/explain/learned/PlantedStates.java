package because.explain.learned;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.EventStates;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A recommender of which it is known how it comes to its scores: each item has a vector, and what an event says of a candidate is their product, added up or weighed by how strong the event is. */
final class PlantedStates implements Recommender, EventStates {
    static final int ITEMS = 80;
    private static final int WIDTH = 6;

    private final float[][] vectors = new float[ITEMS][WIDTH];
    private final boolean attends;
    private final long seed;
    private final Catalog catalog = new Catalog(IntStream.range(0, ITEMS)
            .mapToObj(i -> new Item("i" + i, "Item " + i, Map.of()))
            .toList());

    private PlantedStates(boolean attends, long seed) {
        this.attends = attends;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (float[] vector : vectors) {
            for (int f = 0; f < WIDTH; f++) {
                vector[f] = (float) random.nextGaussian();
            }
        }
    }

    /** The score is the sum of what the events say. */
    static PlantedStates adding(long seed) {
        return new PlantedStates(false, seed);
    }

    /** The score is their mean, weighed by the exponential of the first number of their vectors. */
    static PlantedStates attending(long seed) {
        return new PlantedStates(true, seed);
    }

    double says(int item, int candidate) {
        double sum = 0;
        for (int f = 1; f < WIDTH; f++) {
            sum += vectors[item][f] * vectors[candidate][f];
        }
        return sum;
    }

    double weight(int item) {
        return Math.exp(vectors[item][0]);
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < candidates.size(); column++) {
                int candidate = ((Candidate.Known) candidates.get(column)).index();
                double all = 1;
                for (int item : items(profiles.get(row))) {
                    double weight = attends ? weight(item) : 1;
                    scores[row][column] += weight * says(item, candidate);
                    all += weight;
                }
                scores[row][column] /= attends ? all : 1;
            }
        }
        return scores;
    }

    private static int[] items(Profile profile) {
        return profile.events().stream()
                .mapToInt(event -> event.knownItem())
                .filter(item -> item >= 0)
                .toArray();
    }

    @Override
    public Reading read(Profile profile) {
        float[][] events = new float[profile.events().size()][];
        float[] state = new float[WIDTH];
        for (int i = 0; i < events.length; i++) {
            int item = profile.events().get(i).knownItem();
            events[i] = item < 0 ? new float[0] : vectors[item];
            for (int f = 0; f < events[i].length; f++) {
                state[f] += events[i][f] / events.length;
            }
        }
        return new Reading(events, state);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public float[] vector(Candidate candidate) {
        return vectors[((Candidate.Known) candidate).index()];
    }

    /** Questions about people of chance, of each two candidates. */
    List<Question> questions(int count, int least, int most, long draw) {
        SplittableRandom random = new SplittableRandom(draw);
        List<Question> questions = new ArrayList<>();
        for (int q = 0; q < count; q++) {
            int events = least + random.nextInt(most - least + 1);
            HashSet<Integer> items = new HashSet<>();
            while (items.size() < events + 2) {
                items.add(random.nextInt(ITEMS));
            }
            List<Integer> order = new ArrayList<>(items);
            int[] history =
                    order.subList(2, order.size()).stream().mapToInt(i -> i).toArray();
            questions.add(Question.about(
                    Profile.ofItems(history),
                    catalog,
                    List.of(
                            catalog.candidates().get(order.get(0)),
                            catalog.candidates().get(order.get(1)))));
        }
        return questions;
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
        return new Provenance("planted", Map.of(), seed, "none", "planted-" + attends + "-" + seed, Map.of());
    }
}
