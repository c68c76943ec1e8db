package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributions, headers and the rule of the deletion test. */
class ExplanationTest {
    private static Header header(double base, double score) {
        return new Header(
                Header.SCHEMA,
                "method",
                Map.of(),
                7,
                "model",
                "item",
                Target.SCORE,
                Absence.REMOVED,
                base,
                score,
                12,
                Convergence.EXACT,
                Optional.empty());
    }

    private static PlayerValue player(String id, double value) {
        return new PlayerValue(new Player(id, "Name of " + id, List.of(new Part.OfTag(id))), value, 0.25);
    }

    @Test
    void the_gap_is_what_the_values_leave_of_the_difference() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<PlayerValue> players = new ArrayList<>();
            double left = random.nextInt(-50, 50);
            double base = random.nextInt(-50, 50);
            Header header = header(base, base + left);
            for (int i = random.nextInt(10); i > 0; i--) {
                double value = random.nextInt(-80, 80) / 8.0;
                players.add(player("p" + i, value));
                left -= value;
            }
            assertThat(Attribution.of(header, players).completenessGap()).isEqualTo(left);
        }
    }

    @Test
    void each_player_is_evidence_under_its_id() {
        Attribution attribution = Attribution.of(header(0, 3), List.of(player("a", 2), player("b", -1)));
        assertThat(attribution.evidence())
                .containsExactly(new Evidence("a", "Name of a", 2, 0.25), new Evidence("b", "Name of b", -1, 0.25));
        assertThat(attribution.completenessGap()).isEqualTo(2);
    }

    @Test
    void a_difference_has_every_player_of_either_side_once() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<String, Double> before = values(random);
            Map<String, Double> after = values(random);
            Attribution.Difference difference = attribution(1, 5, before).diff(attribution(2, 4.5, after));
            assertThat(difference.base()).isEqualTo(1, offset(0.0));
            assertThat(difference.score()).isEqualTo(-0.5, offset(0.0));
            Set<String> ids = new LinkedHashSet<>(before.keySet());
            ids.addAll(after.keySet());
            assertThat(difference.changes()).extracting(c -> c.player().id()).containsExactlyElementsOf(ids);
            for (Attribution.Difference.Change change : difference.changes()) {
                assertThat(change.before())
                        .isEqualTo(before.getOrDefault(change.player().id(), Double.NaN));
                assertThat(change.after())
                        .isEqualTo(after.getOrDefault(change.player().id(), Double.NaN));
            }
        }
    }

    private static Map<String, Double> values(SplittableRandom random) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int n = random.nextInt(8); n > 0; n--) {
            values.put("p" + random.nextInt(8), (double) random.nextInt(9));
        }
        return values;
    }

    private static Attribution attribution(double base, double score, Map<String, Double> values) {
        List<PlayerValue> players = new ArrayList<>();
        values.forEach((id, value) -> players.add(player(id, value)));
        return Attribution.of(header(base, score), players);
    }

    @Test
    void a_header_takes_up_the_check_and_its_cost_and_nothing_else() {
        Header header = header(1, 2);
        DeletionTest test = DeletionTest.of(List.of("a"), 1, 40, 40, true);
        assertThat(header.with(test, 41))
                .isEqualTo(new Header(
                        1,
                        "method",
                        Map.of(),
                        7,
                        "model",
                        "item",
                        Target.SCORE,
                        Absence.REMOVED,
                        1,
                        2,
                        53,
                        Convergence.EXACT,
                        Optional.of(test)));
        assertThat(header.deletionTest()).isEmpty();
    }

    @Test
    void options_are_in_the_order_of_their_names() {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            options.put("option " + i * 7919 % 100, "x");
        }
        List<String> sorted = options.keySet().stream().sorted().toList();
        Header header = new Header(
                1, "m", options, 0, "", "", Target.RANK, Absence.MASKED, 0, 0, 0, Convergence.EXACT, Optional.empty());
        assertThat(header.options().keySet()).containsExactlyElementsOf(sorted);
        Provenance provenance = new Provenance("m", options, 0, "", "", options);
        assertThat(provenance.options().keySet()).containsExactlyElementsOf(sorted);
        assertThat(provenance.environment().keySet()).containsExactlyElementsOf(sorted);
    }

    @ParameterizedTest(name = "{0} named, fall {1}, weaker {3} of {2}, certain {4}: {5}")
    @CsvSource({
        // 95 % of 40 are 38
        "1, 1, 40, 40, true, true",
        "1, 1, 40, 38, true, true",
        "1, 1, 40, 37, true, false",
        // of fewer: 19 of 20 are exactly 95 %, of less than 20 it takes all
        "3, 0.1, 20, 19, true, true",
        "3, 0.1, 20, 18, true, false",
        "1, 1, 39, 38, true, true",
        "1, 1, 39, 37, true, false",
        "1, 1, 19, 19, true, true",
        "1, 1, 19, 18, true, false",
        "1, 1, 1, 1, true, true",
        "1, 1, 1, 0, true, false",
        // nothing to compare with
        "2, 1, 0, 0, true, true",
        "2, 0, 0, 0, true, false",
        // the fall
        "1, 0, 40, 40, true, false",
        "1, -1, 40, 40, true, false",
        "1, NaN, 40, 40, true, false",
        "1, 1e-300, 40, 40, true, true",
        // certainty
        "1, 1, 40, 40, false, false",
        "1, 1, 0, 0, false, false",
        // nobody named
        "0, 1, 40, 40, true, false",
        "0, 0, 0, 0, true, false",
    })
    void a_reason_passes_by_this_rule(
            int named, double fall, int removals, int weaker, boolean certain, boolean passed) {
        List<String> ids = List.of("a", "b", "c").subList(0, named);
        assertThat(DeletionTest.of(ids, fall, removals, weaker, certain))
                .isEqualTo(new DeletionTest(ids, fall, removals, weaker, certain, passed));
    }

    @Test
    void enough_was_drawn_at_a_twentieth() {
        assertThat(Convergence.of(0.05)).isEqualTo(new Convergence(true, 0.05));
        assertThat(Convergence.of(Math.nextUp(0.05)).reached()).isFalse();
        assertThat(Convergence.of(Double.NaN).reached()).isFalse();
        assertThat(Convergence.of(0)).isEqualTo(Convergence.EXACT);
    }

    @Test
    void what_is_said_of_many_people_must_fit_together() {
        Curve.Point point = new Curve.Point("1", 1, 2, 0.1, 1.8, 2.2, 9);
        Curve.Line line = new Curve.Line(1, List.of(1.0, 2.0));
        assertThatThrownBy(() -> new Curve(header(0, 0), Curve.Form.ICE, "x", 9, List.of(point), List.of(line)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another number of values");
        assertThatThrownBy(() -> new Importance(header(0, 0), Importance.Measure.LOSS, 0, List.of()))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Rules(header(0, 0), Rules.Form.LIST, List.of(), 0, 0, 0, 1, 1))
                .isInstanceOf(BadInput.class);
        assertThat(new Curve(header(0, 0), Curve.Form.PDP, "x", 9, List.of(point, point), List.of()).range())
                .isZero();
        Importance.Weight pair = new Importance.Weight(List.of("a", "b"), 0.5, 0.1, 0.3, 0.7, 0.2);
        Importance importance = new Importance(header(0, 0), Importance.Measure.INTERACTION, 9, List.of(pair));
        assertThat(importance.evidence()).containsExactly(new Evidence("feature:a × b", "a × b", 0.5, 0.1));
        assertThat(new Concepts.Concept("c", 9, 9, 0.8, 0.1, 0.6, 1, 0.7, 0.61, 0.01).held())
                .as("the interval reaches down to chance")
                .isFalse();
    }
}
