package because.explain.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Budget;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.Solution;
import because.testkit.TableGame;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerLossTest {
    private static final int PLAYERS = 6;

    /** The slope of every weight, against the loss with that weight a little larger and a little smaller. */
    @Test
    void slopes_are_those_of_finite_differences() {
        for (int pools = 0; pools <= 2; pools++) {
            Random random = new Random(pools);
            LearnedNetwork network = new LearnedNetwork(3, 4, 5, pools);
            float[] weights = network.random(7);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += 0.3f * (float) random.nextGaussian();
            }
            float[][] events = new float[PLAYERS][3];
            for (float[] event : events) {
                gaussian(event, random);
            }
            events[2] = new float[0];
            float[] all = new float[4];
            gaussian(all, random);
            AnswerLoss loss = AnswerLoss.of(TableGame.random(PLAYERS, 3), 20, 5)[0];
            LearnedNetwork.Pass pass = network.new Pass(weights, all, events);
            float[][] slopes = new float[PLAYERS][network.outputs()];
            loss.of(pass.out, 1.7, slopes);
            float[] gradient = new float[weights.length];
            pass.back(slopes, gradient);
            int checked = 0;
            for (int i = 0; i < weights.length; i++) {
                double slope = (moved(network, weights, i, 1e-2f, all, events, loss)
                                - moved(network, weights, i, -1e-2f, all, events, loss))
                        / 2e-2;
                assertThat((double) gradient[i])
                        .as("weight %s of %s pools", i, pools)
                        .isCloseTo(slope, within(2e-3 + 0.02 * Math.abs(slope)));
                checked += Math.abs(slope) > 0.01 ? 1 : 0;
            }
            assertThat(checked).isGreaterThan(weights.length / 4);
        }
    }

    private static void gaussian(float[] numbers, Random random) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
    }

    private static double moved(
            LearnedNetwork network, float[] weights, int i, float by, float[] all, float[][] events, AnswerLoss loss) {
        float[] other = weights.clone();
        other[i] += by;
        return loss.of(network.new Pass(other, all, events).out, 1.7, new float[0][]);
    }

    /** Numbers for which the loss over many coalitions is smallest are the Shapley values, up to one number for all. */
    @Test
    void is_smallest_at_the_shapley_values() {
        TableGame game = TableGame.random(PLAYERS, 11);
        Solution exact = new ExactShapley().solve(game, Budget.calls(1 << PLAYERS), 1);
        AnswerLoss loss = AnswerLoss.of(game, 50_000, 3)[0];
        float[][] numbers = new float[PLAYERS][1];
        for (int step = 0; step < 200; step++) {
            float[][] slopes = new float[PLAYERS][1];
            loss.of(numbers, 1, slopes);
            for (int i = 0; i < PLAYERS; i++) {
                numbers[i][0] -= 0.5f * slopes[i][0];
            }
        }
        double shift = 0;
        for (int i = 0; i < PLAYERS; i++) {
            shift += (exact.value(i, 0) - numbers[i][0]) / PLAYERS;
        }
        for (int i = 0; i < PLAYERS; i++) {
            assertThat(numbers[i][0] + shift).isCloseTo(exact.value(i, 0), within(0.02));
        }
    }
}
