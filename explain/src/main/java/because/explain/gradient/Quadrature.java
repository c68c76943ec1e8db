package because.explain.gradient;

import because.core.BadInput;

/** Rules that integrate a function over [0, 1] from its values at some points. */
public enum Quadrature {
    /** k / n for k = 0 … n − 1. */
    LEFT,
    /** (k + 1) / n. */
    RIGHT,
    /** (k + 1/2) / n. */
    MIDDLE,
    /** The zeros of the n-th Legendre polynomial: exact for polynomials up to the degree 2n − 1. */
    GAUSS_LEGENDRE;

    /** Points and their weights, which sum to 1. */
    public static final class Points {
        final double[] at;
        final double[] weights;

        private Points(int n) {
            at = new double[n];
            weights = new double[n];
        }

        /** @return how many there are */
        public int count() {
            return at.length;
        }

        /**
         * @param point which one, from 0
         * @return where it is, from 0 to 1
         */
        public double at(int point) {
            return at[point];
        }

        /**
         * @param point which one, from 0
         * @return what it weighs
         */
        public double weight(int point) {
            return weights[point];
        }
    }

    /**
     * @param n how many points, 1 or more
     * @return the points, from 0 to 1
     * @throws BadInput if there are none
     */
    public Points points(int n) {
        if (n < 1) {
            throw BadInput.of("the number of steps", n, "1 or more", "");
        }
        Points points = new Points(n);
        for (int k = 0; k < n; k++) {
            points.weights[k] = 1.0 / n;
            points.at[k] = switch (this) {
                case LEFT -> (double) k / n;
                case RIGHT -> (k + 1.0) / n;
                case MIDDLE -> (k + 0.5) / n;
                case GAUSS_LEGENDRE -> zero(points, k, n);
            };
        }
        return points;
    }

    /** By Newton's method from a good guess; the weight is 2 / ((1 − x²) P′(x)²), halved as [−1, 1] becomes [0, 1]. */
    private static double zero(Points points, int k, int n) {
        double x = -Math.cos(Math.PI * (k + 0.75) / (n + 0.5));
        double slope = 1;
        for (int i = 0; i < 50; i++) {
            double p = 1;
            double before = 0;
            for (int j = 1; j <= n; j++) {
                double next = ((2 * j - 1) * x * p - (j - 1) * before) / j;
                before = p;
                p = next;
            }
            slope = n * (x * p - before) / (x * x - 1);
            double step = p / slope;
            x -= step;
            if (Math.abs(step) < 1e-16) {
                break;
            }
        }
        points.weights[k] = 1 / ((1 - x * x) * slope * slope);
        return (x + 1) / 2;
    }
}
