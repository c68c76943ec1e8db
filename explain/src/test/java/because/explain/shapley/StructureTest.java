package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Explainer;
import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.InteractionValues.Pair;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Question;
import because.core.Setting;
import because.explain.Explainers;
import because.testkit.PlantedWorld;
import because.testkit.TableGame;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Owen values and interactions as explanations of a recommender. */
class StructureTest {
    private final PlantedWorld world = PlantedWorld.triples(1);

    private static Player group(String name, int... events) {
        return new Player(
                "group:" + name,
                name,
                IntStream.of(events).<Part>mapToObj(Part.OfEvent::new).toList());
    }

    private static Setting groups(Player... groups) {
        return Setting.NONE.withGroups(List.of(groups));
    }

    private Question question(int events) {
        Profile profile = Profile.ofItems(
                IntStream.range(0, events).map(i -> i % PlantedWorld.ITEMS).toArray());
        return Question.about(profile, world.catalog(), List.of(new Candidate.Known(3)));
    }

    private Attribution owen(Question question, long calls, Setting setting) {
        return (Attribution) Explainers.named("owen", setting)
                .explain(world, question, Budget.calls(calls), 1)
                .getFirst();
    }

    @Test
    void a_group_gets_its_shapley_value_among_groups_and_its_members_share_it() {
        Question question = question(8);
        Setting setting = groups(group("odd", 1, 3, 5, 7), group("first", 0, 2));
        Attribution owen = owen(question, 1 << 8, setting);
        TableGame game = TableGame.copyOf(world.game(question));
        List<BitSet> unions = List.of(
                BitSet.valueOf(new long[] {0b10101010}),
                BitSet.valueOf(new long[] {0b101}),
                BitSet.valueOf(new long[] {1 << 4}),
                BitSet.valueOf(new long[] {1 << 6}));
        TableGame quotient = TableGame.of(4, mask -> {
            long present = 0;
            for (int g = 0; g < 4; g++) {
                present |= (mask >> g & 1) == 0 ? 0 : unions.get(g).toLongArray()[0];
            }
            return game.v((int) present);
        });
        double[] shapley = quotient.shapleyOverAllOrders(0);
        assertThat(owen.groups()).hasSize(2);
        for (int g = 0; g < 2; g++) {
            PlayerValue value = owen.groups().get(g);
            assertThat(value.value()).isCloseTo(shapley[g], within(1e-10));
            assertThat(owen.members(value).stream()
                            .mapToDouble(PlayerValue::value)
                            .sum())
                    .isCloseTo(value.value(), within(1e-10));
        }
        assertThat(owen.players().get(4).value()).isCloseTo(shapley[2], within(1e-10));
        assertThat(owen.completenessGap()).isCloseTo(0, within(1e-10));
        assertThat(owen.header().convergence().largestError()).isZero();
    }

    @Test
    void intervals_of_sampled_groups_hold_the_exact_value_as_often_as_they_say() {
        List<int[]> groups = List.of(new int[] {3, 0}, new int[] {1}, new int[] {2, 5, 4});
        double t = StudentT.twoSided(0.95, 19);
        int covered = 0;
        int asked = 0;
        for (int g = 0; g < 150; g++) {
            TableGame game = TableGame.random(6, g);
            Solution exact = OwenValues.allExact(game, groups);
            Solution sampled = OwenValues.allSampled(game, groups, 20, g);
            for (int group = 6; group < 9; group++) {
                double off = Math.abs(sampled.value(group, 0) - exact.value(group, 0));
                covered += off <= t * sampled.standardError(group, 0) + 1e-12 ? 1 : 0;
                asked++;
            }
        }
        assertThat((double) covered / asked).isBetween(0.9, 0.99);
        Attribution sampled = owen(question(8), 200, groups(group("odd", 1, 3, 5, 7)));
        assertThat(sampled.header().calls()).isLessThanOrEqualTo(200);
        assertThat(sampled.header().options()).containsKey("pairs");
    }

    @Test
    void without_groups_one_is_told_how_to_get_them() {
        assertThatThrownBy(() -> owen(question(8), 256, Setting.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--group time:month");
        assertThat(owen(question(0), 256, Setting.NONE).players()).isEmpty();
    }

    private InteractionValues pairs(Explainer explainer, Question question, long calls) {
        return (InteractionValues)
                explainer.explain(world, question, Budget.calls(calls), 1).getFirst();
    }

    @ParameterizedTest
    @EnumSource(InteractionIndex.class)
    void interactions_are_those_of_the_game_and_share_out_the_whole(InteractionIndex index) {
        Question question = question(9);
        InteractionExplainer explainer = new InteractionExplainer(index);
        InteractionValues exact = pairs(explainer, question, 1 << 9);
        InteractionValues sampled = pairs(explainer, question, (1 << 9) - 1);
        Dividends dividends = Dividends.of(world.game(question));
        assertThat(exact.pairs()).hasSize(36);
        for (int i = 0; i < exact.pairs().size(); i++) {
            Pair pair = exact.pairs().get(i);
            int one = Integer.parseInt(pair.one().substring(6));
            int other = Integer.parseInt(pair.other().substring(6));
            assertThat(pair.value()).isCloseTo(dividends.pair(index, one, other, 0), within(1e-10));
            assertThat(sampled.pairs().get(i).one()).isEqualTo(pair.one());
            assertThat(sampled.pairs().get(i).standardError()).isNotNaN();
        }
        if (index != InteractionIndex.SII) {
            assertThat(exact.completenessGap()).isCloseTo(0, within(1e-10));
        }
        assertThat(exact.header().method()).isEqualTo(explainer.method());
        assertThat(exact.index()).isEqualTo(index.label());
        assertThat(sampled.header().options()).containsKey("blocks");
    }

    @Test
    void the_check_measures_the_pair_on_the_game() {
        Question question = question(7);
        InteractionValues told = pairs(new InteractionExplainer(InteractionIndex.SII), question, 1 << 7);
        TableGame game = TableGame.copyOf(world.game(question));
        Check check = told.check().orElseThrow();
        int all = (1 << 7) - 1;
        int one = 1 << Integer.parseInt(check.pair().one().substring(6));
        int other = 1 << Integer.parseInt(check.pair().other().substring(6));
        double together = game.v(all) - game.v(all & ~one) - game.v(all & ~other) + game.v(all & ~one & ~other);
        assertThat(check.together()).isCloseTo(together, within(1e-10));
        assertThat(check.pairs()).isEqualTo(20);
        double largest = told.pairs().stream()
                .mapToDouble(pair -> Math.abs(pair.value()))
                .max()
                .orElseThrow();
        assertThat(Math.abs(check.pair().value())).isEqualTo(largest);
    }

    @Test
    void of_a_game_that_adds_up_no_pair_is_told_to_do_anything() {
        PlantedWorld linear = PlantedWorld.additive(1);
        for (long calls : new long[] {1 << 9, 400}) {
            InteractionValues told = (InteractionValues) new InteractionExplainer(InteractionIndex.SII)
                    .explain(linear, question(9), Budget.calls(calls), 1)
                    .getFirst();
            assertThat(told.pairs()).allMatch(pair -> pair.value() == 0);
            assertThat(told.check()).isEmpty();
        }
    }

    @Test
    void a_check_passes_only_if_the_value_is_certain_and_what_is_measured_agrees() {
        Pair pair = new Pair("a", "b", 0.5, 0.01);
        assertThat(Check.of(pair, 0.4, 40, 38, true).passed()).isTrue();
        assertThat(Check.of(pair, 0.4, 40, 37, true).passed()).isFalse();
        assertThat(Check.of(pair, -0.4, 40, 40, true).passed()).isFalse();
        assertThat(Check.of(pair, 0.4, 40, 40, false).passed()).isFalse();
        assertThat(Check.of(pair, 0, 40, 40, true).passed()).isFalse();
    }

    @Test
    void one_player_or_none_has_no_pairs_and_a_small_budget_is_refused() {
        for (int events = 0; events < 2; events++) {
            InteractionValues told = pairs(new InteractionExplainer(InteractionIndex.STII), question(events), 1000);
            assertThat(told.pairs()).isEmpty();
            assertThat(told.check()).isEmpty();
            assertThat(told.alone()).hasSize(events);
        }
        assertThatThrownBy(() -> pairs(new InteractionExplainer(InteractionIndex.SII), question(20), 1521))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1522 calls or more for interactions with 20 players");
    }
}
