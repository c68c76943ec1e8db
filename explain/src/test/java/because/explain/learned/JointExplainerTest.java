package because.explain.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Profile;
import because.core.Regularizer;
import because.testkit.TableGame;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JointExplainerTest {
    private static final LearnedOptions SMALL = new LearnedOptions(24, 1, 16, 1, 16, 6e-3, 1e-3);
    private static final PlantedStates WORLD = PlantedStates.attending(2);

    private static JointExplainer.Unsaid term(Pairs pairs, double[] said, double floor) {
        List<Profile> profiles = Collections.nCopies(said.length, Profile.EMPTY);
        return new JointExplainer.Unsaid(pairs, profiles, 0, pairs.odd(said), floor);
    }

    private static double[] values(TableGame game, Pairs pairs) {
        double[][] out = new double[pairs.asked().size()][1];
        game.values(pairs.asked(), out);
        return Arrays.stream(out).mapToDouble(row -> row[0]).toArray();
    }

    @Test
    void slopes_of_the_cost_are_those_of_finite_differences() {
        Random random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            int players = 2 + random.nextInt(7);
            Pairs pairs = Pairs.draw(players, 1 + random.nextInt(5), trial);
            double[] scores = values(TableGame.random(players, trial), pairs);
            JointExplainer.Unsaid term = term(pairs, values(TableGame.random(players, trial + 999), pairs), 0.05);
            double[] slopes = new double[scores.length];
            term.cost(scores, slopes);
            for (int i = 0; i < scores.length; i++) {
                double step = 1e-6;
                double[] more = scores.clone();
                more[i] += step;
                double[] less = scores.clone();
                less[i] -= step;
                double slope = (term.cost(more, new double[scores.length]) - term.cost(less, new double[scores.length]))
                        / (2 * step);
                assertThat(slopes[i]).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    /** The explainer may add the same to what everybody says, and any game that is even: Shapley values do not see it. Scores that shrink cost more. */
    @Test
    void what_the_explainer_says_costs_nothing_and_shrinking_does_not_help() {
        Pairs pairs = Pairs.draw(5, 4, 7);
        double[] said = values(TableGame.random(5, 8), pairs);
        JointExplainer.Unsaid term = term(pairs, said, 1e-3);
        double[] slopes = new double[said.length];
        assertThat(term.cost(said, slopes)).isZero();
        assertThat(Arrays.stream(slopes).map(Math::abs)).containsOnly(0.0);
        double[] moved = Arrays.stream(said).map(v -> v + 3).toArray();
        assertThat(term.cost(moved, slopes)).isCloseTo(0, within(1e-12));
        double[] smaller = Arrays.stream(said).map(v -> v / 10).toArray();
        assertThat(term.cost(smaller, slopes)).isGreaterThan(1);
    }

    private static double epoch(JointExplainer explainer, int number) {
        List<Regularizer.Term> terms = explainer.epoch(number, WORLD);
        double sum = 0;
        for (Regularizer.Term term : terms) {
            double[] scores = Arrays.stream(WORLD.score(
                            term.profiles(),
                            List.of(WORLD.catalog().candidates().get(term.item()))))
                    .mapToDouble(row -> row[0])
                    .toArray();
            sum += term.cost(scores, new double[scores.length]);
        }
        return sum / terms.size();
    }

    private static JointExplainer explainer() {
        return new JointExplainer(SMALL, 5, "a test", (_, epoch) -> WORLD.questions(60, 3, 9, 100 + epoch));
    }

    @Test
    void learns_a_planted_model_until_little_is_left_unsaid_on_new_people_and_coalitions() {
        JointExplainer explainer = explainer();
        double first = epoch(explainer, 1);
        double last = 1;
        for (int number = 2; number <= 25; number++) {
            last = epoch(explainer, number);
        }
        assertThat(first).isGreaterThan(0.5);
        assertThat(last).isLessThan(0.25 * first);
    }

    @Test
    void what_it_remembers_is_all_that_it_knows() {
        JointExplainer unbroken = explainer();
        epoch(unbroken, 1);
        epoch(unbroken, 2);
        JointExplainer taken = explainer();
        taken.remember(unbroken.memory());
        double expected = epoch(unbroken, 3);
        assertThat(epoch(taken, 3)).isEqualTo(expected);
        assertThat(taken.weights().orElseThrow()).isEqualTo(unbroken.weights().orElseThrow());
        unbroken.remember(java.util.Map.of());
        assertThat(epoch(unbroken, 1)).as("begun anew").isEqualTo(epoch(explainer(), 1));
    }
}
