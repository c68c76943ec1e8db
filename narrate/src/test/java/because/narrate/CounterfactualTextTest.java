package because.narrate;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Catalog;
import because.core.Convergence;
import because.core.Counterfactual;
import because.core.Counterfactual.Change;
import because.core.Counterfactual.Goal;
import because.core.Counterfactual.Listed;
import because.core.Header;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterfactualTextTest {
    private static final Item ITEM = new Item("m9", "Ronin", Map.of());
    private static final Catalog CATALOG = new Catalog(
            List.of(new Item("m1", "Heat", Map.of()), new Item("m2", "Casino", Map.of()), Item.of("m3"), ITEM));
    private static final Profile PERSON = Profile.ofItems(0, 1, 2, 0);
    private static final Narrator NARRATOR = new Narrator(CATALOG);
    private static final Listed INSTEAD = new Listed("m7", "Alien", 1);

    private static Change removed(int event, String name) {
        return new Counterfactual.Removed(new Player("event:" + event, name, List.of(new Part.OfEvent(event))), 0.5);
    }

    private static Counterfactual leave(int top, List<Change> changes, List<Listed> instead) {
        return new Counterfactual(header(), Goal.LEAVE, top, 1, changes, top + 2, instead, 1);
    }

    private static Header header() {
        return new Header(
                Header.SCHEMA,
                "counterfactual",
                Map.of(),
                1,
                "abc",
                "m9",
                Target.SCORE,
                Absence.REMOVED,
                0,
                2,
                25,
                Convergence.EXACT,
                Optional.empty());
    }

    private static String say(Counterfactual counterfactual, Language language) {
        return NARRATOR.say(counterfactual, ITEM, PERSON, true, language).text();
    }

    @Test
    void names_every_change_and_what_comes_instead() {
        Counterfactual two = leave(1, List.of(removed(0, "Heat"), removed(1, "Casino")), List.of(INSTEAD));
        assertThat(say(two, Language.EN)).isEqualTo("Without “Heat” and “Casino” you would see “Alien” instead.");
        assertThat(say(two, Language.ZH)).isEqualTo("如果没有《Heat》和《Casino》，推荐给你的会是《Alien》。");
        assertThat(NARRATOR.say(two, ITEM, PERSON, true, Language.EN).evidence())
                .containsExactly("event:0", "event:1");
    }

    @Test
    void an_item_that_was_used_twice_is_named_once_and_an_id_is_no_title() {
        Counterfactual three =
                leave(10, List.of(removed(0, "Heat"), removed(2, "m3"), removed(3, "Heat")), List.of(INSTEAD));
        assertThat(say(three, Language.EN))
                .isEqualTo("Without “Heat” (twice) and “m3” you would see “Alien” instead among your first 10.");
        assertThat(say(three, Language.ZH)).contains("《Heat》（2 次）和“m3”");
    }

    @Test
    void says_so_if_nothing_comes_instead() {
        assertThat(say(leave(1, List.of(removed(0, "Heat")), List.of()), Language.EN))
                .isEqualTo("Without “Heat” it would not be recommended.");
    }

    @Test
    void says_what_brings_an_item_in() {
        Change added = new Counterfactual.Added("m7", "Alien", 0.3);
        Counterfactual both = new Counterfactual(
                header(), Goal.ENTER, 5, 40, List.of(removed(0, "Heat"), added), 3, List.of(INSTEAD), 2);
        assertThat(say(both, Language.EN))
                .isEqualTo(
                        "If “Alien” were in your history, and without “Heat”, you would see “Ronin” among your first 5.");
        assertThat(say(both, Language.ZH)).isEqualTo("如果你的历史中有《Alien》，并且没有《Heat》，你的前 5 个推荐中会有《Ronin》。");
        Counterfactual add = new Counterfactual(header(), Goal.ENTER, 5, 40, List.of(added), 3, List.of(INSTEAD), 1);
        assertThat(say(add, Language.EN))
                .isEqualTo("If “Alien” were in your history, you would see “Ronin” among your first 5.");
        Counterfactual remove =
                new Counterfactual(header(), Goal.ENTER, 5, 40, List.of(removed(0, "Heat")), 3, List.of(INSTEAD), 1);
        assertThat(say(remove, Language.EN)).isEqualTo("Without “Heat” you would see “Ronin” among your first 5.");
    }

    @Test
    void nothing_found_is_said_without_naming_anything() {
        Counterfactual none = new Counterfactual(header(), Goal.LEAVE, 1, 1, List.of(), 1, List.of(), 3);
        Reason reason = NARRATOR.say(none, ITEM, PERSON, true, Language.EN);
        assertThat(reason.supported()).isFalse();
        assertThat(reason.text()).contains("Nothing").doesNotContain("“");
        assertThat(ExplanationText.render(none, ITEM, Language.EN, 5)).contains("fewer than 3 changes do not do it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a “b” c", "\u202eevil", "《x》", "x\n“y", "”", ""})
    void titles_cannot_break_out_of_their_marks(String hostile) {
        Counterfactual one = leave(
                1, List.of(removed(0, hostile)), List.of(new Listed("m7", hostile.isEmpty() ? "m7" : hostile, 1)));
        for (Language language : Language.values()) {
            Reason reason = NARRATOR.say(one, ITEM, PERSON, true, language);
            assertThat(reason.supported()).isTrue();
            assertThat(reason.text()).doesNotContain("\n", "\u202e");
            assertThat(Quoted.in(reason.text()).torn()).isFalse();
        }
    }

    @Test
    void the_report_says_how_it_was_found_and_whether_it_is_the_fewest() {
        assertThat(ExplanationText.render(
                        leave(1, List.of(removed(0, "Heat")), List.of(INSTEAD)), ITEM, Language.EN, 5))
                .isEqualTo("""
                        What would take “Ronin” off the first place?

                        method    counterfactual (seed 1, 25 model calls, what is absent is removed)
                        place     1 now, 3 after the changes

                          change, and what it does to the score alone
                          without  Heat  −0.500

                        comes in  “Alien” at place 1
                        fewest    proven: no smaller set of these changes does it
                        checked   the list of the changed history was asked for anew and shows this
                        """);
    }
}
