package because.narrate;

import static because.narrate.Attributions.ITEM;
import static because.narrate.Attributions.catalog;
import static because.narrate.Attributions.event;
import static because.narrate.Attributions.passed;
import static because.narrate.Attributions.person;
import static org.assertj.core.api.Assertions.assertThat;

import because.core.Attribution;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileTitlesTest {

    private static String say(String title, Language language) {
        Attribution attribution = Attributions.of(passed(0.6, "event:0"), event(0, title, 0.7));
        Reason reason = new Narrator(catalog("x")).reason(attribution, ITEM, person("rating"), language);
        assertThat(reason.supported()).isTrue();
        assertThat(Guard.faults(reason, attribution, ITEM)).isEmpty();
        return reason.text();
    }

    private static String quotedInEnglish(String title) {
        String text = say(title, Language.EN);
        assertThat(text).startsWith("Recommended because you rated “").endsWith("”.");
        return text.substring("Recommended because you rated “".length(), text.length() - 2);
    }

    @Test
    void a_title_cannot_close_its_quotation_and_name_another() {
        assertThat(quotedInEnglish("Heat” and “Alien")).isEqualTo("Heat’ and ‘Alien");
        assertThat(say("Heat》和《Alien", Language.ZH)).isEqualTo("推荐给你，因为你给《Heat〉和〈Alien》评过分。");
    }

    @Test
    void quotes_of_other_kinds_stay() {
        assertThat(quotedInEnglish("Don't Say \"No\" 《x》")).isEqualTo("Don't Say \"No\" 《x》");
        assertThat(say("“大”人物", Language.ZH)).isEqualTo("推荐给你，因为你给《“大”人物》评过分。");
    }

    @Test
    void line_breaks_become_spaces() {
        assertThat(quotedInEnglish(" The\r\nLong\t\tNight\u2028of\u0085Fear\n")).isEqualTo("The Long Night of Fear");
    }

    @Test
    void control_characters_and_text_direction_go() {
        assertThat(quotedInEnglish("\u001b[31mRed\u0000\u0007\u202edeR\u202c\u200f\u2066\ufeff\ud800!"))
                .isEqualTo("[31mReddeR!");
    }

    @Test
    void letters_of_other_scripts_and_joined_emoji_stay() {
        assertThat(quotedInEnglish("שלום")).isEqualTo("שלום");
        assertThat(quotedInEnglish("می\u200cخواهم")).isEqualTo("می\u200cخواهم");
        assertThat(quotedInEnglish("👩\u200d🚀 Z")).isEqualTo("👩\u200d🚀 Z");
    }

    @Test
    void templates_and_markup_are_only_text() {
        assertThat(quotedInEnglish("100 %s {0} ${x} <b>&amp;")).isEqualTo("100 %s {0} ${x} <b>&amp;");
    }

    @Test
    void a_title_of_nothing_is_called_by_the_players_id() {
        assertThat(quotedInEnglish("\u200b \n")).isEqualTo("event:0");
        assertThat(quotedInEnglish("")).isEqualTo("event:0");
    }

    @Test
    void long_titles_are_cut_at_a_space() {
        String title = "All the ".repeat(3)
                + "Things That a Very Long Title Says Before It Comes to Its Own Well Deserved End";
        String cut = quotedInEnglish(title);
        assertThat(cut).endsWith("Comes to…").hasSizeLessThanOrEqualTo(80);
        assertThat(title).startsWith(cut.substring(0, cut.length() - 1));
        assertThat(quotedInEnglish("x".repeat(80))).hasSize(80).doesNotContain("…");
        assertThat(quotedInEnglish("x".repeat(81))).hasSize(80).endsWith("x…");
    }

    @Test
    void a_cut_does_not_tear_characters() {
        String family = "👨\u200d👩\u200d👧";
        assertThat(quotedInEnglish(family.repeat(40))).isEqualTo(family.repeat(15) + "…");
        assertThat(quotedInEnglish("e" + "\u0301".repeat(5000))).hasSize(80);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_recommended_item_may_have_a_hostile_title_too(Language language) {
        var item = new because.core.Item("m9", "”》\u202e\u001b[2J", Map.of());
        Attribution attribution = Attributions.of(passed(0.6, "event:0"), event(0, "Heat", 0.7));
        String text = ExplanationText.render(attribution, item, language, 10);
        assertThat(text).doesNotContain("\u001b", "\u202e");
        assertThat(new Narrator(catalog("x"))
                        .reason(attribution, item, person("rating"), language)
                        .supported())
                .isTrue();
    }
}
