package because.narrate.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.DeletionTest;
import because.core.Examples;
import because.core.Explanation;
import because.core.Header;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Paths;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Trace;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What pictures of one explanation show, measured in their SVG. */
class DrawingTest {
    private static final PictureOptions USUAL = PictureOptions.defaults();

    /** SVG numbers are rounded to hundredths of a pixel. */
    private static final double PIXEL = 0.03;

    private static List<Attribution> some() {
        SplittableRandom random = new SplittableRandom(1);
        List<Attribution> some = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            some.add(Drawn.random(random, 1 + random.nextInt(40)));
        }
        return some;
    }

    @ParameterizedTest
    @ValueSource(ints = {280, 390, 800})
    void steps_of_a_waterfall_are_as_long_as_their_values_and_lead_from_base_to_score(int width) {
        for (Attribution attribution : some()) {
            Drawn drawn = Drawn.of(Drawn.draw(attribution, Chart.WATERFALL, USUAL.withWidth(width)));
            double base = Drawn.across(drawn.role("base").getFirst())[0];
            double score = Drawn.across(drawn.role("score").getFirst())[0];
            double at = base;
            double sum = attribution.header().base();
            List<Element> steps = new ArrayList<>(drawn.role("value"));
            steps.addAll(drawn.role("others"));
            double pixels = steps.stream()
                    .max(Comparator.comparingDouble(step -> Math.abs(Drawn.value(step))))
                    .map(step -> (Drawn.across(step)[1] - Drawn.across(step)[0]) / Math.abs(Drawn.value(step)))
                    .orElseThrow();
            for (Element step : steps) {
                double[] across = Drawn.across(step);
                double value = Drawn.value(step);
                assertThat(across[1] - across[0]).isCloseTo(Math.abs(value) * pixels, within(PIXEL));
                assertThat(value > 0 ? across[0] : across[1]).isCloseTo(at, within(PIXEL));
                at = value > 0 ? across[1] : across[0];
                sum += value;
            }
            assertThat(at).isCloseTo(score, within(PIXEL));
            assertThat(sum).isCloseTo(attribution.header().score(), within(1e-9));
        }
    }

    @Test
    void bars_are_as_long_as_their_values_on_the_side_of_their_sign() {
        for (Attribution attribution : some()) {
            List<Element> bars =
                    Drawn.of(Drawn.draw(attribution, Chart.BAR, USUAL)).role("value");
            double longest = bars.stream()
                    .mapToDouble(bar -> Drawn.number(bar, "width"))
                    .max()
                    .orElseThrow();
            double largest = bars.stream()
                    .mapToDouble(bar -> Math.abs(Drawn.value(bar)))
                    .max()
                    .orElseThrow();
            List<Double> zeros = new ArrayList<>();
            for (Element bar : bars) {
                assertThat(Drawn.number(bar, "width"))
                        .isCloseTo(longest * Math.abs(Drawn.value(bar)) / largest, within(PIXEL));
                zeros.add(Drawn.across(bar)[Drawn.value(bar) > 0 ? 0 : 1]);
            }
            assertThat(zeros).allSatisfy(zero -> assertThat(zero).isCloseTo(zeros.getFirst(), within(PIXEL)));
        }
    }

    @Test
    void error_bars_reach_two_standard_errors_to_each_side_of_the_end() {
        Attribution attribution = Drawn.attribution(
                0, List.of(Drawn.event(0, "a", 4, 0.5), Drawn.event(1, "b", -2, 0.25), Drawn.event(2, "c", 1, 0)));
        for (Chart chart : List.of(Chart.WATERFALL, Chart.BAR)) {
            Drawn drawn = Drawn.of(Drawn.draw(attribution, chart, USUAL));
            assertThat(drawn.role("error")).hasSize(2);
            double[] first = Drawn.across(drawn.role("value").getFirst());
            double[] error = Drawn.across(drawn.role("error").getFirst());
            double unit = (first[1] - first[0]) / 4;
            assertThat(error[1] - error[0]).isCloseTo(4 * 0.5 * unit, within(PIXEL));
            assertThat((error[0] + error[1]) / 2).isCloseTo(first[1], within(PIXEL));
        }
    }

    @Test
    void unknown_errors_are_written_as_unknown_and_drawn_as_none() {
        Attribution attribution = Drawn.attribution(0, List.of(Drawn.event(0, "a", 4, Double.NaN)));
        Picture picture = Drawn.draw(attribution, Chart.BAR, USUAL);
        assertThat(Drawn.of(picture).role("error")).isEmpty();
        assertThat(picture.svg()).contains("+4.000 ± unknown");
    }

    @Test
    void what_is_not_shown_one_by_one_is_folded_into_one_row_with_its_sum() {
        List<PlayerValue> players = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            players.add(Drawn.event(i, "Film " + i, i + 1, 0));
        }
        Attribution attribution = Drawn.attribution(1, players);
        Picture picture = Drawn.draw(attribution, Chart.WATERFALL, USUAL.withRows(10));
        Drawn drawn = Drawn.of(picture);
        assertThat(drawn.role("value").stream().map(Drawn::value))
                .containsExactly(30.0, 29.0, 28.0, 27.0, 26.0, 25.0, 24.0, 23.0, 22.0, 21.0);
        assertThat(Drawn.value(drawn.role("others").getFirst())).isEqualTo(210);
        assertThat(picture.svg()).contains(">20 others<");
        assertThat(Drawn.draw(attribution, Chart.WATERFALL, USUAL.withRows(10).withLanguage(Language.ZH))
                        .svg())
                .contains(">其余 20 项<");
        assertThat(Drawn.of(Drawn.draw(attribution, Chart.WATERFALL, USUAL.withRows(29)))
                        .role("others"))
                .as("one that is left over is shown by its name")
                .isEmpty();
    }

    @Test
    void what_a_method_does_not_share_out_is_a_step_of_its_own() {
        Attribution attribution = Attribution.of(
                Drawn.header("leave-one-out", 1, 9, Optional.empty()), List.of(Drawn.event(0, "a", 3, 0)));
        assertThat(Drawing.charts(attribution).getFirst()).isEqualTo(Chart.BAR);
        Drawn drawn = Drawn.of(Drawn.draw(attribution, Chart.WATERFALL, USUAL));
        assertThat(Drawn.value(drawn.role("gap").getFirst())).isEqualTo(5);
        assertThat(Drawn.across(drawn.role("gap").getFirst())[1])
                .isCloseTo(Drawn.across(drawn.role("score").getFirst())[0], within(PIXEL));
    }

    @Test
    void a_decision_path_ends_at_the_score_and_takes_each_value_as_a_step() {
        for (Attribution attribution : some()) {
            Drawn drawn = Drawn.of(Drawn.draw(attribution, Chart.PATH, USUAL));
            double base = Drawn.number(drawn.role("base").getFirst(), "cx");
            double score = Drawn.number(drawn.role("score").getFirst(), "cx");
            List<Element> dots = drawn.role("value");
            int strongest = dots.size() - 1;
            double before = strongest > 0
                    ? Drawn.number(dots.get(strongest - 1), "cx")
                    : drawn.role("others").isEmpty()
                            ? base
                            : Drawn.number(drawn.role("others").getFirst(), "cx");
            double pixels = (score - before) / Drawn.value(dots.get(strongest));
            assertThat(Drawn.number(dots.getLast(), "cx")).isCloseTo(score, within(PIXEL));
            for (int i = 1; i < dots.size(); i++) {
                assertThat(Drawn.number(dots.get(i), "cx") - Drawn.number(dots.get(i - 1), "cx"))
                        .isCloseTo(Drawn.value(dots.get(i)) * pixels, within(PIXEL));
            }
        }
    }

    @Test
    void a_heat_map_has_a_cell_for_each_event_in_their_order_and_names_the_strongest() {
        List<PlayerValue> players = List.of(
                Drawn.event(0, "first", 1, 0),
                Drawn.event(1, "second", -4, 0),
                Drawn.event(2, "third", 0, 0),
                Drawn.event(3, "fourth", 4, 0));
        Picture picture = Drawing.of(
                Drawn.attribution(0, players), Drawn.ITEM, Drawn.person(4), Optional.of(Chart.HEATMAP), USUAL);
        List<Element> cells = Drawn.of(picture).role("cell");
        assertThat(cells.stream().map(Drawn::value)).containsExactly(1.0, -4.0, 0.0, 4.0);
        assertThat(cells.stream().map(cell -> Drawn.number(cell, "x"))).isSorted();
        assertThat(cells.get(3).getAttribute("fill")).isEqualTo(Colour.RAISES.hex());
        assertThat(cells.get(1).getAttribute("fill")).isEqualTo(Colour.LOWERS.hex());
        assertThat(cells.get(2).getAttribute("fill")).isEqualTo(Colour.NOTHING.hex());
        assertThat(picture.svg()).contains("2023-11-14", "1  second", "2  fourth");
    }

    @Test
    void an_attention_map_has_a_row_for_each_head_and_a_cell_for_each_event() {
        List<Player> players = List.of(
                Drawn.event(0, "first", 0, 0).player(),
                Drawn.event(1, "second", 0, 0).player());
        Trace trace = Trace.ofAttention(
                Drawn.header("attention-heads", 0, 1, Optional.empty()),
                players,
                List.of(
                        new Trace.Head("blocks.0.attention.mixed#0", List.of(0.25, 0.5)),
                        new Trace.Head("blocks.1.attention.mixed#1", List.of(0.75, 0.125))));
        Picture picture = Drawing.of(trace, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL);
        assertThat(picture.chart()).isEqualTo(Chart.ATTENTION);
        List<Element> cells = Drawn.of(picture).role("cell");
        assertThat(cells.stream().map(Drawn::value)).containsExactly(0.25, 0.5, 0.75, 0.125);
        assertThat(cells.get(0).getAttribute("y")).isEqualTo(cells.get(1).getAttribute("y"));
        assertThat(cells.get(0).getAttribute("x")).isEqualTo(cells.get(2).getAttribute("x"));
        assertThat(cells.get(2).getAttribute("fill")).isEqualTo(Colour.share(1).hex());
        assertThat(picture.svg()).contains("block 1, head 1", "block 2, head 2", "50.0 %", "31.3 %");
    }

    @Test
    void layers_stand_by_the_logarithm_of_the_place_with_the_first_at_the_right() {
        List<Trace.Layer> layers = new ArrayList<>();
        for (double rank : new double[] {1000, 100, 10, 1}) {
            layers.add(new Trace.Layer("layer " + rank, 0, rank, List.of(new Trace.ItemAt("m1", "Heat", 1))));
        }
        Trace trace = new Trace(Drawn.header("decoding", 0, 1, Optional.empty()), layers, List.of());
        Picture picture = Drawing.of(trace, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL);
        assertThat(picture.chart()).isEqualTo(Chart.PATH);
        List<Double> x = Drawn.of(picture).role("layer").stream()
                .map(dot -> Drawn.number(dot, "cx"))
                .toList();
        double step = x.get(1) - x.get(0);
        assertThat(step).isPositive();
        assertThat(x.get(2) - x.get(1)).isCloseTo(step, within(PIXEL));
        assertThat(x.get(3) - x.get(2)).isCloseTo(step, within(PIXEL));
        assertThat(picture.svg()).contains("place 1000", "1. Heat");
    }

    private static InteractionValues interactions() {
        List<PlayerValue> alone = new ArrayList<>();
        List<InteractionValues.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            alone.add(Drawn.event(i, "Film " + i, i / 10.0, 0.01));
            for (int j = 0; j < i; j++) {
                pairs.add(new InteractionValues.Pair("event:" + j, "event:" + i, (i * 7 + j * 3) % 11 - 5, 0.1));
            }
        }
        return new InteractionValues(
                Drawn.header("interactions", 0, 1, Optional.empty()),
                "sii",
                alone,
                pairs,
                0,
                Optional.of(
                        InteractionValues.Check.of(pairs.get(3), pairs.get(3).value(), 40, 40, true)));
    }

    @Test
    void of_many_pairs_those_of_the_strongest_players_have_a_cell_each() {
        Picture picture =
                Drawing.of(interactions(), Drawn.ITEM, Profile.EMPTY, Optional.of(Chart.HEATMAP), USUAL.withRows(6));
        List<Element> cells = Drawn.of(picture).role("cell");
        assertThat(cells).hasSize(15);
        assertThat(cells.stream().map(Drawn::value)).contains(5.0, -5.0); // the strongest are among them
    }

    private static List<Explanation> kinds() {
        Player player = Drawn.event(0, "Heat", 0, 0).player();
        List<Paths.Step> steps = List.of(
                new Paths.Step("film.director", true, "Michael Mann", "", 5),
                new Paths.Step("film.director", false, "Casino", "m9", 3));
        return List.of(
                Drawn.attribution(0, List.of(Drawn.event(0, "Heat", 1, 0))),
                Drawn.attribution(0, List.of()),
                new Trace(
                        Drawn.header("ablation", 0, 1, Optional.empty()),
                        List.of(),
                        List.of(new Trace.Module("blocks.0.attention.out", 0.5))),
                new Counterfactual(
                        Drawn.header("counterfactual", 0, 1, Optional.empty()),
                        Counterfactual.Goal.LEAVE,
                        1,
                        1,
                        List.of(new Counterfactual.Removed(player, 0.5)),
                        3,
                        List.of(new Counterfactual.Listed("m1", "Ronin", 1)),
                        1),
                new Examples(
                        Drawn.header("examples", 0, 1, Optional.empty()),
                        Examples.Measure.RETRAINED,
                        List.of(new Examples.Example("1", 0.5, List.of("Heat"), 7)),
                        3,
                        9),
                new Examples(
                        Drawn.header("examples", 0, 1, Optional.empty()), Examples.Measure.RETRAINED, List.of(), 0, 9),
                new Paths(
                        Drawn.header("paths", 0, 1, Optional.empty()),
                        List.of(new Paths.Path(player, 0.5, 1, steps)),
                        1),
                new Paths(Drawn.header("paths", 0, 1, Optional.empty()), List.of(), 0),
                interactions(),
                new InteractionValues(
                        Drawn.header("interactions", 0, 1, Optional.empty()),
                        "sii",
                        List.of(Drawn.event(0, "Heat", 1, 0)),
                        List.of(),
                        0,
                        Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_kind_of_explanation_can_be_drawn_in_each_of_its_charts_at_any_width(Language language) {
        for (Explanation explanation : kinds()) {
            for (Chart chart : Drawing.charts(explanation)) {
                for (int width : new int[] {280, 390, 560, 800, 1600}) {
                    PictureOptions options = USUAL.withWidth(width).withLanguage(language);
                    Picture picture = Drawing.of(explanation, Drawn.ITEM, Profile.EMPTY, Optional.of(chart), options);
                    Drawn drawn = Drawn.of(picture);
                    assertThat(picture.chart()).isEqualTo(chart);
                    assertThat(drawn.elements("desc").getFirst().getTextContent())
                            .contains(explanation.header().method());
                    staysInside(picture, drawn);
                }
            }
        }
    }

    /** No text and no shape leaves the picture. */
    private static void staysInside(Picture picture, Drawn drawn) {
        for (Element text : drawn.elements("text")) {
            double size = Drawn.number(text, "font-size");
            boolean bold = text.getAttribute("font-weight").equals("bold");
            String words =
                    text.getLastChild() == null ? "" : text.getLastChild().getTextContent();
            double width = new Lettering(size, bold).width(words);
            double x = Drawn.number(text, "x");
            double left = switch (text.getAttribute("text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            assertThat(left).as(words).isGreaterThanOrEqualTo(0);
            assertThat(left + width).as(words).isLessThanOrEqualTo(picture.width());
            assertThat(Drawn.number(text, "y")).isBetween(0.0, (double) picture.height());
        }
        for (String shape : List.of("polygon", "polyline", "circle")) {
            for (Element element : drawn.elements(shape)) {
                double[] across = Drawn.across(element);
                assertThat(across[0]).isGreaterThanOrEqualTo(0);
                assertThat(across[1]).isLessThanOrEqualTo(picture.width());
            }
        }
    }

    @Test
    void nothing_leaves_the_picture_however_long_the_names_are() {
        String hostile = "An endless title without end ".repeat(20) + "推荐系统".repeat(40) + "W".repeat(300);
        List<PlayerValue> players = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            players.add(Drawn.event(i, hostile + i, 1e6 / (i + 1), 1234.5));
        }
        Attribution attribution = Drawn.attribution(-1e6, players);
        for (Chart chart : Drawing.charts(attribution)) {
            for (int width : new int[] {280, 390, 800}) {
                Picture picture = Drawn.draw(attribution, chart, USUAL.withWidth(width));
                staysInside(picture, Drawn.of(picture));
            }
        }
    }

    @Test
    void paths_over_a_graph_are_boxes_with_names_joined_by_relations() {
        Explanation paths = kinds().get(6);
        for (int width : new int[] {390, 800}) {
            Picture picture = Drawing.of(paths, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL.withWidth(width));
            assertThat(Drawn.of(picture).role("node")).hasSize(3);
            assertThat(picture.svg()).contains(">Heat<", ">Michael Mann<", ">Casino<", ">director<");
            assertThat(picture.description()).contains("Heat → director → Michael Mann → director → Casino");
        }
    }

    @Test
    void a_picture_states_how_the_explanation_was_made_and_how_its_test_ended() {
        DeletionTest test = DeletionTest.of(List.of("event:0"), 0.8, 40, 40, true);
        Attribution attribution = Drawn.attribution(0, List.of(Drawn.event(0, "Heat", 1, 0)));
        Attribution tested = attribution.withHeader(attribution.header().with(test, 41));
        String svg = Drawn.draw(tested, Chart.WATERFALL, USUAL).svg();
        assertThat(svg)
                .contains("method: shapley-exact (seed 42, 73 model calls, what is absent is removed)", "target: score")
                .contains("Deletion test: passed. Without “Heat” the target falls by 0.800");
        assertThat(Drawn.draw(attribution, Chart.WATERFALL, USUAL).svg()).contains("Deletion test: not run");
        assertThat(Drawn.draw(tested, Chart.WATERFALL, USUAL.withLanguage(Language.ZH))
                        .svg())
                .contains("为什么推荐《Casino》？", "删除检验：通过", "提高目标");
    }

    @Test
    void a_chart_that_does_not_suit_the_explanation_is_refused_with_those_that_do() {
        Attribution attribution = Drawn.attribution(0, List.of(Drawn.event(0, "Heat", 1, 0)));
        assertThatThrownBy(() -> Drawn.draw(attribution, Chart.BEESWARM, USUAL))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("waterfall, bar, heatmap, path")
                .hasMessageContaining("because picture FILE --people");
        assertThatThrownBy(() -> Drawn.draw(attribution, Chart.ATTENTION, USUAL))
                .hasMessageContaining("--method attention-heads");
        assertThatThrownBy(() -> Chart.of("waterfal")).hasMessageContaining("waterfall");
        assertThatThrownBy(() -> USUAL.withWidth(100)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> USUAL.withRows(0)).isInstanceOf(BadInput.class);
        assertThat(Map.of("x", Chart.of("HeatMap"))).containsEntry("x", Chart.HEATMAP);
    }

    /** Two weights, one of them twice the other. */
    private static Importance importance() {
        return new Importance(
                Drawn.random(new SplittableRandom(1), 3).header(),
                Importance.Measure.SII,
                20,
                List.of(
                        new Importance.Weight(List.of("a", "b"), 0.5, 0.05, 0.4, 0.6, 0.6),
                        new Importance.Weight(List.of("a", "c"), 0.25, 0.2, 0, 0.65, 0.4)));
    }

    @Test
    void weights_are_bars_of_their_size_and_told_with_their_intervals() {
        Picture picture = Drawing.of(importance(), Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL);
        assertThat(picture.chart()).isEqualTo(Chart.BAR);
        assertThat(picture.description()).contains("a × b: 0.5", "[0.4", "0.6");
        List<Element> bars = Drawn.of(picture).role("value");
        assertThat(bars).hasSize(2);
        double[] first = Drawn.across(bars.getFirst());
        double[] second = Drawn.across(bars.get(1));
        assertThat(first[1] - first[0]).isCloseTo(2 * (second[1] - second[0]), within(2 * PIXEL));
        assertThat(first[0]).isCloseTo(second[0], within(PIXEL));
    }

    /** Two pairs that begin alike would look the same if their names were cut off. */
    @Test
    void long_names_of_pairs_stand_whole_above_their_bars() {
        List<String> pair = List.of("events 6 to 20 from the newest", "the events before the newest 20");
        Importance importance = new Importance(
                Drawn.random(new SplittableRandom(1), 3).header(),
                Importance.Measure.SII,
                20,
                List.of(new Importance.Weight(pair, 0.5, 0.05, 0.4, 0.6, 1)));
        String svg = Drawing.of(importance, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL)
                .svg();
        assertThat(svg).contains(">" + String.join(" × ", pair) + "<").doesNotContain("…");
    }

    @Test
    void a_curve_over_numbers_is_a_line_and_one_over_names_bars() {
        List<Curve.Point> points = List.of(
                new Curve.Point("1", 1, 0.5, 0.1, 0.3, 0.7, 5),
                new Curve.Point("2", 2, 1.5, 0.1, 1.3, 1.7, 5),
                new Curve.Point("4", 4, 1.0, Double.NaN, Double.NaN, Double.NaN, 5));
        Header header = Drawn.random(new SplittableRandom(1), 3).header();
        Curve numbers = new Curve(
                header, Curve.Form.ICE, "age", 5, points, List.of(new Curve.Line(1, List.of(0.5, Double.NaN, 2.0))));
        Picture line = Drawing.of(numbers, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL);
        assertThat(line.chart()).isEqualTo(Chart.DEPENDENCE);
        assertThat(Drawn.of(line).role("value")).hasSize(3);
        assertThat(Drawn.of(line).role("person")).hasSize(1);
        assertThat(line.svg()).doesNotContain("NaN");
        List<Curve.Point> names = points.stream()
                .map(p -> new Curve.Point(
                        "n" + p.at(), Double.NaN, p.value(), p.standardError(), p.low(), p.high(), p.people()))
                .toList();
        Curve named = new Curve(header, Curve.Form.PDP, "city", 5, names, List.of());
        Picture bars = Drawing.of(named, Drawn.ITEM, Profile.EMPTY, Optional.empty(), USUAL);
        assertThat(bars.chart()).isEqualTo(Chart.BAR);
        assertThat(Drawn.of(bars).role("value")).hasSize(3);
    }
}
