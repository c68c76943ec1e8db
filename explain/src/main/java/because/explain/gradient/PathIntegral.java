package because.explain.gradient;

import because.core.BadInput;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Integrated gradients (Sundararajan, Taly, Yan 2017): φᵢ = (xᵢ − x′ᵢ) ∫₀¹ ∂f/∂xᵢ (x′ + t (x − x′)) dt, along the straight line from a baseline. They add up to f(x) − f(x′).
 */
public final class PathIntegral {
    /** Points of a piece of the path. */
    private static final int POINTS = 5;

    /** Pieces shorter than this are left as they are. */
    private static final double SHORTEST = 1e-13;

    private final Differentiable f;
    private final double[] x;
    private final double[] baseline;

    private PathIntegral(Differentiable f, double[] x, double[] baseline) {
        if (x.length != baseline.length) {
            throw BadInput.of("the baseline's length", baseline.length, x.length + ", as the input's", "");
        }
        this.f = f;
        this.x = x.clone();
        this.baseline = baseline.clone();
    }

    /** What was found. */
    public static final class Result {
        private final double[][] values;
        private final double[] gaps;
        private final double error;
        private final int evaluations;

        private Result(double[][] values, double[] gaps, double error, int evaluations) {
            this.values = values;
            this.gaps = gaps;
            this.error = error;
            this.evaluations = evaluations;
        }

        /**
         * @param column a function
         * @return the value of each input; a copy
         */
        public double[] values(int column) {
            return values[column].clone();
        }

        /**
         * @param column a function
         * @return f(x) − f(x′) − the sum of the values
         */
        public double gap(int column) {
            return gaps[column];
        }

        /** @return the largest estimated error of a sum of values; NaN for a rule that does not estimate one */
        public double error() {
            return error;
        }

        /** @return at how many points gradients were computed */
        public int evaluations() {
            return evaluations;
        }
    }

    /**
     * Integrates with a fixed rule.
     *
     * @param f the functions
     * @param x where the path ends
     * @param baseline where it begins
     * @param rule which points
     * @param steps how many, 1 or more
     * @return the values
     * @throws BadInput if the lengths differ, or there are no steps
     */
    public static Result fixed(Differentiable f, double[] x, double[] baseline, Quadrature rule, int steps) {
        PathIntegral path = new PathIntegral(f, x, baseline);
        Quadrature.Points points = rule.points(steps);
        double[][] sums = new double[f.columns()][x.length];
        for (int k = 0; k < steps; k++) {
            path.add(points.at[k], points.weights[k], sums);
        }
        return path.result(sums, Double.NaN, steps);
    }

    /**
     * Integrates piece by piece, and halves the piece with the largest estimated error until the errors together are small enough. Kinks and steep places get short pieces.
     *
     * @param f the functions
     * @param x where the path ends
     * @param baseline where it begins
     * @param tolerance how large errors may be, in parts of the largest |f(x) − f(x′)|, or of 1e-3 of |f(x)| if that is larger; above 0
     * @param most how many points at the most
     * @return the values
     * @throws BadInput if the lengths differ
     */
    public static Result adaptive(Differentiable f, double[] x, double[] baseline, double tolerance, int most) {
        PathIntegral path = new PathIntegral(f, x, baseline);
        double scale = 0;
        double[] end = f.values(path.x);
        double[] begin = f.values(path.baseline);
        for (int column = 0; column < end.length; column++) {
            scale = Math.max(scale, Math.abs(end[column] - begin[column]));
            scale = Math.max(scale, 1e-3 * Math.abs(end[column]));
        }
        PriorityQueue<Piece> pieces = new PriorityQueue<>(
                Comparator.comparingDouble((Piece p) -> -p.error).thenComparingDouble(p -> p.from));
        int evaluations = 3 * POINTS;
        pieces.add(path.new Piece(0, 1));
        double error = pieces.element().error;
        while (error > tolerance * scale && evaluations + 4 * POINTS <= most) {
            Piece worst = pieces.remove();
            if (worst.to - worst.from < SHORTEST) {
                worst.error = 0;
                pieces.add(worst);
            } else {
                double middle = (worst.from + worst.to) / 2;
                pieces.add(path.new Piece(worst.from, middle, worst.left));
                pieces.add(path.new Piece(middle, worst.to, worst.right));
                evaluations += 4 * POINTS;
            }
            error = pieces.stream().mapToDouble(p -> p.error).sum();
        }
        double[][] sums = new double[f.columns()][x.length];
        pieces.stream().sorted(Comparator.comparingDouble(p -> p.from)).forEach(p -> p.addTo(sums));
        return path.result(sums, error, evaluations);
    }

    private final class Piece {
        private final double from;
        private final double to;
        private final double[][] left;
        private final double[][] right;
        private double error;

        Piece(double from, double to) {
            this(from, to, integral(from, to));
        }

        /** A piece whose integral is known: what its halves say is compared with it. */
        Piece(double from, double to, double[][] whole) {
            this.from = from;
            this.to = to;
            double middle = (from + to) / 2;
            this.left = integral(from, middle);
            this.right = integral(middle, to);
            for (int column = 0; column < whole.length; column++) {
                double off = 0;
                for (int i = 0; i < x.length; i++) {
                    double difference = left[column][i] + right[column][i] - whole[column][i];
                    off += Math.abs(difference * (x[i] - baseline[i]));
                }
                error = Math.max(error, off);
            }
        }

        void addTo(double[][] sums) {
            for (int column = 0; column < sums.length; column++) {
                for (int i = 0; i < x.length; i++) {
                    sums[column][i] += left[column][i] + right[column][i];
                }
            }
        }
    }

    private double[][] integral(double from, double to) {
        Quadrature.Points points = Quadrature.GAUSS_LEGENDRE.points(POINTS);
        double[][] sums = new double[f.columns()][x.length];
        for (int k = 0; k < POINTS; k++) {
            add(from + points.at[k] * (to - from), points.weights[k] * (to - from), sums);
        }
        return sums;
    }

    private void add(double t, double weight, double[][] sums) {
        double[] between = new double[x.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = baseline[i] + t * (x[i] - baseline[i]);
        }
        double[][] gradients = f.gradients(between);
        for (int column = 0; column < sums.length; column++) {
            for (int i = 0; i < between.length; i++) {
                sums[column][i] += weight * gradients[column][i];
            }
        }
    }

    private Result result(double[][] sums, double error, int evaluations) {
        double[] end = f.values(x);
        double[] begin = f.values(baseline);
        double[] gaps = new double[sums.length];
        for (int column = 0; column < sums.length; column++) {
            gaps[column] = end[column] - begin[column];
            for (int i = 0; i < x.length; i++) {
                sums[column][i] *= x[i] - baseline[i];
                gaps[column] -= sums[column][i];
            }
        }
        return new Result(sums, gaps, error, evaluations);
    }
}
