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
        int[] left = Arrays.stream(rows)
                .filter(row -> reading.at(row, cut.column()) <= cut.threshold())
                .toArray();
        int[] right = Arrays.stream(rows)
                .filter(row -> reading.at(row, cut.column()) > cut.threshold())
                .toArray();
        return new Tree.Split(
                cut.column(),
                cut.threshold(),
                node(left, depth + 1, least),
                node(right, depth + 1, least),
                rows.length);
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
                if (gain > best.gain()) {
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
