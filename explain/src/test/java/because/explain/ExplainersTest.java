package because.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Event;
import because.core.Explainer;
import because.core.Explanation;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Knowledge;
import because.core.Profile;
import because.core.Question;
import because.core.Setting;
import because.core.Target;
import because.testkit.PlantedWorld;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainersTest {
    private final PlantedWorld world = PlantedWorld.triples(1);

    @Test
    void every_name_gives_its_method() {
        assertThat(Explainers.names())
                .startsWith("auto")
                .contains("shapley-exact", "lime")
                .doesNotHaveDuplicates();
        for (String name : Explainers.names()) {
            assertThat(Explainers.named(name).method()).isEqualTo(name);
        }
    }

    @Test
    void an_unknown_name_is_answered_with_the_near_ones() {
        assertThatThrownBy(() -> Explainers.named("shapley-exakt"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown explainer 'shapley-exakt'")
                .hasMessageContaining("Maybe you meant shapley-exact");
    }

    @Test
    void auto_is_exact_where_the_budget_reaches_and_says_what_it_did() {
        Explainer auto = Explainers.named("auto");
        assertThat(method(auto, world.question(), 256)).isEqualTo("shapley-exact");
        assertThat(method(auto, world.question(), 255)).isEqualTo("shapley-regression");
        assertThat(method(auto, players(10), Explainers.budget(10).calls())).isEqualTo("shapley-exact");
        assertThat(method(auto, players(11), Explainers.budget(11).calls())).isEqualTo("shapley-regression");
        assertThat(method(auto, players(16), 1 << 16)).isEqualTo("shapley-exact");
        assertThat(method(auto, players(17), 1 << 17)).isEqualTo("shapley-regression");
        assertThat(method(auto, players(151), 1000)).isEqualTo("shapley-permutation");
    }

    private String method(Explainer explainer, Question question, long calls) {
        return explainer
                .explain(world, question, Budget.calls(calls), 1)
                .getFirst()
                .header()
                .method();
    }

    /** A question about somebody with many events, of which some have the same item. */
    private Question players(int n) {
        Profile profile = Profile.ofItems(
                IntStream.range(0, n).map(i -> i % PlantedWorld.ITEMS).toArray());
        return Question.about(profile, world.catalog(), List.of(new Candidate.Known(3)));
    }

    @Test
    void the_usual_budget_pays_for_twenty_pairs_within_its_bounds() {
        assertThat(Explainers.budget(0).calls()).isEqualTo(1024);
        assertThat(Explainers.budget(10).calls()).isEqualTo(1024);
        assertThat(Explainers.budget(50).calls()).isEqualTo(2 + 40 * 49);
        assertThat(Explainers.budget(1000).calls()).isEqualTo(16_384);
        assertThat(Explainers.budget(10_000).calls()).isEqualTo(2 + 4 * 9_999);
    }

    private Dataset nobody() {
        Interactions none = Interactions.sorted(0, new int[0], new int[0], null, null, null);
        IdMap kinds = new IdMap(List.of(Event.ANY));
        return new Dataset("nobody", new IdMap(List.of()), world.catalog(), kinds, none, Map.of());
    }

    @Test
    void somebody_without_events_is_explained_by_the_base_alone() {
        Question question =
                Question.about(Profile.EMPTY, world.catalog(), world.question().candidates());
        Setting setting = Setting.NONE
                .withList(PlantedWorld.ITEMS)
                .withTraining(nobody())
                .withKnowledge(new Knowledge.Builder(world.catalog()).build());
        for (String name : Explainers.names()) {
            if (Explainers.ofNetworks().contains(name)
                    || List.of("decoding", "ablation", "attention-heads").contains(name)) {
                assertThatThrownBy(() -> method(Explainers.named(name), world.question(), 100))
                        .hasMessageContaining("looks into a network");
                continue;
            }
            if (Explainers.learned().contains(name)) {
                assertThatThrownBy(() -> method(Explainers.named(name), world.question(), 100))
                        .hasMessageContaining("learn-explainer");
                continue;
            }
            List<Explanation> explanations =
                    new CheckedExplainer(Explainers.named(name, setting)).explain(world, question, Budget.calls(2), 1);
            assertThat(explanations).hasSize(3).allSatisfy(explanation -> {
                if (!(explanation instanceof Attribution attribution)) {
                    assertThat(explanation.evidence()).isEmpty();
                    return;
                }
                assertThat(attribution.players()).isEmpty();
                assertThat(attribution.completenessGap()).isZero();
                assertThat(attribution.header().base())
                        .isEqualTo(attribution.header().score());
                assertThat(attribution.header().deletionTest().orElseThrow().passed())
                        .isFalse();
            });
        }
    }

    @Test
    void the_header_says_what_was_asked_and_what_it_cost() {
        Question question = world.question().withTarget(Target.MARGIN);
        Explanation explanation = Explainers.named("shapley-permutation")
                .explain(world, question, Budget.calls(100), 42)
                .get(1);
        assertThat(explanation.header().seed()).isEqualTo(42);
        assertThat(explanation.header().target()).isEqualTo(Target.MARGIN);
        assertThat(explanation.header().options())
                .containsEntry("budget", "100")
                .containsEntry("pairs", "7");
        assertThat(explanation.header().calls()).isEqualTo(100);
        assertThat(explanation.header().candidate())
                .isEqualTo(world.catalog()
                        .item(((Candidate.Known) question.candidates().get(1)).index())
                        .id());
        assertThat(explanation.header().deletionTest()).isEmpty();
    }
}
