package because.models.baseline;

import because.core.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/** ItemKNN without one person: the sums that person is part of are taken less, and who is a neighbour of whom is found anew. */
final class ItemKnnRetraining {
    /** Similarities that differ by less, relatively, are equal: sums are in another order here than in a training. */
    private static final double EQUAL = 1e-12;

    private final SparseRows people;
    private final int[] rowOf;
    private final ItemKnnOptions options;
    private final double[] weights;
    private final double[] squares;

    ItemKnnRetraining(Dataset training, ItemKnnOptions options) {
        this.options = options;
        this.people = SparseRows.of(training.events(), training.catalog().size());
        this.rowOf = EaseRetraining.rows(training);
        this.weights = new ItemKnnTrainer(options).weights(people);
        this.squares = new double[people.columns()];
        for (int row = 0; row < people.rows(); row++) {
            for (int place = people.from(row); place < people.to(row); place++) {
                squares[people.column(place)] += weights[row];
            }
        }
    }

    double[][] withoutEach(int[] profile, int[] candidates) {
        double[][] shared = new double[profile.length][people.columns()];
        for (int row = 0; row < people.rows(); row++) {
            for (int i = 0; i < profile.length; i++) {
                if (has(row, profile[i])) {
                    for (int place = people.from(row); place < people.to(row); place++) {
                        shared[i][people.column(place)] += weights[row];
                    }
                }
            }
        }
        double[] whole = scores(profile, candidates, shared, squares, -1);
        double[][] without = new double[rowOf.length][];
        IntStream.range(0, rowOf.length).parallel().forEach(user -> {
            int row = rowOf[user];
            if (row < 0) {
                without[user] = whole.clone();
                return;
            }
            double[] less = squares.clone();
            for (int place = people.from(row); place < people.to(row); place++) {
                less[people.column(place)] -= weights[row];
            }
            without[user] = scores(profile, candidates, shared, less, row);
        });
        return without;
    }

    private boolean has(int row, int item) {
        return people.place(row, item) >= 0;
    }

    private double[] scores(int[] profile, int[] candidates, double[][] shared, double[] squares, int absent) {
        double[] scores = new double[candidates.length];
        double[] norms =
                Arrays.stream(squares).map(s -> Math.sqrt(Math.max(0, s))).toArray();
        double[] row = new double[squares.length];
        for (int i = 0; i < profile.length; i++) {
            similarities(profile[i], shared[i], norms, absent, row);
            for (int j = 0; j < candidates.length; j++) {
                if (row[candidates[j]] > 0 && near(row, candidates[j])) {
                    scores[j] += row[candidates[j]];
                }
            }
        }
        return scores;
    }

    private void similarities(int item, double[] shared, double[] norms, int absent, double[] row) {
        System.arraycopy(shared, 0, row, 0, row.length);
        if (absent >= 0 && has(absent, item)) {
            for (int place = people.from(absent); place < people.to(absent); place++) {
                int other = people.column(place);
                row[other] -= weights[absent];
                if (row[other] < EQUAL * shared[other]) {
                    row[other] = 0; // nobody else has both
                }
            }
        }
        row[item] = 0;
        for (int other = 0; other < row.length; other++) {
            if (row[other] > 0) {
                row[other] /= norms[item] * norms[other] + options.shrinkage();
            }
        }
    }

    private boolean near(double[] row, int item) {
        double least = row[item];
        int before = 0;
        for (int other = 0; other < row.length; other++) {
            double difference = row[other] - least;
            boolean equal = Math.abs(difference) <= EQUAL * least;
            if (other != item && (equal ? other < item : difference > 0)) {
                before++;
            }
        }
        return before < options.neighbours();
    }
}
