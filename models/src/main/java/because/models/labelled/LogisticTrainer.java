package because.models.labelled;

import because.core.Dataset;
import because.core.Recommender;
import because.core.Trainer;
import because.models.Memory;
import java.util.Map;

/**
 * Logistic regression, exactly: Newton's method whose linear systems are solved by conjugate gradients (Lin, Weng, Keerthi 2008), until the gradient is a
 * hundred-millionth of what it was. It minimises Σ<sub>n</sub> log(1 + exp(−y<sub>n</sub>s<sub>n</sub>)) + λ/2 ‖w‖² with y = ±1; the bias is not held back.
 *
 * @param options what it looks at and how strongly weights are held back
 */
public record LogisticTrainer(LogisticOptions options) implements Trainer {
    private static final int STEPS = 100;
    private static final double CLOSE = 1e-8;

    /** So many numbers for each feature are there at the same time: weights, slopes, directions. */
    private static final int VECTORS = 12;

    /** And so many for each example: label, curvature, scores. */
    private static final int STORED = 6;

    @Override
    public String model() {
        return PairModel.LOGISTIC;
    }

    @Override
    public Recommender train(Dataset data, Run run) {
        run.requireUnweighted(model());
        return train(new PairExamples(data, options.task(), options.pairs()), data, run);
    }

    Recommender train(PairExamples examples, Dataset data, Run run) {
        Memory.check(
                model() + " for " + examples.encoding.size() + " features",
                Double.BYTES * ((double) VECTORS * examples.encoding.size() + (double) STORED * examples.size()),
                0,
                run.memory(),
                "keep fewer items by a filter such as k-core");
        run.progress().stage("training logistic", 0);
        double[] w = new Newton(examples, options.regularisation()).solve(run);
        double[] weights = java.util.Arrays.copyOf(w, w.length - 1);
        return PairModel.trained(
                PairModel.LOGISTIC, options, run.seed(), data, examples, w[w.length - 1], weights, new double[0]);
    }

    /** The weights with the bias at their end. */
    private static final class Newton {
        private final PairExamples examples;
        private final double lambda;
        private final int size;
        private final double[] curvature;

        Newton(PairExamples examples, double lambda) {
            this.examples = examples;
            this.lambda = lambda;
            this.size = examples.encoding.size() + 1;
            this.curvature = new double[examples.size()];
        }

        double[] solve(Run run) {
            double[] w = new double[size];
            double[] scores = scores(w);
            double first = -1;
            for (int step = 0; step < STEPS; step++) {
                double[] gradient = gradient(w, scores);
                double norm = Math.sqrt(dot(gradient, gradient));
                first = first < 0 ? norm : first;
                run.progress().step(step, Map.of("gradient", norm));
                if (norm <= CLOSE * Math.max(1, first)) {
                    break;
                }
                double[] direction = direction(gradient, norm);
                double loss = loss(w, scores);
                double slope = dot(gradient, direction);
                double length = 1;
                double[] next = w;
                double[] nextScores = scores;
                for (int half = 0; half < 40; half++, length /= 2) {
                    next = plus(w, direction, length);
                    nextScores = scores(next);
                    if (loss(next, nextScores) <= loss + 1e-4 * length * slope + 1e-12 * Math.abs(loss)) {
                        break;
                    }
                }
                w = next;
                scores = nextScores;
            }
            return w;
        }

        private double[] scores(double[] w) {
            double[] scores = new double[examples.size()];
            for (int n = 0; n < scores.length; n++) {
                scores[n] = w[size - 1] + dot(w, examples.person(n)) + dot(w, examples.candidate(n));
            }
            return scores;
        }

        private double loss(double[] w, double[] scores) {
            double loss = 0;
            for (int n = 0; n < scores.length; n++) {
                double z = examples.labels[n] == 1 ? scores[n] : -scores[n];
                loss += z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z;
            }
            return loss + lambda / 2 * (dot(w, w) - w[size - 1] * w[size - 1]);
        }

        private double[] gradient(double[] w, double[] scores) {
            double[] gradient = new double[size];
            for (int i = 0; i < size - 1; i++) {
                gradient[i] = lambda * w[i];
            }
            for (int n = 0; n < scores.length; n++) {
                double p = 1 / (1 + Math.exp(-scores[n]));
                curvature[n] = p * (1 - p);
                spread(n, p - examples.labels[n], gradient);
            }
            return gradient;
        }

        /** Solves H d = −g roughly: the closer to the end, the better. */
        private double[] direction(double[] gradient, double norm) {
            double[] d = new double[size];
            double[] residual = new double[size];
            for (int i = 0; i < size; i++) {
                residual[i] = -gradient[i];
            }
            double[] p = residual.clone();
            double squares = dot(residual, residual);
            double enough = Math.min(0.1, Math.sqrt(norm)) * norm;
            for (int step = 0; step < 500 && Math.sqrt(squares) > enough; step++) {
                double[] hp = times(p);
                double alpha = squares / dot(p, hp);
                for (int i = 0; i < size; i++) {
                    d[i] += alpha * p[i];
                    residual[i] -= alpha * hp[i];
                }
                double next = dot(residual, residual);
                for (int i = 0; i < size; i++) {
                    p[i] = residual[i] + next / squares * p[i];
                }
                squares = next;
            }
            return d;
        }

        private double[] times(double[] vector) {
            double[] product = new double[size];
            for (int i = 0; i < size - 1; i++) {
                product[i] = lambda * vector[i];
            }
            product[size - 1] = 1e-12 * vector[size - 1];
            double[] scores = scores(vector);
            for (int n = 0; n < scores.length; n++) {
                spread(n, curvature[n] * scores[n], product);
            }
            return product;
        }

        /** Adds an example's features times a factor. */
        private void spread(int n, double factor, double[] into) {
            into[size - 1] += factor;
            spread(examples.person(n), factor, into);
            spread(examples.candidate(n), factor, into);
        }

        private static void spread(FeaturesBut x, double factor, double[] into) {
            for (int i = 0; i < x.size(); i++) {
                if (!x.without(i)) {
                    into[x.index(i)] += factor * x.value(i);
                }
            }
        }

        private static double dot(double[] w, FeaturesBut x) {
            double sum = 0;
            for (int i = 0; i < x.size(); i++) {
                if (!x.without(i)) {
                    sum += w[x.index(i)] * x.value(i);
                }
            }
            return sum;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private static double[] plus(double[] a, double[] b, double factor) {
            double[] sum = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                sum[i] = a[i] + factor * b[i];
            }
            return sum;
        }
    }
}
