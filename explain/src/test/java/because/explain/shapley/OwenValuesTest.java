package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.testkit.TableGame;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwenValuesTest {
    private static final List<int[]> GROUPS = List.of(new int[] {3, 0}, new int[] {1}, new int[] {2, 5, 4});

    @Test
    void are_means_over_the_orders_in_which_groups_stay_together() {
        for (int g = 0; g < 40; g++) {
            TableGame game = TableGame.random(6, g);
            double[] sums = new double[6];
            int orders = 0;
            for (List<int[]> groups : permutations(GROUPS)) {
                List<int[]> walks = List.of(new int[0]);
                for (int[] group : groups) {
                    List<int[]> longer = new ArrayList<>();
                    for (int[] walk : walks) {
                        for (List<Integer> order :
                                permutations(IntStream.of(group).boxed().toList())) {
                            longer.add(IntStream.concat(
                                            IntStream.of(walk), order.stream().mapToInt(i -> i))
                                    .toArray());
                        }
                    }
                    walks = longer;
                }
                for (int[] walk : walks) {
                    double[][] added = PermutationShapley.marginals(game, walk);
                    for (int player = 0; player < 6; player++) {
                        sums[player] += added[player][0];
                    }
                    orders++;
                }
            }
            Solution owen = OwenValues.exact(game, GROUPS);
            for (int player = 0; player < 6; player++) {
                assertThat(owen.value(player, 0)).isCloseTo(sums[player] / orders, within(1e-10));
                assertThat(owen.standardError(player, 0)).isZero();
            }
        }
    }

    private static <T> List<List<T>> permutations(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            List<T> rest = new ArrayList<>(of);
            T first = rest.remove(i);
            for (List<T> permutation : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(permutation);
                all.add(whole);
            }
        }
        return all;
    }

    @Test
    void sampled_values_come_near_and_say_how_near() {
        double t = StudentT.twoSided(0.95, 19);
        int covered = 0;
        int asked = 0;
        for (int g = 0; g < 100; g++) {
            TableGame game = TableGame.random(6, g);
            Solution exact = OwenValues.exact(game, GROUPS);
            Solution sampled = OwenValues.sampled(game, GROUPS, 20, g);
            double sum = 0;
            for (int player = 0; player < 6; player++) {
                double off = Math.abs(sampled.value(player, 0) - exact.value(player, 0));
                covered += off <= t * sampled.standardError(player, 0) + 1e-12 ? 1 : 0;
                asked++;
                sum += sampled.value(player, 0);
            }
            assertThat(sum).isCloseTo(exact.score(0) - exact.base(0), within(1e-10));
        }
        assertThat((double) covered / asked).isBetween(0.9, 0.99);
    }

    @Test
    void groups_that_miss_a_player_or_name_one_twice_are_refused() {
        TableGame game = TableGame.random(3, 1);
        for (List<int[]> bad : List.of(
                List.of(new int[] {0, 1}),
                List.of(new int[] {0, 1, 2}, new int[] {2}),
                List.of(new int[] {0, 1, 2, 3}),
                List.of(new int[] {0, 1, -2}))) {
            assertThatThrownBy(() -> OwenValues.exact(game, bad)).isInstanceOf(BadInput.class);
            assertThatThrownBy(() -> OwenValues.sampled(game, bad, 2, 1)).isInstanceOf(BadInput.class);
        }
    }
}
