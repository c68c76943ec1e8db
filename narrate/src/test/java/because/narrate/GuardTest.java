package because.narrate;

import static because.narrate.Attributions.ITEM;
import static because.narrate.Attributions.event;
import static because.narrate.Attributions.passed;
import static because.narrate.Attributions.value;
import static org.assertj.core.api.Assertions.assertThat;

import because.core.Attribution;
import because.core.DeletionTest;
import because.core.Item;
import because.core.PlayerValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final PlayerValue HEAT = event(0, "Heat", 0.5);
    private static final PlayerValue ALIEN = event(1, "Alien", 0.4);
    private static final PlayerValue JUMANJI = event(2, "Jumanji", -0.1);
    private static final Attribution ATTRIBUTION =
            Attributions.of(passed(0.8, "event:0", "event:1"), HEAT, ALIEN, JUMANJI);

    private static Reason english(String text, String... evidence) {
        return new Reason(Language.EN, text, List.of(evidence), true);
    }

    private static List<String> faults(String text, String... evidence) {
        return Guard.faults(english(text, evidence), ATTRIBUTION, ITEM);
    }

    @Test
    void a_true_reason_passes_in_words_of_its_own() {
        assertThat(faults("“Casino” suits you: think of “Heat” and \"Alien\".", "event:0", "event:1"))
                .isEmpty();
        assertThat(faults("《Heat》「Alien」", "event:1", "event:0")).isEmpty();
    }

    @Test
    void a_title_that_is_not_cited_fails() {
        assertThat(faults("Recommended because you rated “Heat”, “Alien” and “Jumanji”.", "event:0", "event:1"))
                .containsExactly("it names what it does not cite: Jumanji");
        assertThat(faults("Recommended because you rated “Heat” and “Alien 2”.", "event:0", "event:1"))
                .hasSize(2);
    }

    @Test
    void a_cited_player_that_is_not_named_fails() {
        assertThat(faults("Recommended because you rated “Heat”.", "event:0", "event:1"))
                .containsExactly("it does not name what it cites: event:1");
    }

    @Test
    void a_part_of_what_was_tested_fails() {
        assertThat(faults("Recommended because you rated “Heat”.", "event:0")).isNotEmpty();
    }

    @Test
    void more_than_what_was_tested_fails() {
        assertThat(faults("Because of “Heat”, “Alien” and “Jumanji”.", "event:0", "event:1", "event:2"))
                .contains("it does not cite exactly what the deletion test names")
                .contains("the value of what it cites is not certainly positive: event:2");
        assertThat(faults("Because of “Heat” and “Alien”.", "event:0", "event:0", "event:1"))
                .isNotEmpty();
    }

    @Test
    void evidence_that_is_no_player_fails() {
        Attribution odd = Attributions.of(passed(0.8, "event:7"), HEAT);
        assertThat(Guard.faults(english("Because of “Heat”.", "event:7"), odd, ITEM))
                .contains("it cites what is no player: event:7");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.3, Double.NaN, Double.POSITIVE_INFINITY})
    void values_within_two_standard_errors_fail(double standardError) {
        Attribution uncertain = Attributions.of(passed(0.8, "event:0"), value(HEAT.player(), 0.5, standardError));
        assertThat(Guard.faults(english("Because of “Heat”.", "event:0"), uncertain, ITEM))
                .containsExactly("the value of what it cites is not certainly positive: event:0");
    }

    @Test
    void a_test_that_did_not_pass_or_was_not_run_fails() {
        DeletionTest failed = DeletionTest.of(List.of("event:0"), 0.8, 40, 30, true);
        DeletionTest claimed = new DeletionTest(List.of("event:0"), 0.8, 40, 30, true, true);
        for (Optional<DeletionTest> test :
                List.of(Optional.<DeletionTest>empty(), Optional.of(failed), Optional.of(claimed))) {
            assertThat(Guard.faults(english("Because of “Heat”.", "event:0"), Attributions.of(test, HEAT), ITEM))
                    .contains("the attribution has not passed its deletion test");
        }
    }

    @Test
    void a_part_of_the_rise_must_be_called_a_part() {
        Attribution weak = Attributions.of(passed(0.3, "event:0"), HEAT, ALIEN);
        assertThat(Guard.faults(english("Recommended because you rated “Heat”.", "event:0"), weak, ITEM))
                .containsExactly("it does not say that it tells only a part");
        assertThat(Guard.faults(english("Recommended partly because you rated “Heat”.", "event:0"), weak, ITEM))
                .isEmpty();
        Attribution title = Attributions.of(passed(0.3, "event:0"), event(0, "partly", 0.5), ALIEN);
        assertThat(Guard.faults(english("Recommended because you rated “partly”.", "event:0"), title, ITEM))
                .isNotEmpty();
    }

    @Test
    void an_unsupported_reason_may_neither_cite_nor_name() {
        Reason cites = new Reason(Language.EN, "Not enough evidence.", List.of("event:0"), false);
        Reason names = new Reason(Language.EN, "Not enough evidence, but “Heat” helped.", List.of(), false);
        Reason honest = new Reason(Language.EN, "Not enough evidence for “Casino”.", List.of(), false);
        assertThat(Guard.faults(cites, ATTRIBUTION, ITEM)).hasSize(1);
        assertThat(Guard.faults(names, ATTRIBUTION, ITEM)).hasSize(1);
        assertThat(Guard.faults(honest, ATTRIBUTION, ITEM)).isEmpty();
    }

    @Test
    void a_quotation_mark_without_a_partner_fails() {
        assertThat(faults("Because of “Heat” and “Alien” and “Jumanji.", "event:0", "event:1"))
                .containsExactly("a quotation mark has no partner");
        assertThat(faults("Because of “Heat” and “Alien” and Jumanji”.", "event:0", "event:1"))
                .containsExactly("a quotation mark has no partner");
    }

    @Test
    void an_attribution_of_another_item_fails() {
        Item other = new Item("m1", "Clue", Map.of());
        assertThat(Guard.faults(english("Because of “Heat” and “Alien”.", "event:0", "event:1"), ATTRIBUTION, other))
                .containsExactly("the attribution is about another item: m9");
    }
}
