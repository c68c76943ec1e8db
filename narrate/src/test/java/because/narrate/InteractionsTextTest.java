package because.narrate;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Catalog;
import because.core.Convergence;
import because.core.Header;
import because.core.InteractionValues;
import because.core.InteractionValues.Check;
import because.core.InteractionValues.Pair;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InteractionsTextTest {
    private static final Item ITEM = new Item("m9", "Casino", Map.of());

    private static PlayerValue event(int index, String name, double value) {
        return new PlayerValue(new Player("event:" + index, name, List.of(new Part.OfEvent(index))), value, 0.01);
    }

    private static InteractionValues told(double value, double together, boolean certain) {
        Pair pair = new Pair("event:0", "event:1", value, 0.02);
        Header header = new Header(
                Header.SCHEMA,
                "interactions",
                Map.of("index", "sii", "blocks", "25"),
                1,
                "f00d",
                ITEM.id(),
                Target.SCORE,
                Absence.REMOVED,
                1,
                3,
                500,
                Convergence.of(0.04),
                Optional.empty());
        return new InteractionValues(
                header,
                "sii",
                List.of(event(0, "Heat", 1), event(1, "Ronin", 0.5), event(2, "Alien", -0.25)),
                List.of(pair, new Pair("event:0", "event:2", -0.25, 0.01), new Pair("event:1", "event:2", 0, 0.01)),
                0.5,
                Optional.of(Check.of(pair, together, 2, 2, certain)));
    }

    private static Reason said(InteractionValues told, Language language) {
        return new Narrator(new Catalog(List.of(ITEM))).say(told, ITEM, Profile.EMPTY, true, language);
    }

    @Test
    void tells_the_pairs_the_players_and_the_check() {
        assertThat(ExplanationText.render(told(0.5, 0.75, true), ITEM, Language.EN, 2))
                .isEqualTo("""
                        Why “Casino”?

                        method    interactions (seed 1, 500 model calls, what is absent is removed)
                        target    score
                        base      1.000 when nobody is present
                        full      3.000 when everybody is present
                        precision enough was drawn: the largest standard error is 4.0 % of the largest value
                        index     sii: what two do together beyond what each does, averaged over who else is there

                          What two do together beyond what each does
                          Heat × Ronin  +0.500 ± 0.020  need each other
                          Heat × Alien  −0.250 ± 0.010  repeat each other
                          … 1

                          and what is left to each
                          Heat   +1.000 ± 0.010
                          Ronin  +0.500 ± 0.010
                          … 1

                        Check: passed. With everybody else present, “Heat” and “Ronin” together do +0.750 beyond what each does, more than 2 of 2 other pairs.
                        """);
        assertThat(ExplanationText.render(told(0.5, 0.75, true), ITEM, Language.ZH, 2))
                .contains("相互需要", "相互重复", "核实：通过。其余全部在场时，《Heat》和《Ronin》");
    }

    @Test
    void long_names_of_a_pair_stand_whole_in_eighty_columns() {
        String one = "Beavis and Butt-Head Do America (1996)";
        String other = "Cinema Paradiso (Nuovo cinema Paradiso) (1989)";
        String wide = "霸王别姬".repeat(9);
        InteractionValues brief = told(0.5, 0.75, true);
        InteractionValues told = new InteractionValues(
                brief.header(),
                "sii",
                List.of(event(0, one, 1), event(1, other, 0.5), event(2, wide, -0.25)),
                brief.pairs(),
                0.5,
                brief.check());
        String text = ExplanationText.render(told, ITEM, Language.EN, 5);
        List<String> table = text.lines().filter(line -> line.startsWith("  ")).toList();
        assertThat(table).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
        assertThat(table.subList(1, 7))
                .containsExactly(
                        "  Beavis and Butt-Head Do America (1996)   +0.500 ± 0.020  need each other",
                        "  × Cinema Paradiso (Nuovo cinema Paradiso)",
                        "    (1989)",
                        "  Beavis and Butt-Head Do America (1996)   −0.250 ± 0.010  repeat each other",
                        "  × 霸王别姬霸王别姬霸王别姬霸王别姬霸王别姬",
                        "    霸王别姬霸王别姬霸王别姬霸王别姬");
        assertThat(text).containsPattern("\n  \\Q" + other + "\\E +\\+0\\.500 ± 0\\.010\n");
    }

    @Test
    void a_sentence_names_a_pair_that_stood_its_check_and_says_which_way_it_works() {
        Reason more = said(told(0.5, 0.75, true), Language.EN);
        assertThat(more.text())
                .isEqualTo("Together “Heat” and “Ronin” do more for its score than the two do one by one.");
        assertThat(more.evidence()).containsExactly("event:0", "event:1");
        assertThat(more.supported()).isTrue();
        assertThat(said(told(-0.5, -0.75, true), Language.EN).text()).contains("do less", "say the same");
        assertThat(said(told(0.5, 0.75, true), Language.ZH).text()).contains("《Heat》和《Ronin》", "大于");
    }

    @Test
    void without_a_passed_check_no_pair_is_named() {
        for (InteractionValues told : List.of(told(0.5, -0.75, true), told(0.5, 0.75, false), forged())) {
            for (Language language : Language.values()) {
                Reason reason = said(told, language);
                assertThat(reason.supported()).isFalse();
                assertThat(reason.evidence()).isEmpty();
                assertThat(reason.text()).doesNotContain("Heat");
            }
            assertThat(ExplanationText.render(told, ITEM, Language.EN, 5)).contains("Check: failed");
        }
    }

    /** A check that says it passed, which its numbers do not. */
    private static InteractionValues forged() {
        InteractionValues told = told(0.5, 0.75, true);
        Pair pair = told.pairs().getFirst();
        return new InteractionValues(
                told.header(),
                "sii",
                told.alone(),
                told.pairs(),
                0,
                Optional.of(new Check(pair, 0.75, 40, 3, true, true)));
    }
}
