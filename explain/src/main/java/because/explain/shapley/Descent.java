package because.explain.shapley;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes down a smooth function by L-BFGS (Liu, Nocedal 1989): the curvature is known from the last few steps. */
final class Descent {
    private static final int REMEMBERED = 10;
    private static final int MOST_HALVINGS = 20;

    /** A step has to gain this share of what the slope promises. */
    private static final double GAIN = 1e-4;

    /** What is left to gain is less than this share. */
    private static final double DONE = 1e-7;

    /** A function and its gradient. */
    interface Slope {
        /** Writes the gradient at a point and returns the function's value. */
        double at(double[] point, double[] gradient);
    }

    /** A step: by how much the point and the gradient changed, and their product. */
    private static final class Step {
        private final double[] moved;
        private final double[] bent;
        private final double product;

        Step(double[] moved, double[] bent, double product) {
            this.moved = moved;
            this.bent = bent;
            this.product = product;
        }

        double[] moved() {
            return moved;
        }

        double[] bent() {
            return bent;
        }

        double product() {
            return product;
        }
    }

    private Descent() {}

    /** Moves a point down, by at most so many steps. */
    static void down(double[] point, int most, Slope slope) {
        double[] gradient = new double[point.length];
        double value = slope.at(point, gradient);
        double[] next = new double[point.length];
        double[] after = new double[point.length];
        Deque<Step> known = new ArrayDeque<>();
        for (int step = 0; step < most; step++) {
            double[] direction = direction(gradient, known);
            double promised = Sums.product(direction, gradient);
            if (promised >= 0) {
                return;
            }
            double length = known.isEmpty() ? Math.min(1, 1 / Math.sqrt(Sums.product(gradient, gradient))) : 1;
            double reached = move(point, direction, length, next, after, slope);
            for (int h = 0; !(reached <= value + GAIN * length * promised); h++) {
                if (h == MOST_HALVINGS) {
                    return;
                }
                length /= 2;
                reached = move(point, direction, length, next, after, slope);
            }
            double[] moved = new double[point.length];
            double[] bent = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                moved[i] = next[i] - point[i];
                bent[i] = after[i] - gradient[i];
            }
            double product = Sums.product(moved, bent);
            if (product > 1e-10 * Sums.product(bent, bent)) {
                known.addLast(new Step(moved, bent, product));
                if (known.size() > REMEMBERED) {
                    known.removeFirst();
                }
            }
            System.arraycopy(next, 0, point, 0, point.length);
            System.arraycopy(after, 0, gradient, 0, point.length);
            boolean done = value - reached <= DONE * Math.abs(value);
            value = reached;
            if (done) {
                return;
            }
        }
    }

    private static double move(
            double[] from, double[] direction, double length, double[] to, double[] gradient, Slope slope) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i] + length * direction[i];
        }
        return slope.at(to, gradient);
    }

    private static double[] direction(double[] gradient, Deque<Step> known) {
        double[] direction = Sums.negative(gradient);
        List<Step> steps = new ArrayList<>(known);
        double[] taken = new double[steps.size()];
        for (int s = steps.size() - 1; s >= 0; s--) {
            Step step = steps.get(s);
            taken[s] = Sums.product(step.moved(), direction) / step.product();
            add(-taken[s], step.bent(), direction);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            double scale = last.product() / Sums.product(last.bent(), last.bent());
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (int s = 0; s < steps.size(); s++) {
            Step step = steps.get(s);
            add(taken[s] - Sums.product(step.bent(), direction) / step.product(), step.moved(), direction);
        }
        return direction;
    }

    private static void add(double factor, double[] from, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.fma(factor, from[i], into[i]);
        }
    }
}
