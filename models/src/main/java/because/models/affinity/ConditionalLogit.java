package because.models.affinity;

import because.models.baseline.Shards;
import java.util.Arrays;

/**
 * Which of several alternatives is chosen, by their features (McFadden 1974): P(j) = exp(⟨w, x<sub>j</sub>⟩) / Σ<sub>k</sub> exp(⟨w, x<sub>k</sub>⟩). The weights are
 * those of w = argmin −Σ log P(chosen) + λ/2 Σ<sub>i</sub> (σ<sub>i</sub>w<sub>i</sub>)², with the features' standard deviations σ, found by Newton's method.
 */
final class ConditionalLogit {
    private static final int STEPS = 50;
    private static final double ENOUGH = 1e-9;
    private static final int SHARD = 256;

    private final float[] x;
    private final int alternatives;
    private final int features;
    private final int examples;
    private final int workers;

    /**
     * @param x example by example the alternatives, the chosen one first; of each its features
     * @param alternatives how many an example has
     * @param features how many an alternative has
     */
    ConditionalLogit(float[] x, int alternatives, int features, int workers) {
        this.x = x;
        this.alternatives = alternatives;
        this.features = features;
        this.examples = x.length / (alternatives * features);
        this.workers = workers;
    }

    /** The weights; 0 for a feature that never differs. */
    double[] fit(double lambda) {
        double[] scale = deviations();
        double[] penalty = new double[features];
        for (int i = 0; i < features; i++) {
            penalty[i] = scale[i] > 0 ? lambda * scale[i] * scale[i] : 1;
        }
        double[] w = new double[features];
        State now = new State(w, penalty);
        for (int step = 0; step < STEPS; step++) {
            double[] direction = solve(now.hessian, now.gradient, features);
            double slope = 0;
            for (int i = 0; i < features; i++) {
                slope += direction[i] * now.gradient[i];
            }
            State next = now;
            for (double length = 1; length > 1e-6; length /= 2) {
                double[] tried = w.clone();
                for (int i = 0; i < features; i++) {
                    tried[i] -= length * direction[i];
                }
                next = new State(tried, penalty);
                if (next.loss <= now.loss - 1e-4 * length * slope) {
                    w = tried;
                    break;
                }
            }
            if (slope < ENOUGH || next.loss > now.loss) {
                break;
            }
            now = next;
        }
        for (int i = 0; i < features; i++) {
            w[i] = scale[i] > 0 ? w[i] : 0;
        }
        return w;
    }

    /** The mean over examples of a feature's variance among the alternatives, its root: only what differs between alternatives can count. */
    private double[] deviations() {
        double[] deviations = new double[features];
        for (int i = 0; i < features; i++) {
            double total = 0;
            for (int e = 0; e < examples; e++) {
                double sum = 0;
                double squares = 0;
                for (int a = 0; a < alternatives; a++) {
                    double value = x[(e * alternatives + a) * features + i];
                    sum += value;
                    squares += value * value;
                }
                total += Math.max(0, squares / alternatives - sum / alternatives * (sum / alternatives));
            }
            double deviation = Math.sqrt(total / Math.max(1, examples));
            deviations[i] = deviation > 1e-7 ? deviation : 0;
        }
        return deviations;
    }

    /** Loss, gradient and second derivatives at some weights. */
    private final class State {
        private double loss;
        private final double[] gradient = new double[features];
        private final double[] hessian = new double[features * features];

        State(double[] w, double[] penalty) {
            int shards = Shards.count(examples, SHARD);
            double[][] parts = new double[shards][];
            Shards.run(workers, examples, SHARD, (from, to) -> parts[from / SHARD] = part(w, from, to));
            for (double[] part : parts) {
                loss += part[0];
                for (int i = 0; i < features; i++) {
                    gradient[i] += part[1 + i];
                }
                for (int i = 0; i < hessian.length; i++) {
                    hessian[i] += part[1 + features + i];
                }
            }
            for (int i = 0; i < features; i++) {
                loss += penalty[i] * w[i] * w[i] / 2;
                gradient[i] += penalty[i] * w[i];
                hessian[i * features + i] += penalty[i];
            }
        }
    }

    private double[] part(double[] w, int from, int to) {
        double[] part = new double[1 + features + features * features];
        double[] p = new double[alternatives];
        double[] mean = new double[features];
        for (int e = from; e < to; e++) {
            int start = e * alternatives * features;
            double largest = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < alternatives; a++) {
                double score = 0;
                for (int i = 0; i < features; i++) {
                    score += w[i] * x[start + a * features + i];
                }
                p[a] = score;
                largest = Math.max(largest, score);
            }
            double chosen = p[0];
            double sum = 0;
            for (int a = 0; a < alternatives; a++) {
                p[a] = Math.exp(p[a] - largest);
                sum += p[a];
            }
            part[0] += Math.log(sum) + largest - chosen;
            Arrays.fill(mean, 0);
            for (int a = 0; a < alternatives; a++) {
                p[a] /= sum;
                for (int i = 0; i < features; i++) {
                    mean[i] += p[a] * x[start + a * features + i];
                }
            }
            for (int i = 0; i < features; i++) {
                part[1 + i] += mean[i] - x[start + i];
            }
            spread(part, p, mean, start);
        }
        return part;
    }

    /** Adds the covariance of the features over the alternatives. */
    private void spread(double[] part, double[] p, double[] mean, int start) {
        for (int a = 0; a < alternatives; a++) {
            int place = start + a * features;
            for (int i = 0; i < features; i++) {
                double one = p[a] * (x[place + i] - mean[i]);
                for (int j = 0; j <= i; j++) {
                    part[1 + features + i * features + j] += one * (x[place + j] - mean[j]);
                }
            }
        }
    }

    /** The solution of A s = b by Cholesky's factors, where A's lower half is given and it is positive definite. */
    private static double[] solve(double[] a, double[] b, int n) {
        double[] lower = new double[n * n];
        double[] s = b.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                lower[i * n + j] = i == j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / lower[j * n + j];
            }
            for (int k = 0; k < i; k++) {
                s[i] -= lower[i * n + k] * s[k];
            }
            s[i] /= lower[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                s[i] -= lower[k * n + i] * s[k];
            }
            s[i] /= lower[i * n + i];
        }
        return s;
    }
}
