package because.models.baseline;

import because.core.BadInput;
import because.models.store.OptionMap;
import because.models.store.StoredModel;
import because.network.Tensor;

/**
 * Implicit matrix factorisation by alternating least squares (Hu, Koren, Volinsky 2008): score(j) = xᵀy<sub>j</sub>. The factors minimise
 * Σ<sub>u,i</sub> c<sub>ui</sub> (p<sub>ui</sub> − x<sub>u</sub>ᵀy<sub>i</sub>)² + λ (Σ‖x<sub>u</sub>‖² + Σ‖y<sub>i</sub>‖²) with p = 1 and c = 1 + α where the person
 * had the item, else p = 0 and c = 1.
 *
 * <p>Only the items' factors are kept. A profile's x is solved for when it is scored, exactly, so people who were in the training data and people who were not are
 * treated alike. The empty profile scores 0.
 */
public final class ImplicitAls extends Baseline {
    /** The name of this kind of model. */
    public static final String MODEL = "ials";

    static final String ITEMS = "items";

    private final int k;
    private final double[] factors;
    private final HalfStep foldIn;

    private ImplicitAls(StoredModel stored) {
        super(stored.ofKind(MODEL));
        ImplicitAlsOptions options = OptionMap.read(
                MODEL, ImplicitAlsOptions.defaults(), stored.provenance().options());
        this.k = options.factors();
        this.factors = stored.weight(
                        ITEMS, Tensor.Type.FLOAT64, stored.catalog().size(), k)
                .doubles();
        for (double value : factors) {
            if (!Double.isFinite(value)) {
                throw BadInput.of("a factor of the ials model", value, "finite numbers", "");
            }
        }
        this.foldIn = new HalfStep(factors, options);
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws BadInput if it is of another kind or damaged
     */
    public static ImplicitAls restore(StoredModel stored) {
        return new ImplicitAls(stored);
    }

    @Override
    double[][] score(int[][] profiles, int[] items) {
        double[][] scores = new double[profiles.length][items.length];
        for (int row = 0; row < profiles.length; row++) {
            double[] x = foldIn.solve(profiles[row]);
            for (int column = 0; column < items.length; column++) {
                int start = items[column] * k;
                double sum = 0;
                for (int a = 0; a < k; a++) {
                    sum += x[a] * factors[start + a];
                }
                scores[row][column] = sum;
            }
        }
        return scores;
    }
}
