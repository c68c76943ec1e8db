package because.models.affinity;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Transferable;
import because.models.Candidates;
import because.models.feature.FeatureSpace;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.store.StrictJson;
import because.network.Features;
import because.network.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Recommends by attributes and texts with learned weights: a score is β·⟨a, x⟩ + Σ<sub>k</sub> Σ<sub>e</sub> w<sub>k,kind(e)</sub> cos<sub>k</sub>(item of e, candidate) / n,
 * over the candidate's features x, the attributes k and the n events e of the profile, each item once for each kind of event. The first part is what draws people to an
 * item, learned from how many had items like it; the second is likeness to what a person did, which can count otherwise for each attribute and kind of event. It
 * knows no item by name, so an item that nobody had yet is scored like any other.
 */
public final class Affinity implements Recommender, Storable, Transferable {
    /** The name of this kind of model. */
    public static final String MODEL = "affinity";

    static final String APPEAL = "appeal";
    static final String LIKENESS = "likeness";

    private final StoredModel stored;
    private final FeatureSpace space;
    private final Likeness likeness;
    private final Learned learned;
    private final double[] appeal;
    private final double[] weights;
    private final Described[] items;

    /**
     * What was learned, for people to read.
     *
     * @param kinds the kinds of event, in the order of the weights
     * @param appealWeight β, how much what draws people counts
     * @param attributes what each attribute is worth
     */
    public record Learned(List<String> kinds, double appealWeight, List<Worth> attributes) {
        /** Copies the lists. */
        public Learned {
            kinds = List.copyOf(kinds);
            attributes = List.copyOf(attributes);
        }

        /** The name of the file that holds it in a model's folder. */
        static final String FILE = "affinity.json";
    }

    /**
     * What an attribute is worth.
     *
     * @param name of the attribute
     * @param strength λ, how strongly its share in the appeal is held back; 0 if it has none, for it did not help on items that were left out
     * @param likeness the weight of likeness in it, for each kind of event
     */
    public record Worth(String name, double strength, List<Double> likeness) {
        /** Copies the list. */
        public Worth {
            likeness = List.copyOf(likeness);
        }
    }

    /** What of an item enters a score. */
    private record Described(double appeal, Features unit) {}

    private Affinity(StoredModel stored) {
        this.stored = stored.ofKind(MODEL);
        this.space = FeatureSpace.fromJson(stored.text(FeatureSpace.FILE));
        this.likeness = new Likeness(space.items());
        this.learned = StrictJson.read(Learned.FILE, stored.text(Learned.FILE), Learned.class);
        this.appeal =
                stored.weight(APPEAL, Tensor.Type.FLOAT64, likeness.features()).doubles();
        this.weights = stored.weight(
                        LIKENESS,
                        Tensor.Type.FLOAT64,
                        likeness.attributes(),
                        learned.kinds().size())
                .doubles();
        for (double[] numbers : List.of(appeal, weights)) {
            for (double number : numbers) {
                if (!Double.isFinite(number)) {
                    throw BadInput.of("a weight of the affinity model", number, "finite numbers", "");
                }
            }
        }
        this.items = stored.catalog().items().stream().map(this::described).toArray(Described[]::new);
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws BadInput if it is of another kind or damaged
     */
    public static Affinity restore(StoredModel stored) {
        return new Affinity(stored);
    }

    /** @return what was learned of each attribute */
    public Learned learned() {
        return learned;
    }

    private Described described(Item item) {
        Features features = space.item(item);
        double sum = 0;
        for (int i = 0; i < features.size(); i++) {
            sum += appeal[features.index(i)] * features.value(i);
        }
        return new Described(sum, likeness.unit(features));
    }

    private Described described(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Known known -> items[known.index()];
            case Candidate.Described other -> described(other.item());
        };
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        Candidates.check(candidates, catalog());
        Described[] columns = candidates == catalog().candidates()
                ? items
                : candidates.stream().map(this::described).toArray(Described[]::new);
        double[][] scores = new double[profiles.size()][columns.length];
        IntStream.range(0, scores.length).parallel().forEach(row -> score(profiles.get(row), columns, scores[row]));
        return scores;
    }

    /** What was done with an item. */
    private record Deed(ItemRef item, String kind) {}

    private void score(Profile profile, Described[] columns, double[] scores) {
        Candidates.items(profile, catalog());
        Set<Deed> deeds = new LinkedHashSet<>();
        for (Event event : profile.events()) {
            if (event.item() instanceof Candidate) {
                deeds.add(new Deed(event.item(), event.kind()));
            }
        }
        double[] wanted = new double[likeness.features()];
        for (Deed deed : deeds) {
            Features unit = described((Candidate) deed.item()).unit();
            for (int i = 0; i < unit.size(); i++) {
                wanted[unit.index(i)] += weight(likeness.attribute(unit.index(i)), deed.kind()) * unit.value(i);
            }
        }
        for (int column = 0; column < scores.length; column++) {
            double sum = 0;
            Features unit = columns[column].unit();
            for (int i = 0; i < unit.size(); i++) {
                sum += wanted[unit.index(i)] * unit.value(i);
            }
            scores[column] = columns[column].appeal() + (deeds.isEmpty() ? 0 : sum / deeds.size());
        }
    }

    /** Of a kind that was not there to learn from, the mean of those that were. */
    private double weight(int attribute, String kind) {
        int kinds = learned.kinds().size();
        int place = learned.kinds().indexOf(kind);
        if (place >= 0) {
            return weights[attribute * kinds + place];
        }
        double sum = 0;
        for (int other = 0; other < kinds; other++) {
            sum += weights[attribute * kinds + other];
        }
        return sum / kinds;
    }

    @Override
    public Affinity over(Catalog other) {
        return new Affinity(stored.over(other));
    }

    @Override
    public Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, false, false, false, true, true, false);
    }

    @Override
    public Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public StoredModel store() {
        return stored;
    }
}
