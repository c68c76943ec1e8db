package because.models.baseline;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Profile;
import because.core.Retraining;
import because.models.Candidates;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.List;

/**
 * Recommends what is similar to the items of the profile (Deshpande, Karypis 2004): score(j) = Σ<sub>i in profile</sub> sim(i, j) over the items i among whose
 * nearest neighbours j is. The similarity of two items is the cosine of the vectors of their people, sim(i, j) = Σ<sub>u</sub> w<sub>u</sub>² x<sub>ui</sub>
 * x<sub>uj</sub> / (‖i‖ ‖j‖ + shrinkage). An item is no neighbour of itself.
 */
public final class ItemKnn extends Baseline implements Retraining {
    /** The name of this kind of model. */
    public static final String MODEL = "itemknn";

    static final String NEIGHBOURS = "neighbours";
    static final String SIMILARITIES = "similarities";

    private final SparseRows neighbours;
    private final double[] similarities;

    private ItemKnn(StoredModel stored) {
        super(stored.ofKind(MODEL));
        int items = stored.catalog().size();
        this.neighbours = SparseRows.restore(NEIGHBOURS, stored, items, items);
        this.similarities = stored.weight(SIMILARITIES, Tensor.Type.FLOAT64, neighbours.from(items))
                .doubles();
        for (double similarity : similarities) {
            if (!Double.isFinite(similarity)) {
                throw BadInput.of("a similarity of the itemknn model", similarity, "finite numbers", "");
            }
        }
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws because.core.BadInput if it is of another kind or damaged
     */
    public static ItemKnn restore(StoredModel stored) {
        return new ItemKnn(stored);
    }

    @Override
    double[][] score(int[][] profiles, int[] items) {
        double[][] scores = new double[profiles.length][items.length];
        for (int row = 0; row < profiles.length; row++) {
            if (isAll(items)) {
                scoreAll(profiles[row], scores[row]);
            } else {
                scoreSome(profiles[row], items, scores[row]);
            }
        }
        return scores;
    }

    @Override
    public double[][] withoutEach(Dataset training, Profile profile, List<Candidate> candidates) {
        refuseWeighted();
        ItemKnnOptions options = OptionMap.read(
                "the model " + MODEL, ItemKnnOptions.defaults(), provenance().options());
        return new ItemKnnRetraining(training, options)
                .withoutEach(Candidates.items(profile, catalog()), Candidates.indices(candidates, catalog()));
    }

    private void scoreAll(int[] profile, double[] scores) {
        for (int item : profile) {
            for (int place = neighbours.from(item); place < neighbours.to(item); place++) {
                scores[neighbours.column(place)] += similarities[place];
            }
        }
    }

    /** Adds in the same order as {@link #scoreAll}, hence the same bits. */
    private void scoreSome(int[] profile, int[] items, double[] scores) {
        for (int item : profile) {
            for (int column = 0; column < items.length; column++) {
                int place = neighbours.place(item, items[column]);
                if (place >= 0) {
                    scores[column] += similarities[place];
                }
            }
        }
    }
}
