package because.explain.global;

import because.explain.shapley.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Tells by a linear function of vectors who has a property, always of those to whom it was not fitted: w = (XᵀX + λ I)⁻¹ Xᵀ(y − ȳ) on four fifths, tried on the last one, five
 * times. All properties share the folds and the matrices.
 */
final class LinearProbe {
    static final int FOLDS = 5;

    private final double[][] vectors;
    private final List<Fold> folds = new ArrayList<>();

    /** One fifth, what the rest adds up to, and its matrix. */
    private static final class Fold {
        private final int[] held;
        private final BitSet fitted = new BitSet();
        private final double[] sum;
        private final Cholesky system;

        Fold(double[][] vectors, int[] held, double ridge) {
            this.held = held;
            fitted.set(0, vectors.length);
            Arrays.stream(held).forEach(fitted::clear);
            int d = vectors[0].length;
            this.sum = new double[d];
            double[][] a = new double[d][d];
            for (int i = fitted.nextSetBit(0); i >= 0; i = fitted.nextSetBit(i + 1)) {
                double[] v = vectors[i];
                add(sum, v);
                for (int j = 0; j < d; j++) {
                    for (int k = 0; k <= j; k++) {
                        a[j][k] += v[j] * v[k];
                    }
                }
            }
            for (int j = 0; j < d; j++) {
                a[j][j] += ridge * vectors.length;
            }
            this.system = new Cholesky(a);
        }
    }

    /**
     * How well a property is told.
     *
     * @param auc the area under the ROC curve within the folds
     * @param balanced the mean of the shares that are told rightly of those that have it and of those that have not
     */
    record Outcome(double auc, double balanced) {}

    /** @param vectors each column with mean 0 */
    LinearProbe(double[][] vectors, double ridge, long seed) {
        this.vectors = vectors;
        int[] order = Donors.shuffled(vectors.length, new SplittableRandom(seed));
        for (int fold = 0; fold < FOLDS; fold++) {
            int of = fold;
            int[] held = IntStream.range(0, order.length)
                    .filter(place -> place % FOLDS == of)
                    .map(place -> order[place])
                    .toArray();
            folds.add(new Fold(vectors, held, ridge));
        }
    }

    Outcome tried(BitSet has) {
        double pairs = 0;
        double right = 0;
        double[] told = new double[2];
        double[] count = new double[2];
        for (Fold fold : folds) {
            double[] having = new double[fold.sum.length];
            int with = 0;
            for (int i = has.nextSetBit(0); i >= 0; i = has.nextSetBit(i + 1)) {
                if (fold.fitted.get(i)) {
                    add(having, vectors[i]);
                    with++;
                }
            }
            int fitted = fold.fitted.cardinality();
            double[] w = new double[having.length];
            for (int k = 0; k < w.length; k++) {
                w[k] = having[k] - (double) with / fitted * fold.sum[k];
            }
            fold.system.solve(w);
            double own = inner(w, having);
            // The border is halfway between the means of the two classes.
            double border = (own / Math.max(1, with) + (inner(w, fold.sum) - own) / Math.max(1, fitted - with)) / 2;
            double[] scores = new double[vectors.length];
            for (int i : fold.held) {
                scores[i] = inner(w, vectors[i]);
                int of = has.get(i) ? 1 : 0;
                count[of]++;
                told[of] += scores[i] > border == (of == 1) ? 1 : 0;
            }
            double[] area = area(scores, fold.held, has);
            right += area[0];
            pairs += area[1];
        }
        double balanced = (told[0] / Math.max(1, count[0]) + told[1] / Math.max(1, count[1])) / 2;
        return new Outcome(pairs == 0 ? 0.5 : right / pairs, balanced);
    }

    private static void add(double[] sum, double[] vector) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += vector[k];
        }
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** How many pairs of one that has it and one that has not are in the right order, ties counting half; and how many there are. */
    private static double[] area(double[] scores, int[] held, BitSet has) {
        Integer[] order = Arrays.stream(held).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double right = 0;
        double without = 0;
        double with = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            double having = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                having += has.get(order[end]) ? 1 : 0;
                end++;
            }
            double not = end - start - having;
            right += having * (without + not / 2);
            without += not;
            with += having;
            start = end;
        }
        return new double[] {right, with * without};
    }
}
