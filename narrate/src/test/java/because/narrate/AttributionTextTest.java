package because.narrate;

import static because.narrate.Attributions.ITEM;
import static because.narrate.Attributions.event;
import static because.narrate.Attributions.passed;
import static because.narrate.Attributions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Convergence;
import because.core.DeletionTest;
import because.core.Header;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributionTextTest {
    private static final PlayerValue HEAT = event(0, "Heat", 0.5);
    private static final PlayerValue CITY = event(1, "悲情城市", 0.25);
    private static final PlayerValue JUMANJI = value(event(2, "Jumanji", 0).player(), -0.125, 0.01);
    private static final PlayerValue CLUE = value(event(3, "Clue", 0).player(), -0.01, Double.NaN);
    private static final Attribution ATTRIBUTION =
            Attributions.of(0.25, 0.865, passed(0.75, "event:0", "event:1"), List.of(CLUE, HEAT, CITY, JUMANJI));

    @Test
    void tells_a_whole_attribution_in_english() {
        assertThat(ExplanationText.render(ATTRIBUTION, ITEM, Language.EN, 10)).isEqualTo("""
                        Why “Casino”?

                        method    shapley-exact (seed 42, 32 model calls, what is absent is removed)
                        target    score
                        base      0.2500 when nobody is present
                        full      0.8650 when everybody is present
                        precision exact: nothing was sampled

                          Heat      +0.5000 ± 0.0000   ████████████████████
                          悲情城市  +0.2500 ± 0.0000   ██████████
                          Jumanji   −0.1250 ± 0.0100   ░░░░░
                          Clue      −0.0100 ± unknown

                        gap       +0.0000 = full − base − the sum of all values
                        Deletion test: passed. Without “Heat” and “悲情城市” the target falls by 0.7500, more than in 40 of 40 removals of as many others.
                        What spoke against it: “Jumanji”.
                        """);
    }

    @Test
    void puts_players_below_their_groups_and_those_without_one_beside_them() {
        Player crime = new Player("group:crime", "crime", List.of(new Part.OfEvent(0), new Part.OfEvent(2)));
        String text = ExplanationText.render(
                ATTRIBUTION.withGroups(List.of(value(crime, 0.375, 0.01))), ITEM, Language.EN, 10);
        assertThat(text.lines().filter(line -> line.startsWith("  ")).map(line -> line.replaceAll("^( +\\S+).*", "$1")))
                .containsExactly("  crime", "    Heat", "    Jumanji", "  悲情城市", "  Clue");
        assertThat(text).contains("crime      +0.3750 ± 0.0100");
    }

    @Test
    void tells_a_whole_attribution_in_chinese() {
        assertThat(ExplanationText.render(ATTRIBUTION, ITEM, Language.ZH, 10)).isEqualTo("""
                        为什么推荐《Casino》？

                        方法      shapley-exact（种子 42，模型调用 32 次，缺席的部分被移除）
                        目标      得分
                        基准      0.2500（全部缺席时）
                        完整      0.8650（全部在场时）
                        精度      精确：没有抽样

                          Heat      +0.5000 ± 0.0000  ████████████████████
                          悲情城市  +0.2500 ± 0.0000  ██████████
                          Jumanji   −0.1250 ± 0.0100  ░░░░░
                          Clue      −0.0100 ± 未知

                        缺口      +0.0000 = 完整 − 基准 − 全部贡献值之和
                        删除检验：通过。去掉《Heat》和《悲情城市》后，目标下降 0.7500；在 40 次同样数量的其他移除中，有 40 次降得更少。
                        不利因素：《Jumanji》。
                        """);
    }

    @Test
    void says_how_well_a_linear_stand_in_fits_and_how_stable_it_is() {
        Attribution drawn = ATTRIBUTION.withHeader(
                ATTRIBUTION.header().adding(Map.of("r2", "0.92349", "stability", "0.66666", "repetitions", "10")));
        assertThat(ExplanationText.render(drawn, ITEM, Language.EN, 10))
                .contains("fit       R² 0.923: the share of the target's variation that a linear function explains\n")
                .contains(
                        "stability 0.67: how far the five strongest agree between two of 10 independent repetitions\n");
        assertThat(ExplanationText.render(drawn, ITEM, Language.ZH, 10)).contains("0.67：在 10 次独立重复中");
        Attribution exact = drawn.withHeader(drawn.header().adding(Map.of("repetitions", "1")));
        assertThat(ExplanationText.render(exact, ITEM, Language.EN, 10)).contains("stability 1: nothing was drawn");
    }

    @Test
    void says_how_far_a_learned_explainer_is_off() {
        Map<String, String> measured =
                Map.of("learnedError", "0.4987", "learnedCorrelation", "0.7512", "learnedAnswers", "46");
        Header exact = ATTRIBUTION.header();
        Header foreseen = new Header(
                exact.schema(),
                exact.method(),
                Map.of("comparedWithModel", "false"),
                exact.seed(),
                exact.model(),
                exact.candidate(),
                exact.target(),
                exact.absence(),
                exact.base(),
                exact.score(),
                exact.calls(),
                Convergence.of(0.114),
                exact.deletionTest());
        assertThat(ExplanationText.render(ATTRIBUTION.withHeader(foreseen), ITEM, Language.EN, 10))
                .contains(
                        "precision nothing was drawn: going by other people, a standard error of 11.4 % of the largest value\n");
        Attribution alone = ATTRIBUTION.withHeader(ATTRIBUTION.header().adding(measured));
        assertThat(ExplanationText.render(alone, ITEM, Language.EN, 10))
                .contains(
                        "learned   one forward pass, not compared with the model for this person; such values are off by 50 % of their size, rank correlation 0.75, on 46 answers for other people\n");
        assertThat(ExplanationText.render(alone, ITEM, Language.ZH, 10))
                .contains("未针对该用户与模型核对")
                .contains("50 %");
        Attribution helped = alone.withHeader(
                alone.header().adding(Map.of("sampledBy", "shapley-regression", "learnedFactor", "0.75")));
        assertThat(ExplanationText.render(helped, ITEM, Language.EN, 10))
                .contains(
                        "helped the sampling (shapley-regression) with a weight of 0.75; its values alone are off by 50 %");
    }

    @Test
    void sums_up_what_it_does_not_show() {
        assertThat(ExplanationText.render(ATTRIBUTION, ITEM, Language.EN, 1))
                .contains("  Heat  +0.5000")
                .contains("  and 3 more, together +0.1150\n")
                .doesNotContain("Clue");
    }

    @Test
    void says_that_nothing_is_known() {
        String text = ExplanationText.render(Attributions.of(Optional.empty()), ITEM, Language.EN, 10);
        assertThat(text)
                .contains("Nothing is known that could have moved the target.")
                .contains("Deletion test: not run, so no reason is shown.")
                .doesNotContain("against");
    }

    @Test
    void says_how_a_deletion_test_failed() {
        List<String> named = List.of("event:0");
        assertThat(outcome(DeletionTest.of(named, 0.5, 40, 20, true)))
                .isEqualTo(
                        "Deletion test: failed, so no reason is shown. Without “Heat” the target falls by 0.500, more than in 20 of 40 removals of as"
                                + " many others.");
        assertThat(outcome(DeletionTest.of(named, -0.25, 40, 20, false)))
                .isEqualTo(
                        "Deletion test: failed, so no reason is shown. Without “Heat” the target does not fall (change +0.250)."
                                + " Not every named value is above two standard errors.");
        assertThat(outcome(DeletionTest.of(named, 0.5, 0, 0, true)))
                .isEqualTo(
                        "Deletion test: passed. Without “Heat” the target falls by 0.500; there was nobody else to compare with.");
        assertThat(outcome(DeletionTest.of(List.of(), 0, 0, 0, true)))
                .isEqualTo("Deletion test: there was nothing to name.");
        assertThat(outcome(new DeletionTest(named, 0.5, 40, 1, true, true))).startsWith("Deletion test: failed");
        assertThat(outcome(DeletionTest.of(List.of("event:9"), 0.5, 40, 40, true)))
                .contains("Without “event:9”");
    }

    private static String outcome(DeletionTest test) {
        String text = ExplanationText.render(Attributions.of(Optional.of(test), HEAT), ITEM, Language.EN, 10);
        return text.lines()
                .filter(line -> line.startsWith("Deletion"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keeps_four_digits_of_small_and_of_large_numbers() {
        assertThat(text(0, 0.00012341, Convergence.EXACT)).contains("0.0001234 when everybody");
        assertThat(text(0, 123456.7, Convergence.EXACT)).contains("123457 when everybody");
        assertThat(text(0, 0, Convergence.EXACT)).contains("0.000 when everybody");
        assertThat(text(Double.NaN, 1, Convergence.EXACT)).contains("unknown when nobody");
    }

    @Test
    void says_whether_enough_was_drawn() {
        assertThat(text(0, 1, Convergence.of(0.031)))
                .contains("enough was drawn: the largest standard error is 3.1 % of the largest value");
        assertThat(text(0, 1, Convergence.of(0.0003)))
                .contains("enough was drawn: the largest standard error is < 0.1 % of the largest value");
        assertThat(text(0, 1, Convergence.of(0.25))).contains("too little was drawn");
        assertThat(text(0, 1, Convergence.of(Double.NaN))).contains("the method cannot say");
    }

    @Test
    void an_integral_is_not_said_to_be_drawn() {
        Attribution integrated = ATTRIBUTION.withHeader(new Header(
                Header.SCHEMA,
                "integrated-gradients",
                Map.of("points", "35"),
                0,
                "f",
                ITEM.id(),
                Target.SCORE,
                Absence.MASKED,
                0,
                1,
                35,
                new Convergence(true, 0.00042),
                Optional.empty()));
        assertThat(ExplanationText.render(integrated, ITEM, Language.EN, 5))
                .contains("integrated at 35 points; what is missing to the whole is 0.00042 of it")
                .doesNotContain("drawn");
    }

    private static String text(double base, double score, Convergence convergence) {
        Header header = new Header(
                Header.SCHEMA,
                "m",
                Map.of(),
                1,
                "f",
                ITEM.id(),
                Target.RANK,
                Absence.MASKED,
                base,
                score,
                2,
                convergence,
                Optional.empty());
        String text = ExplanationText.render(new Attribution(header, List.of(), 0), ITEM, Language.EN, 5);
        assertThat(text).contains("rank, counted downwards").contains("what is absent is masked");
        return text;
    }

    @Test
    void refuses_no_rows_and_the_wrong_item() {
        assertThatThrownBy(() -> ExplanationText.render(ATTRIBUTION, ITEM, Language.EN, 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows is 0");
        assertThatThrownBy(() -> ExplanationText.render(ATTRIBUTION, Item.of("m1"), Language.EN, 5))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("m9");
    }
}
