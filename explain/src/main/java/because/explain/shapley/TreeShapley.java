package because.explain.shapley;

import because.core.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Exact Shapley values of tree ensembles, in time that grows with leaves and depth and not with 2ⁿ (Lundberg et al. 2020). A leaf is reached by a product over the features on its way: of a present feature,
 * whether the row goes that way; of an absent one, the share of the training rows that do (path-dependent) or whether a background row does (interventional). The Shapley values of such a product
 * are sums over the sizes of coalitions of a polynomial's coefficients.
 */
public final class TreeShapley {
    private final List<Tree> trees;
    private final int features;

    /** @param trees whose predictions are added up; one or more, of the same features */
    public TreeShapley(List<Tree> trees) {
        if (trees.isEmpty()
                || trees.stream().anyMatch(t -> t.features() != trees.getFirst().features())) {
            throw new BadInput("an ensemble needs one tree or more, all of the same features.");
        }
        this.trees = List.copyOf(trees);
        this.features = trees.getFirst().features();
    }

    /** Players' values of one row, and what they add to. */
    public static final class Values {
        private final double base;
        private final double[] values;
        private final double[][] pairs;

        private Values(int features) {
            this(0, new double[features], new double[features][features]);
        }

        private Values(double base, double[] values, double[][] pairs) {
            this.base = base;
            this.values = values;
            this.pairs = pairs;
        }

        /** @return the prediction when no feature is present */
        public double base() {
            return base;
        }

        /** @return the Shapley value of each feature; a copy */
        public double[] values() {
            return values.clone();
        }

        /**
         * @param one a feature
         * @param other another one
         * @return their Shapley interaction index ({@link InteractionIndex#SII})
         */
        public double pair(int one, int other) {
            return pairs[one][other];
        }

        private Values plus(Values other, double weight) {
            double[] sum = values.clone();
            double[][] both = new double[pairs.length][];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * other.values[i];
                both[i] = pairs[i].clone();
                for (int j = 0; j < sum.length; j++) {
                    both[i][j] += weight * other.pairs[i][j];
                }
            }
            return new Values(base + weight * other.base, sum, both);
        }
    }

    /**
     * Absent features go both ways, by the covers of the nodes.
     *
     * @param x the row that is explained
     * @return its values
     */
    public Values pathDependent(double[] x) {
        checkWidth(x);
        return sum(
                (path, step) -> {
                    Tree.Split split = path.splits().get(step);
                    Tree.Node next = path.lefts().get(step) ? split.left() : split.right();
                    Tree.Node other = path.lefts().get(step) ? split.right() : split.left();
                    return next.cover() / (next.cover() + other.cover());
                },
                x);
    }

    /**
     * Absent features are those of a background row; the mean over these.
     *
     * @param x the row that is explained
     * @param background one row or more
     * @return its values
     */
    public Values interventional(double[] x, double[][] background) {
        checkWidth(x);
        if (background.length == 0) {
            throw new BadInput("the background needs one row or more.");
        }
        Values mean = new Values(features);
        for (double[] row : background) {
            checkWidth(row);
            mean = mean.plus(sum((path, step) -> goes(row, path, step) ? 1.0 : 0.0, x), 1.0 / background.length);
        }
        return mean;
    }

    private void checkWidth(double[] row) {
        if (row.length != features) {
            throw BadInput.of("a row's length", row.length, features + ", a number for each feature", "");
        }
    }

    private static boolean goes(double[] row, Tree.Path path, int step) {
        Tree.Split split = path.splits().get(step);
        return row[split.feature()] <= split.threshold() == path.lefts().get(step);
    }

    private Values sum(BiFunction<Tree.Path, Integer, Double> absent, double[] x) {
        Values sum = new Values(features);
        for (Tree tree : trees) {
            for (Tree.Path path : tree.paths()) {
                sum = leaf(sum, path, absent, x);
            }
        }
        return sum;
    }

    /** Adds a leaf's product of factors: of each feature on the way one if it is present and one if it is absent. */
    private Values leaf(Values sum, Tree.Path path, BiFunction<Tree.Path, Integer, Double> absent, double[] x) {
        int[] own =
                path.splits().stream().mapToInt(Tree.Split::feature).distinct().toArray();
        double[] in = new double[own.length];
        double[] out = new double[own.length];
        Arrays.fill(in, 1);
        Arrays.fill(out, 1);
        for (int step = 0; step < path.splits().size(); step++) {
            int place = 0;
            while (own[place] != path.splits().get(step).feature()) {
                place++;
            }
            in[place] *= goes(x, path, step) ? 1 : 0;
            out[place] *= absent.apply(path, step);
        }
        double[] values = sum.values;
        double base = path.value();
        for (int i = 0; i < own.length; i++) {
            base *= out[i];
            double gain = path.value() * (in[i] - out[i]);
            values[own[i]] += gain * share(in, out, i, -1);
            for (int j = 0; j < i; j++) {
                double both = gain * (in[j] - out[j]) * share(in, out, i, j);
                sum.pairs[own[i]][own[j]] += both;
                sum.pairs[own[j]][own[i]] += both;
            }
        }
        return new Values(sum.base + base, values, sum.pairs);
    }

    /** Σ over the coalitions S of the m others of |S|! (m − |S|)! / (m + 1)! · Π of the present ones' in · Π of the absent ones' out. */
    private static double share(double[] in, double[] out, int without, int withoutToo) {
        double[] bySize = {1};
        for (int k = 0; k < in.length; k++) {
            if (k == without || k == withoutToo) {
                continue;
            }
            double[] next = new double[bySize.length + 1];
            for (int size = 0; size < bySize.length; size++) {
                next[size] += out[k] * bySize[size];
                next[size + 1] += in[k] * bySize[size];
            }
            bySize = next;
        }
        double[] weights = ExactShapley.weights(bySize.length);
        double sum = 0;
        for (int size = 0; size < bySize.length; size++) {
            sum += weights[size] * bySize[size];
        }
        return sum;
    }
}
