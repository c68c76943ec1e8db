package because.models.baseline;

import because.core.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * EASE without one person, exactly. With P = (G + λI)⁻¹ and a person's items x, the inverse without the person is P + yyᵀ / (1 − xᵀy) with y = Px (Sherman and Morrison). P is
 * not stored, but P<sub>ij</sub> = −B<sub>ij</sub> P<sub>jj</sub>, and as (G + λI) P = I, 1 / P<sub>jj</sub> = G<sub>jj</sub> + λ less the scores that the holders of j have for
 * j. So everything follows from the scores of the people themselves.
 */
final class EaseRetraining {
    private static final int SHARD = 16;

    private final Ease model;
    private final SparseRows people;
    private final int[] rowOf;

    EaseRetraining(Ease model, Dataset training) {
        this.model = model;
        this.people = SparseRows.of(training.events(), training.catalog().size());
        this.rowOf = rows(training);
    }

    /** For each person the row, −1 for those without events. */
    static int[] rows(Dataset training) {
        int[] rowOf = new int[training.events().users()];
        int rows = 0;
        for (int user = 0; user < rowOf.length; user++) {
            rowOf[user] = training.events().to(user) > training.events().from(user) ? rows++ : -1;
        }
        return rowOf;
    }

    double[][] withoutEach(int[] profile, int[] candidates, double regularisation) {
        int[] asked = IntStream.concat(Arrays.stream(profile), Arrays.stream(candidates))
                .toArray();
        double[][] own = new double[people.rows()][];
        double[][] of = new double[people.rows()][];
        IntStream.range(0, (people.rows() + SHARD - 1) / SHARD)
                .parallel()
                .forEach(shard -> score(shard * SHARD, asked, own, of));
        double[] diagonal = diagonal(own, regularisation);
        double[][] weights = new double[profile.length][];
        for (int i = 0; i < profile.length; i++) {
            weights[i] = model.score(new int[][] {{profile[i]}}, candidates)[0];
        }
        double[] whole = model.score(new int[][] {profile}, candidates)[0];
        double[][] without = new double[rowOf.length][];
        IntStream.range(0, rowOf.length).parallel().forEach(user -> {
            int row = rowOf[user];
            without[user] =
                    row < 0 ? whole.clone() : without(row, profile, candidates, own[row], of[row], diagonal, weights);
        });
        return without;
    }

    /** The people's scores of their own items, and of those that are asked about. */
    private void score(int from, int[] asked, double[][] own, double[][] of) {
        for (int row = from; row < Math.min(people.rows(), from + SHARD); row++) {
            int[] items = items(row);
            int[] both =
                    IntStream.concat(Arrays.stream(items), Arrays.stream(asked)).toArray();
            double[] scores = model.score(new int[][] {items}, both)[0];
            own[row] = Arrays.copyOf(scores, items.length);
            of[row] = Arrays.copyOfRange(scores, items.length, scores.length);
        }
    }

    private int[] items(int row) {
        int[] items = new int[people.length(row)];
        for (int i = 0; i < items.length; i++) {
            items[i] = people.column(people.from(row) + i);
        }
        return items;
    }

    private double[] diagonal(double[][] own, double regularisation) {
        double[] inverse = new double[people.columns()];
        Arrays.fill(inverse, regularisation);
        for (int row = 0; row < own.length; row++) {
            for (int i = 0; i < own[row].length; i++) {
                inverse[people.column(people.from(row) + i)] += 1 - own[row][i];
            }
        }
        return Arrays.stream(inverse).map(value -> 1 / value).toArray();
    }

    private double[] without(
            int row,
            int[] profile,
            int[] candidates,
            double[] own,
            double[] of,
            double[] diagonal,
            double[][] weights) {
        int[] items = items(row);
        double rest = 1;
        for (int i = 0; i < items.length; i++) {
            rest -= diagonal[items[i]] * (1 - own[i]);
        }
        double[] y = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            int item = i < profile.length ? profile[i] : candidates[i - profile.length];
            y[i] = diagonal[item] * ((Arrays.binarySearch(items, item) >= 0 ? 1 : 0) - of[i]);
        }
        double[] scores = new double[candidates.length];
        for (int j = 0; j < candidates.length; j++) {
            double mine = y[profile.length + j];
            double below = diagonal[candidates[j]] + mine * mine / rest;
            for (int i = 0; i < profile.length; i++) {
                if (profile[i] != candidates[j]) {
                    scores[j] += (weights[i][j] * diagonal[candidates[j]] - y[i] * mine / rest) / below;
                }
            }
        }
        return scores;
    }
}
