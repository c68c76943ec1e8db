package because.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Question;
import because.core.Recommender;
import because.explain.counterfactual.Counterfactuals;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.LeaveOneOut;
import because.explain.shapley.PermutationShapley;
import because.explain.shapley.ShapleyRegression;
import because.testkit.CountingRecommender;
import because.testkit.TableWorld;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnytimeExplainerTest {
    private static final int PLAYERS = 12;

    private static Attribution explain(AnytimeExplainer anytime, Recommender world, Question question, Budget budget) {
        return (Attribution) anytime.explain(world, question, budget, 3).getFirst();
    }

    @Test
    void a_finer_precision_is_reached_with_more_calls_and_the_errors_are_what_was_asked_for() {
        TableWorld world = TableWorld.random(PLAYERS, 2, 5);
        Question question = world.question(0);
        long before = 0;
        for (double precision : new double[] {0.5, 0.2, 0.1}) {
            Attribution found = explain(
                    new AnytimeExplainer(new PermutationShapley()),
                    world,
                    question,
                    Budget.calls(1 << 20).upTo(precision));
            assertThat(found.header().convergence().largestError()).isLessThanOrEqualTo(precision);
            assertThat(found.header().calls()).isGreaterThan(before);
            before = found.header().calls();
        }
    }

    @Test
    void the_last_estimate_comes_out_the_same_when_its_calls_are_asked_for() {
        TableWorld world = TableWorld.random(PLAYERS, 2, 6);
        Question question = world.question(0);
        Attribution found = explain(
                new AnytimeExplainer(ShapleyRegression.leverage()),
                world,
                question,
                Budget.calls(100_000).upTo(0.1));
        long calls =
                Long.parseLong(found.header().options().get("last estimate").replace(" calls", ""));
        Attribution again = (Attribution) ShapleyRegression.leverage()
                .explain(world, question, Budget.calls(calls), 3)
                .getFirst();
        assertThat(found.players()).isEqualTo(again.players());
        // Without replacement all coalitions are known at last: the values are exact, and no coalition was asked about
        // twice.
        Attribution exact = explain(
                new AnytimeExplainer(ShapleyRegression.leverage()),
                world,
                question,
                Budget.calls(100_000).upTo(1e-9));
        assertThat(exact.header().convergence().largestError()).isLessThan(1e-9);
        assertThat(exact.header().calls()).isLessThanOrEqualTo(1 << PLAYERS);
    }

    @Test
    void the_calls_of_the_header_are_the_coalitions_that_the_model_was_asked_about() {
        CountingRecommender counting = new CountingRecommender(TableWorld.random(PLAYERS, 1, 7));
        Question question = TableWorld.random(PLAYERS, 1, 7).question(0);
        Attribution found = explain(
                new AnytimeExplainer(new PermutationShapley()),
                counting,
                question,
                Budget.calls(4000).upTo(0.15));
        assertThat(found.header().calls()).isEqualTo(counting.calls());
    }

    @Test
    void stops_when_the_time_is_up_and_never_spends_more_calls_than_are_allowed() {
        TableWorld world = TableWorld.random(PLAYERS, 1, 8);
        AtomicLong now = new AtomicLong();
        AnytimeExplainer slow = new AnytimeExplainer(new PermutationShapley(), () -> now.addAndGet(100_000_000));
        Budget time = Budget.calls(1 << 20).within(0.65);
        Attribution first = explain(slow, world, world.question(0), time);
        Attribution longer =
                explain(slow, world, world.question(0), Budget.calls(1 << 20).within(1.5));
        assertThat(longer.header().calls()).isGreaterThan(first.header().calls());
        Attribution few =
                explain(slow, world, world.question(0), Budget.calls(100).within(1e6));
        assertThat(few.header().calls()).isLessThanOrEqualTo(100);
        assertThat(few.header().options()).containsEntry("last estimate", "100 calls");
        Attribution exact = explain(
                new AnytimeExplainer(new ExactShapley()),
                world,
                world.question(0),
                Budget.calls(1 << 20).within(1e6));
        assertThat(exact.header().convergence().largestError()).isZero();
    }

    @Test
    void budgets_that_mean_nothing_are_refused() {
        assertThatThrownBy(() -> Budget.calls(9).upTo(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Budget.calls(9).upTo(1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Budget.calls(9).within(Double.NaN)).isInstanceOf(BadInput.class);
    }

    @Test
    void a_method_that_has_no_use_for_more_calls_is_not_asked_again_and_again() {
        CountingRecommender counting = new CountingRecommender(TableWorld.random(PLAYERS, 1, 9));
        Question question = TableWorld.random(PLAYERS, 1, 9).question(0);
        // Leave-one-out costs n + 2 calls, whatever it may cost.
        Attribution found = explain(
                new AnytimeExplainer(new LeaveOneOut()),
                counting,
                question,
                Budget.calls(1 << 20).within(1e6));
        assertThat(found.header().calls()).isLessThanOrEqualTo(PLAYERS + 2);
        assertThat(counting.calls()).isLessThanOrEqualTo(PLAYERS + 2);
    }

    @Test
    void a_method_that_estimates_nothing_gets_its_usual_calls() {
        TableWorld world = TableWorld.random(PLAYERS, 3, 10);
        Question question = world.question(world.best());
        Explainer search = Counterfactuals.leave(Counterfactuals.Search.AUTO, 1);
        Budget usual = Explainers.budget(PLAYERS);
        assertThat(new AnytimeExplainer(search)
                        .explain(world, question, Budget.calls(1 << 20).upTo(0.01), 3))
                .isEqualTo(search.explain(world, question, usual, 3));
    }
}
