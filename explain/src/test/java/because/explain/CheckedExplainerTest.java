package because.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.DeletionTest;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.explain.shapley.ExactShapley;
import because.explain.shapley.LeaveOneOut;
import because.explain.shapley.PermutationShapley;
import because.testkit.CountingRecommender;
import because.testkit.LyingExplainer;
import because.testkit.PlantedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedExplainerTest {
    private static final Budget BUDGET = Budget.calls(300);

    private static List<DeletionTest> tests(Explainer explainer, PlantedWorld world, Question question) {
        return new CheckedExplainer(explainer)
                .explain(world, question, BUDGET, 1).stream()
                        .map(e -> e.header().deletionTest().orElseThrow())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_named_players_are_the_strongest_that_raise_the_score(long seed) {
        PlantedWorld world = PlantedWorld.additive(seed);
        Question question = world.question();
        List<DeletionTest> tests = tests(new ExactShapley(), world, question);
        for (int column = 0; column < tests.size(); column++) {
            double[] truth = world.truth(question, column);
            List<Integer> order = new ArrayList<>();
            for (int player = 0; player < truth.length; player++) {
                if (truth[player] > 1e-9) {
                    order.add(player);
                }
            }
            order.sort((a, b) -> Double.compare(truth[b], truth[a]));
            List<String> expected = order.stream()
                    .limit(3)
                    .filter(p -> truth[p] >= 0.2 * truth[order.getFirst()])
                    .map(p -> question.players().get(p).id())
                    .toList();
            assertThat(tests.get(column).named()).containsExactlyInAnyOrderElementsOf(expected);
            double fall = expected.stream()
                    .mapToDouble(id -> truth[ids(question).indexOf(id)])
                    .sum();
            assertThat(tests.get(column).fall()).isCloseTo(fall, org.assertj.core.api.Assertions.within(1e-9));
        }
    }

    private static List<String> ids(Question question) {
        return question.players().stream().map(Player::id).toList();
    }

    @Test
    void where_effects_add_up_three_of_eight_players_beat_all_random_removals() {
        PlantedWorld world = PlantedWorld.additive(1);
        boolean three = false;
        for (DeletionTest test : tests(new ExactShapley(), world, world.question())) {
            if (test.named().size() == 3) {
                three = true;
                // 56 sets of three: more than 40, so 40 are drawn, and none of them is the named one.
                assertThat(test.removals()).isEqualTo(40);
                assertThat(test.weaker()).isEqualTo(40);
                assertThat(test.passed()).isTrue();
            }
        }
        assertThat(three).isTrue();
    }

    @Test
    void where_fewer_removals_exist_all_are_made() {
        PlantedWorld world = PlantedWorld.additive(1);
        Explainer one = new CheckedExplainer(
                new ExactShapley(), CheckedExplainer.Options.defaults().withNamed(1));
        for (Explanation explanation : one.explain(world, world.question(), BUDGET, 1)) {
            DeletionTest test = explanation.header().deletionTest().orElseThrow();
            assertThat(test.named()).hasSize(1);
            assertThat(test.removals()).isEqualTo(7);
            assertThat(test.passed()).isTrue();
        }
    }

    @Test
    void a_model_that_does_not_look_at_the_profile_gives_no_reason() {
        PlantedWorld world = PlantedWorld.popularity(1);
        assertThat(tests(new ExactShapley(), world, world.question()))
                .hasSize(3)
                .allSatisfy(test -> {
                    assertThat(test.named()).isEmpty();
                    assertThat(test.passed()).isFalse();
                });
    }

    @Test
    void the_only_event_is_a_reason_if_the_score_falls_without_it() {
        PlantedWorld world = PlantedWorld.additive(1);
        for (int item = 0; item < PlantedWorld.ITEMS - 1; item++) {
            Question question = Question.about(
                    Profile.ofItems(item), world.catalog(), List.of(new Candidate.Known(PlantedWorld.ITEMS - 1)));
            DeletionTest test = tests(new ExactShapley(), world, question).getFirst();
            assertThat(test.removals()).isZero();
            assertThat(test.passed()).isEqualTo(world.truth(question, 0)[0] > 0);
        }
    }

    @Test
    void the_check_is_counted_in_the_calls_and_shared_by_the_candidates() {
        for (PlantedWorld world : PlantedWorld.all(3)) {
            CountingRecommender counting = new CountingRecommender(world);
            List<Explanation> explanations =
                    new CheckedExplainer(new PermutationShapley()).explain(counting, world.question(), BUDGET, 1);
            assertThat(explanations)
                    .allSatisfy(e -> assertThat(e.header().calls()).isEqualTo(counting.calls()));
            // Everybody, a removal for each candidate, and 41 random removals for each of three sizes.
            assertThat(counting.calls()).isLessThanOrEqualTo(PermutationShapley.calls(8, 20) + 1 + 3 + 3 * 41);
        }
    }

    @Test
    void the_same_seed_gives_the_same_explanation() {
        PlantedWorld world = PlantedWorld.triples(1);
        Explainer checked = new CheckedExplainer(new PermutationShapley());
        assertThat(checked.explain(world, world.question(), BUDGET, 5))
                .isEqualTo(checked.explain(world, world.question(), BUDGET, 5));
        assertThat(checked.method()).isEqualTo("shapley-permutation");
    }

    @Test
    void lies_about_the_strongest_events_do_not_pass() {
        int honest = 0;
        int lies = 0;
        int asked = 0;
        for (long seed = 1; seed <= 20; seed++) {
            PlantedWorld world = PlantedWorld.additive(seed);
            Explainer liar = new LyingExplainer(new ExactShapley(), LyingExplainer.Kind.SIGN_FLIPPED);
            for (DeletionTest test : tests(new ExactShapley(), world, world.question())) {
                honest += test.passed() ? 1 : 0;
                asked++;
            }
            for (DeletionTest test : tests(liar, world, world.question())) {
                lies += test.passed() ? 1 : 0;
            }
        }
        assertThat(honest).isGreaterThan(asked * 9 / 10);
        assertThat(lies).isZero();
    }

    @Test
    void uncertain_values_are_not_named() {
        PlantedWorld world = PlantedWorld.additive(1);
        for (double error : new double[] {Double.NaN, 1e6}) {
            Explainer unsure = changed(p -> new PlayerValue(p.player(), p.value(), error));
            assertThat(tests(unsure, world, world.question())).allSatisfy(test -> {
                assertThat(test.named()).isEmpty();
                assertThat(test.certain()).isFalse();
                assertThat(test.passed()).isFalse();
            });
        }
        Explainer fairlySure = changed(p -> new PlayerValue(p.player(), p.value(), Math.abs(p.value()) / 2.1));
        assertThat(tests(fairlySure, world, world.question())).allMatch(DeletionTest::certain);
    }

    private static Explainer changed(UnaryOperator<PlayerValue> change) {
        return new Explainer() {
            @Override
            public String method() {
                return "changed";
            }

            @Override
            public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
                List<Explanation> changed = new ArrayList<>();
                for (Explanation explanation : new ExactShapley().explain(recommender, question, budget, seed)) {
                    Attribution attribution = (Attribution) explanation;
                    changed.add(Attribution.of(
                            attribution.header(),
                            attribution.players().stream().map(change).toList()));
                }
                return changed;
            }
        };
    }

    @Test
    void groups_of_events_are_checked_as_one() {
        PlantedWorld world = PlantedWorld.pairs(2);
        Question single = world.question();
        Question groups = single.withPlayers(
                Player.groups(single.profile(), e -> e.knownItem() < 4 ? "early items" : "late items"));
        for (Explanation explanation : new CheckedExplainer(new ExactShapley()).explain(world, groups, BUDGET, 1)) {
            Attribution attribution = (Attribution) explanation;
            assertThat(attribution.players())
                    .extracting(p -> p.player().id())
                    .containsExactlyInAnyOrder("group:early items", "group:late items");
            DeletionTest test = attribution.header().deletionTest().orElseThrow();
            assertThat(test.removals()).isEqualTo(test.named().size() == 1 ? 1 : 0);
        }
    }

    @Test
    void an_explainer_that_answers_another_question_is_refused() {
        PlantedWorld world = PlantedWorld.additive(1);
        Player stranger = world.question().players().getFirst();
        Player renamed = new Player("event:99", stranger.name(), stranger.parts());
        Explainer foreign = changed(p -> new PlayerValue(renamed, 1, 0));
        assertThatThrownBy(() -> tests(foreign, world, world.question()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("event:99");
        Explainer firstOnly = new LyingExplainer(new LeaveOneOut(), LyingExplainer.Kind.FIRST_ONLY);
        assertThatThrownBy(() -> tests(firstOnly, world, world.question()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("one for each candidate");
    }

    @Test
    void options_are_validated() {
        assertThat(CheckedExplainer.Options.defaults().withNamed(2).withShare(0.5))
                .isEqualTo(new CheckedExplainer.Options(2, 0.5));
        assertThatThrownBy(() -> new CheckedExplainer.Options(0, 0.2)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new CheckedExplainer.Options(3, Double.NaN)).isInstanceOf(BadInput.class);
    }
}
