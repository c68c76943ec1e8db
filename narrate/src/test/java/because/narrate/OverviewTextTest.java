package because.narrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Absence;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Concepts;
import because.core.Concepts.Concept;
import because.core.Convergence;
import because.core.Curve;
import because.core.Curve.Point;
import because.core.Header;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import because.core.Item;
import because.core.Profile;
import because.core.Rules;
import because.core.Rules.Condition;
import because.core.Rules.Relation;
import because.core.Rules.Rule;
import because.core.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What explanations about many people say, in words. */
class OverviewTextTest {
    private static final Header HEADER = new Header(
            Header.SCHEMA,
            "some-method",
            Map.of(),
            7,
            "model",
            "",
            Target.SCORE,
            Absence.MARGINAL,
            0.5,
            0.5,
            1234,
            Convergence.of(0.04),
            Optional.empty());

    private static Weight weight(double value, double low, double share, String... features) {
        return new Weight(List.of(features), value, 0.01, low, value + 0.02, share);
    }

    @Test
    void a_summary_names_only_what_is_certainly_above_nothing() {
        Importance importance = new Importance(
                HEADER,
                Measure.VARIATION,
                200,
                List.of(
                        weight(0.6, 0.5, 0.7, "history:genres=Comedy"),
                        weight(0.2, 0.1, 0.2, "person:age"),
                        weight(0.05, -0.01, 0.1, "item")));
        assertThat(Narrator.summary(importance, Language.EN))
                .isEqualTo(
                        "Over 200 people the model looks most at the share of “Comedy” (genres) in the history (70 %)"
                                + " and the person's age (20 %).");
        assertThat(Narrator.summary(importance, Language.ZH))
                .contains("历史中“Comedy”（genres）的比例")
                .doesNotContain("哪个物品");
        assertThat(ExplanationText.render(importance, Language.EN, 2))
                .contains("1234 pairs", "the person's age", "[+0.1000, +0.2200]", "  … 1\n")
                .doesNotContain("which item it is");
        Importance nothing = new Importance(HEADER, Measure.LOSS, 9, List.of(weight(0.01, -0.01, 1, "history:order")));
        assertThat(Narrator.summary(nothing, Language.EN)).contains("nothing that was looked at");
    }

    @Test
    void pairs_of_features_stand_whole_in_eighty_columns() {
        Importance importance = new Importance(
                HEADER,
                Measure.SII,
                200,
                List.of(
                        weight(0.6, 0.5, 0.7, "history:older than newest 20", "match:genres"),
                        weight(0.2, 0.1, 0.2, "item", "person:age"),
                        weight(0.1, 0.05, 0.1, "person:" + "w".repeat(60), "item")));
        String text = ExplanationText.render(importance, Language.EN, 9);
        List<String> table =
                text.lines().filter(line -> line.startsWith("  ")).skip(1).toList();
        assertThat(table).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
        assertThat(table)
                .element(0)
                .asString()
                .matches("  the events before the newest 20 +\\+0\\.6000  \\[\\+0\\.5000, \\+0\\.6200]   70\\.0 %");
        assertThat(text)
                .contains("\n  × the share of the history that has\n    genres in common with the item\n")
                .contains("  which item it is × the person's age  ")
                .contains("× which item it is\n")
                .doesNotContain("…");
    }

    @Test
    void a_curve_is_summed_up_by_its_ends_or_said_to_be_flat() {
        Point low = new Point("20", 20, -1.5, 0.1, -1.7, -1.3, 30);
        Point high = new Point("60", 60, 2.25, 0.1, 2, 2.5, 30);
        Curve curve = new Curve(HEADER, Curve.Form.PDP, "person:age", 30, List.of(low, high), List.of());
        assertThat(Narrator.summary(curve, Language.EN))
                .isEqualTo(
                        "Over 30 people, with the person's age the target is lowest at 20 (−1.500) and highest at 60 (2.250).");
        assertThat(Narrator.summary(curve, Language.ZH)).contains("用户的 age", "−1.500");
        Curve flat = new Curve(HEADER, Curve.Form.ALE, "history:length", 30, List.of(low, low), List.of());
        assertThat(Narrator.summary(flat, Language.EN))
                .isEqualTo("Over 30 people the target does not move with the length of the history.");
        assertThat(ExplanationText.render(curve, Language.EN, 9)).contains("60  +2.250  [+2.000, +2.500]  30");
    }

    private static Rule rule(double measured, double coverage, Condition... conditions) {
        return new Rule(List.of(conditions), measured, coverage, measured, 0.02, measured - 0.04, measured + 0.04);
    }

    @Test
    void rules_are_said_in_conditions() {
        Condition genre = new Condition("match:genres", Relation.ABOVE, "0.4");
        Condition town = new Condition("person:town", Relation.IS_NOT, "Ulm");
        Condition known = new Condition("person:age known", Relation.HAS_NOT, "");
        Rules rules = new Rules(
                HEADER,
                Rules.Form.LIST,
                List.of(rule(0.9, 0.3, genre, town), rule(0.2, 0, known), rule(0.4, 0.7)),
                0.61,
                0.5,
                0.7,
                700,
                300);
        assertThat(Narrator.summary(rules, Language.EN))
                .contains("say 61 % of what the model says")
                .contains(
                        "if the share of the history that has genres in common with the item > 0.4 and the person's town is not “Ulm”, then 0.900");
        assertThat(ExplanationText.render(rules, Language.EN, 9))
                .contains(
                        "R² 0.610, 0.500 to 0.700",
                        "not the person's age known",
                        "nobody of those held out",
                        "otherwise")
                .contains("on 70 % of those held out");
        assertThat(ExplanationText.render(rules, Language.ZH, 9)).contains("否则", "如果", "忠实度");
        Rules useless = new Rules(HEADER, Rules.Form.TREE, List.of(rule(0.4, 1)), 0, -0.1, 0.1, 7, 3);
        assertThat(Narrator.summary(useless, Language.EN)).isEqualTo("No simple rule says what the model says.");
    }

    @Test
    void concepts_are_held_only_if_they_are_clearer_than_chance() {
        Concept held = new Concept("item:genres=Comedy", 50, 150, 0.9, 0.02, 0.86, 0.94, 0.8, 0.5, 0.01);
        Concept chance = new Concept("item:year>1997", 90, 110, 0.55, 0.04, 0.47, 0.63, 0.5, 0.5, 0.2);
        Concepts concepts = new Concepts(HEADER, Concepts.Space.VECTORS, 64, List.of(held, chance));
        assertThat(Narrator.summary(concepts, Language.EN))
                .contains("Of 2 properties", "holds 1 as directions", "“Comedy” among the item's genres (0.900");
        assertThat(ExplanationText.render(concepts, Language.EN, 9))
                .contains("64 numbers each", "the item's year above “1997”", "no more than chance");
        assertThat(Narrator.summary(new Concepts(HEADER, Concepts.Space.SCORES, 9, List.of(chance)), Language.ZH))
                .contains("没有一个");
    }

    @Test
    void names_from_the_data_cannot_break_out_and_other_names_stay() {
        FeatureWords words = new FeatureWords(Language.EN);
        assertThat(words.name("item:genres=Heat” and “Alien\u001b[31m"))
                .isEqualTo("“Heat’ and ‘Alien[31m” among the item's genres");
        assertThat(words.name("x7\n")).isEqualTo("x7");
        assertThat(words.name("history:newest 6-20")).isEqualTo("events 6 to 20 from the newest");
        assertThat(words.name("history:older than newest 20")).isEqualTo("the events before the newest 20");
    }

    @Test
    void it_is_no_reason_for_a_person_and_about_no_item() {
        Importance importance =
                new Importance(HEADER, Measure.SHAPLEY, 9, List.of(weight(0.6, 0.5, 1, "history:order")));
        Reason reason =
                new Narrator(new Catalog(List.of())).say(importance, Item.of("x"), Profile.EMPTY, true, Language.EN);
        assertThat(reason.supported()).isFalse();
        assertThat(reason.text()).contains("no personal reason");
        assertThatThrownBy(() -> ExplanationText.render(importance, Language.EN, 0))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> ExplanationText.render(importance, Item.of("x"), Language.EN, 3))
                .isInstanceOf(BadInput.class);
    }
}
