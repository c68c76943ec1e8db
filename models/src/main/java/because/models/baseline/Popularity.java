package because.models.baseline;

import because.models.store.StoredModel;
import because.network.Tensor;

/** Recommends what most people had. An item's score is the number of people who did anything with it; it is the same for every profile. */
public final class Popularity extends Baseline {
    /** The name of this kind of model. */
    public static final String MODEL = "popularity";

    static final String PEOPLE = "people";

    private final int[] people;

    private Popularity(StoredModel stored) {
        super(stored.ofKind(MODEL));
        this.people = stored.weight(PEOPLE, Tensor.Type.INT32, stored.catalog().size())
                .ints();
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws because.core.BadInput if it is of another kind or damaged
     */
    public static Popularity restore(StoredModel stored) {
        return new Popularity(stored);
    }

    @Override
    double[][] score(int[][] profiles, int[] items) {
        double[][] scores = new double[profiles.length][items.length];
        for (double[] row : scores) {
            for (int column = 0; column < items.length; column++) {
                row[column] = people[items[column]];
            }
        }
        return scores;
    }
}
