package because.models.affinity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionalLogitTest {
    private static final double[] PLANTED = {1.5, -0.7, 0};
    private static final int ALTERNATIVES = 5;
    private static final int FEATURES = PLANTED.length + 1;

    /** Alternatives of which one is chosen with the planted weights; the last feature is the same for all alternatives of an example. */
    private static float[] choices(int examples, long seed) {
        Random random = new Random(seed);
        float[] x = new float[examples * ALTERNATIVES * FEATURES];
        for (int e = 0; e < examples; e++) {
            int start = e * ALTERNATIVES * FEATURES;
            float common = (float) random.nextGaussian();
            double best = Double.NEGATIVE_INFINITY;
            int chosen = 0;
            for (int a = 0; a < ALTERNATIVES; a++) {
                double utility = -Math.log(-Math.log(random.nextDouble())); // Gumbel noise makes the choice a softmax
                for (int i = 0; i < PLANTED.length; i++) {
                    x[start + a * FEATURES + i] = (float) random.nextGaussian();
                    utility += PLANTED[i] * x[start + a * FEATURES + i];
                }
                x[start + a * FEATURES + PLANTED.length] = common;
                if (utility > best) {
                    best = utility;
                    chosen = a;
                }
            }
            for (int i = 0; i < FEATURES; i++) {
                float first = x[start + i];
                x[start + i] = x[start + chosen * FEATURES + i];
                x[start + chosen * FEATURES + i] = first;
            }
        }
        return x;
    }

    private static double loss(float[] x, double[] w) {
        double loss = 0;
        for (int start = 0; start < x.length; start += ALTERNATIVES * FEATURES) {
            double sum = 0;
            double chosen = 0;
            for (int a = 0; a < ALTERNATIVES; a++) {
                double score = 0;
                for (int i = 0; i < FEATURES; i++) {
                    score += w[i] * x[start + a * FEATURES + i];
                }
                chosen = a == 0 ? score : chosen;
                sum += Math.exp(score);
            }
            loss += Math.log(sum) - chosen;
        }
        return loss;
    }

    @Test
    void finds_the_weights_that_choices_were_made_with() {
        double[] w = new ConditionalLogit(choices(8000, 1), ALTERNATIVES, FEATURES, 2).fit(1e-6);
        for (int i = 0; i < PLANTED.length; i++) {
            assertThat(w[i]).as("weight %s", i).isCloseTo(PLANTED[i], within(0.06));
        }
        assertThat(w[PLANTED.length]).as("what never differs").isZero();
    }

    @Test
    void no_other_weights_make_the_choices_likelier() {
        float[] x = choices(300, 2);
        double[] w = new ConditionalLogit(x, ALTERNATIVES, FEATURES, 1).fit(1e-9);
        for (int i = 0; i < PLANTED.length; i++) {
            double step = 1e-4;
            double[] more = w.clone();
            more[i] += step;
            double[] less = w.clone();
            less[i] -= step;
            assertThat((loss(x, more) - loss(x, less)) / (2 * step))
                    .as("slope %s", i)
                    .isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void a_stronger_penalty_holds_weights_back_and_workers_change_no_bit() {
        float[] x = choices(600, 3);
        ConditionalLogit one = new ConditionalLogit(x, ALTERNATIVES, FEATURES, 1);
        double[] free = one.fit(1);
        assertThat(Math.abs(one.fit(1000)[0])).isLessThan(Math.abs(free[0]) / 2);
        assertThat(new ConditionalLogit(x, ALTERNATIVES, FEATURES, 3).fit(1)).isEqualTo(free);
    }
}
