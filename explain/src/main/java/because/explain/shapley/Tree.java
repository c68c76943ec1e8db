package because.explain.shapley;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;

/**
 * A regression tree as data: {@link Split splits} that lead left or right by one feature, and {@link Leaf leaves} with a value.
 *
 * @param features how many numbers a row has, 1 or more
 * @param root where every row begins
 */
public record Tree(int features, Node root) {
    private static final int DEEPEST = 512;

    /** A split or a leaf. */
    public sealed interface Node {
        /** @return how many training rows came this way, above 0 */
        double cover();
    }

    /**
     * A question about one feature: rows whose value is at most the threshold go left.
     *
     * @param feature from 0 to features − 1
     * @param threshold the largest value that goes left
     * @param left for rows up to the threshold
     * @param right for all others
     * @param cover how many training rows came this way
     */
    public record Split(int feature, double threshold, Node left, Node right, double cover) implements Node {}

    /**
     * An answer.
     *
     * @param value the prediction
     * @param cover how many training rows came this way
     */
    public record Leaf(double value, double cover) implements Node {}

    /** Refuses features that are not there, covers that are not above 0, and trees deeper than {@value #DEEPEST}. */
    public Tree {
        if (features < 1) {
            throw BadInput.of("the number of features", features, "1 or more", "");
        }
        check(root, features, 0);
    }

    private static void check(Node node, int features, int depth) {
        if (!(node.cover() > 0) || depth > DEEPEST) {
            throw new BadInput("a tree's node of cover " + node.cover() + " at depth " + depth
                    + " cannot be: covers are above 0, and depths at most " + DEEPEST + ".");
        }
        if (node instanceof Split split) {
            if (split.feature() < 0 || split.feature() >= features) {
                throw BadInput.of("a split's feature", split.feature(), "0 to " + (features - 1), "");
            }
            check(split.left(), features, depth + 1);
            check(split.right(), features, depth + 1);
        }
    }

    /**
     * @param x a row, a number for each feature
     * @return the value of the leaf that it comes to
     */
    public double predict(double[] x) {
        Node node = root;
        while (node instanceof Split split) {
            node = x[split.feature()] <= split.threshold() ? split.left() : split.right();
        }
        return ((Leaf) node).value();
    }

    /** The way to a leaf: the splits that it turns at, with the directions taken. */
    record Path(List<Split> splits, List<Boolean> lefts, double value) {}

    /** Every way from the root to a leaf. */
    List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        walk(root, List.of(), List.of(), paths);
        return paths;
    }

    private static void walk(Node node, List<Split> splits, List<Boolean> lefts, List<Path> paths) {
        switch (node) {
            case Leaf leaf -> paths.add(new Path(splits, lefts, leaf.value()));
            case Split split -> {
                List<Split> more = new ArrayList<>(splits);
                more.add(split);
                List<Boolean> left = new ArrayList<>(lefts);
                left.add(true);
                walk(split.left(), more, left, paths);
                List<Boolean> right = new ArrayList<>(lefts);
                right.add(false);
                walk(split.right(), more, right, paths);
            }
        }
    }
}
