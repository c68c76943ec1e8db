package because.models.baseline;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Profile;
import because.core.Retraining;
import because.models.Candidates;
import because.models.store.StoredModel;
import because.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A linear item-to-item model in closed form (Steck 2019): score(j) = Σ<sub>i in profile</sub> B<sub>ij</sub>, where B minimises ‖X − XB‖² + λ‖B‖² with a
 * diagonal of zero, that is B<sub>ij</sub> = −P<sub>ij</sub> / P<sub>jj</sub> with P = (XᵀX + λI)⁻¹ and X the matrix of people and items, ones and zeros.
 *
 * <p>Where there are more items than people it is kept by factors, which take less room and give the same B: P = (I − XᵀW) / λ with
 * W = (XXᵀ + λI)⁻¹X, hence B<sub>ij</sub> = x<sub>i</sub>ᵀw<sub>j</sub> / (1 − x<sub>j</sub>ᵀw<sub>j</sub>). X is then part of the model: it holds which
 * items each person of the training data had, without ids.
 */
public final class Ease extends Baseline implements Retraining {
    /** The name of this kind of model. */
    public static final String MODEL = "ease";

    static final String WEIGHTS = "weights";
    static final String FACTOR = "factor";
    static final String HOLDERS = "holders";

    private final Scorer scorer;

    private Ease(StoredModel stored) {
        super(stored.ofKind(MODEL));
        int items = stored.catalog().size();
        if (stored.weights().containsKey(FACTOR)) {
            Tensor factor = stored.weight(FACTOR, Tensor.Type.FLOAT64, -1, items);
            checkFinite(factor);
            this.scorer = new Factors(
                    SparseRows.restore(HOLDERS, stored, items, factor.dimension(0)), factor.doubles(), items);
        } else {
            Tensor weights = stored.weight(WEIGHTS, Tensor.Type.FLOAT64, items, items);
            checkFinite(weights);
            this.scorer = new Dense(weights.doubles(), items);
        }
    }

    private static void checkFinite(Tensor tensor) {
        for (double value : tensor.doubles()) {
            if (!Double.isFinite(value)) {
                throw BadInput.of("a weight of the ease model", value, "finite numbers", "");
            }
        }
    }

    /**
     * Makes a model again.
     *
     * @param stored what was stored of it
     * @return the model, which scores the same bits as the stored one
     * @throws BadInput if it is of another kind or damaged
     */
    public static Ease restore(StoredModel stored) {
        return new Ease(stored);
    }

    @Override
    double[][] score(int[][] profiles, int[] items) {
        return scorer.score(profiles, items, isAll(items));
    }

    @Override
    public double[][] withoutEach(Dataset training, Profile profile, List<Candidate> candidates) {
        refuseWeighted();
        double regularisation = Double.parseDouble(
                java.util.Objects.requireNonNull(provenance().options().get("regularisation")));
        return new EaseRetraining(this, training)
                .withoutEach(
                        Candidates.items(profile, catalog()),
                        Candidates.indices(candidates, catalog()),
                        regularisation);
    }

    private interface Scorer {
        double[][] score(int[][] profiles, int[] items, boolean all);
    }

    /** By B itself. */
    private record Dense(Tensor b) implements Scorer {
        Dense(double[] b, int items) {
            this(Tensor.of(b, items, items));
        }

        @Override
        public double[][] score(int[][] profiles, int[] items, boolean all) {
            double[] values = b.doubles();
            int width = b.dimension(1);
            double[][] scores = new double[profiles.length][items.length];
            for (int row = 0; row < profiles.length; row++) {
                double[] sums = scores[row];
                for (int item : profiles[row]) {
                    int start = item * width;
                    if (all) {
                        for (int column = 0; column < width; column++) {
                            sums[column] += values[start + column];
                        }
                    } else {
                        for (int column = 0; column < items.length; column++) {
                            sums[column] += values[start + items[column]];
                        }
                    }
                }
            }
            return scores;
        }
    }

    /** By X and W: with q<sub>u</sub> the number of profile items that person u had, score(j) = (qᵀw_j − [j in profile] x_jᵀw_j) / (1 − x_jᵀw_j). */
    private static final class Factors implements Scorer {
        /** So many items at a time that their part of W stays in the processor's cache from one profile to the next. */
        private static final int TILE = 256;

        private final SparseRows holders;
        private final double[] factor;
        private final double[] own;
        private final int items;

        Factors(SparseRows holders, double[] factor, int items) {
            this.holders = holders;
            this.factor = factor;
            this.items = items;
            this.own = new double[items];
            for (int item = 0; item < items; item++) {
                for (int place = holders.from(item); place < holders.to(item); place++) {
                    own[item] += factor[holders.column(place) * items + item];
                }
            }
        }

        @Override
        public double[][] score(int[][] profiles, int[] wanted, boolean all) {
            double[] columns = all ? factor : gathered(wanted);
            double[][] shared = new double[profiles.length][];
            int[][] people = new int[profiles.length][];
            for (int row = 0; row < profiles.length; row++) {
                double[] counts = shared(profiles[row]);
                shared[row] = counts;
                people[row] = IntStream.range(0, counts.length)
                        .filter(person -> counts[person] > 0)
                        .toArray();
            }
            double[][] scores = new double[profiles.length][wanted.length];
            for (int from = 0; from < wanted.length; from += TILE) {
                int to = Math.min(wanted.length, from + TILE);
                for (int row = 0; row < profiles.length; row++) {
                    multiply(people[row], shared[row], columns, wanted.length, from, to, scores[row]);
                }
            }
            for (int row = 0; row < profiles.length; row++) {
                for (int column = 0; column < wanted.length; column++) {
                    int item = wanted[column];
                    double self = Arrays.binarySearch(profiles[row], item) >= 0 ? own[item] : 0;
                    scores[row][column] = (scores[row][column] - self) / (1 - own[item]);
                }
            }
            return scores;
        }

        private double[] gathered(int[] wanted) {
            int people = holders.columns();
            double[] columns = new double[Math.multiplyExact(people, wanted.length)];
            for (int person = 0; person < people; person++) {
                for (int column = 0; column < wanted.length; column++) {
                    columns[person * wanted.length + column] = factor[person * items + wanted[column]];
                }
            }
            return columns;
        }

        private double[] shared(int[] profile) {
            double[] shared = new double[holders.columns()];
            for (int item : profile) {
                for (int place = holders.from(item); place < holders.to(item); place++) {
                    shared[holders.column(place)]++;
                }
            }
            return shared;
        }

        /**
         * Adds the rows of W of the people who share items, each times how many. Always in the order of the people, so the bits do not depend on which items
         * are asked for; four at a time, which halves the traffic with the memory.
         */
        private static void multiply(
                int[] people, double[] shared, double[] columns, int width, int from, int to, double[] sums) {
            int fours = people.length - people.length % 4;
            for (int i = 0; i < fours; i += 4) {
                int a = people[i] * width;
                int b = people[i + 1] * width;
                int c = people[i + 2] * width;
                int d = people[i + 3] * width;
                double timesA = shared[people[i]];
                double timesB = shared[people[i + 1]];
                double timesC = shared[people[i + 2]];
                double timesD = shared[people[i + 3]];
                for (int column = from; column < to; column++) {
                    double sum = sums[column] + timesA * columns[a + column];
                    sum += timesB * columns[b + column];
                    sum += timesC * columns[c + column];
                    sums[column] = sum + timesD * columns[d + column];
                }
            }
            for (int i = fours; i < people.length; i++) {
                int start = people[i] * width;
                double times = shared[people[i]];
                for (int column = from; column < to; column++) {
                    sums[column] += times * columns[start + column];
                }
            }
        }
    }
}
