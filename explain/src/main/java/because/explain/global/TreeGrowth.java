package because.explain.global;

import because.explain.shapley.Tree;
import java.util.Arrays;
import java.util.Comparator;

/** Grows a regression tree: each node is split where the sum of squared errors falls most, as long as it falls by a two-hundredth of the whole, and by more than chance finds. */
final class TreeGrowth {
    /** A split that explains less of the target's variation is not worth a question. */
    static final double LEAST = 0.005;

    /**
     * By so much the gain of a question must exceed the mean square of what is left after it. Among the hundreds of questions that are tried, chance alone finds one that exceeds it four or
     * six times.
     */
    private static final double CERTAIN = 12;

    private static final double ROUNDING = 1e-9;

    private final Reading reading;
    private final double[] target;
    private final int deepest;
    private final int fewest;

    TreeGrowth(Reading reading, double[] target, int deepest, int fewest) {
        this.reading = reading;
        this.target = target;
        this.deepest = deepest;
        this.fewest = fewest;
    }

    private record Cut(int column, double threshold, double gain) {}

    Tree grow(int[] rows) {
        double least = LEAST * squares(rows);
        return new Tree(reading.columns(), node(rows, 0, least));
    }

    private Tree.Node node(int[] rows, int depth, double least) {
        Cut cut = depth < deepest ? best(rows) : new Cut(-1, 0, 0);
        if (cut.column() < 0 || cut.gain() < least || !certain(cut.gain(), squares(rows), rows.length)) {
            return new Tree.Leaf(mean(rows), rows.length);
        }
        int[] left = side(cut.column(), cut.threshold(), rows, true);
        int[] right = side(cut.column(), cut.threshold(), rows, false);
        return new Tree.Split(
                cut.column(),
                cut.threshold(),
                node(left, depth + 1, least),
                node(right, depth + 1, least),
                rows.length);
    }

    /** The tree without splits that do not pay on other rows (reduced-error pruning, Quinlan 1987), its values and covers those of all rows to which it is fitted. */
    Tree pruned(Tree tree, int[] checked, int[] fitted) {
        Tree.Node root = checked.length == 0 ? tree.root() : pruned(tree.root(), checked);
        return new Tree(reading.columns(), refitted(root, fitted));
    }

    private Tree.Node pruned(Tree.Node node, int[] checked) {
        if (!(node instanceof Tree.Split split)) {
            return node;
        }
        Tree.Split kept = new Tree.Split(
                split.feature(),
                split.threshold(),
                pruned(split.left(), side(split, checked, true)),
                pruned(split.right(), side(split, checked, false)),
                split.cover());
        Tree.Leaf leaf = new Tree.Leaf(mean(split), split.cover());
        return error(kept, checked) < error(leaf, checked) ? kept : leaf;
    }

    private Tree.Node refitted(Tree.Node node, int[] rows) {
        return node instanceof Tree.Split split
                ? new Tree.Split(
                        split.feature(),
                        split.threshold(),
                        refitted(split.left(), side(split, rows, true)),
                        refitted(split.right(), side(split, rows, false)),
                        rows.length)
                : new Tree.Leaf(mean(rows), rows.length);
    }

    private int[] side(Tree.Split split, int[] rows, boolean left) {
        return side(split.feature(), split.threshold(), rows, left);
    }

    private int[] side(int column, double threshold, int[] rows, boolean left) {
        return Arrays.stream(rows)
                .filter(row -> reading.at(row, column) <= threshold == left)
                .toArray();
    }

    private double error(Tree.Node node, int[] rows) {
        Tree tree = new Tree(reading.columns(), node);
        double squares = 0;
        for (int row : rows) {
            double off = target[row] - tree.predict(reading.row(row));
            squares += off * off;
        }
        return squares;
    }

    /** What all rows of a node have on average. */
    private static double mean(Tree.Node node) {
        return switch (node) {
            case Tree.Leaf leaf -> leaf.value();
            case Tree.Split split ->
                (mean(split.left()) * split.left().cover()
                                + mean(split.right()) * split.right().cover())
                        / split.cover();
        };
    }

    /** Whether a gain is more than chance finds. */
    static boolean certain(double gain, double squares, int rows) {
        return gain > 0 && gain * Math.max(1, rows - 2) >= CERTAIN * (squares - gain);
    }

    private Cut best(int[] rows) {
        Cut best = new Cut(-1, 0, 0);
        double all = 0;
        for (int row : rows) {
            all += target[row];
        }
        for (int column = 0; column < reading.columns(); column++) {
            int at = column;
            Integer[] order = Arrays.stream(rows).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparingDouble(row -> reading.at(row, at)));
            double sum = 0;
            for (int i = 1; i < order.length; i++) {
                sum += target[order[i - 1]];
                double below = reading.at(order[i - 1], column);
                double above = reading.at(order[i], column);
                if (i < fewest || order.length - i < fewest || !(below < above)) {
                    continue;
                }
                double difference = sum / i - (all - sum) / (order.length - i);
                double gain = difference * difference * i * (order.length - i) / order.length;
                // Of equal gains, whose sums are rounded in other orders, the first counts.
                if (gain > best.gain() * (1 + ROUNDING)) {
                    best = new Cut(column, below + (above - below) / 2, gain);
                }
            }
        }
        return best;
    }

    private double mean(int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += target[row];
        }
        return sum / rows.length;
    }

    private double squares(int[] rows) {
        double mean = mean(rows);
        double squares = 0;
        for (int row : rows) {
            squares += (target[row] - mean) * (target[row] - mean);
        }
        return squares;
    }
}
