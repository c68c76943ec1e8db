package because.narrate.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** What pictures of many explanations show. The people of these tests did the same four things, so that each thing has a value for each person. */
class PeopleDrawingTest {
    private static final int PEOPLE = 30;
    private static final PictureOptions USUAL = PictureOptions.defaults();

    private static Catalog catalog() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            items.add(new Item(
                    "m" + i,
                    "Film " + i,
                    Map.of(
                            "year", new Attribute.Quantity(1990 + i),
                            "genre", new Attribute.Tokens(List.of(i % 2 == 0 ? "crime" : "comedy")))));
        }
        return new Catalog(items);
    }

    /** The value of an event is its place times the person's number, less in every other film. */
    private static List<Told> all() {
        List<Told> all = new ArrayList<>();
        for (int person = 1; person <= PEOPLE; person++) {
            List<PlayerValue> players = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                players.add(Drawn.event(i, "Film " + i, (i % 2 == 0 ? 1 : -1) * (i + 1) * person / 10.0, 0));
            }
            all.add(new Told("u" + person, Drawn.person(4), Drawn.ITEM, Drawn.attribution(0, players)));
        }
        return all;
    }

    private static Picture draw(Chart chart, String against, PictureOptions options) {
        return PeopleDrawing.of(
                all(), catalog(), chart, against.isEmpty() ? Optional.empty() : Optional.of(against), options);
    }

    @Test
    void a_beeswarm_has_a_dot_for_each_value_at_its_place_on_one_scale() {
        for (int width : new int[] {390, 800}) {
            List<Element> dots =
                    Drawn.of(draw(Chart.BEESWARM, "", USUAL.withWidth(width))).role("value");
            assertThat(dots).hasSize(4 * PEOPLE);
            Element low =
                    dots.stream().min(Comparator.comparingDouble(Drawn::value)).orElseThrow();
            Element high =
                    dots.stream().max(Comparator.comparingDouble(Drawn::value)).orElseThrow();
            double unit = (Drawn.number(high, "cx") - Drawn.number(low, "cx")) / (Drawn.value(high) - Drawn.value(low));
            assertThat(dots)
                    .allSatisfy(dot -> assertThat(Drawn.number(dot, "cx") - Drawn.number(low, "cx"))
                            .isCloseTo(unit * (Drawn.value(dot) - Drawn.value(low)), within(0.03)));
        }
    }

    @Test
    void what_matters_most_stands_first_and_the_others_are_one_row() {
        Picture picture = draw(Chart.BEESWARM, "", USUAL.withRows(2));
        List<Element> dots = Drawn.of(picture).role("value");
        assertThat(dots).hasSize(2 * PEOPLE);
        assertThat(dots.getFirst().getTextContent()).contains("u1, Film 3");
        assertThat(Drawn.of(picture).role("others")).hasSize(PEOPLE);
        assertThat(Drawn.value(Drawn.of(picture).role("others").getFirst()))
                .as("Film 0 and 1 of the first person together")
                .isCloseTo(0.1 - 0.2, within(1e-12));
        assertThat(picture.svg())
                .contains(">2 others<", ">30 people<", "What moves the score of “Casino”, for 30 people?");
    }

    @Test
    void bars_are_mean_sizes_with_the_standard_error_over_people() {
        List<Element> bars = Drawn.of(draw(Chart.BAR, "", USUAL)).role("value");
        double[] sizes = DoubleStream.iterate(1, person -> person + 1)
                .limit(PEOPLE)
                .map(person -> 4 * person / 10)
                .toArray();
        double mean = DoubleStream.of(sizes).average().orElseThrow();
        double variance = DoubleStream.of(sizes)
                        .map(size -> (size - mean) * (size - mean))
                        .sum()
                / (PEOPLE - 1);
        assertThat(Drawn.value(bars.getFirst())).isCloseTo(mean, within(1e-12));
        assertThat(bars.getFirst().getTextContent())
                .contains(String.format(Locale.ROOT, "Film 3: %.3f ± %.3f", mean, Math.sqrt(variance / PEOPLE)));
        double unit = Drawn.number(bars.getFirst(), "width") / mean;
        assertThat(bars)
                .allSatisfy(
                        bar -> assertThat(Drawn.number(bar, "width")).isCloseTo(unit * Drawn.value(bar), within(0.03)));
    }

    @Test
    void who_does_not_have_something_counts_as_nothing_in_its_mean() {
        List<Told> all = new ArrayList<>(all().subList(0, 1));
        all.add(new Told("nobody", Profile.EMPTY, Drawn.ITEM, Drawn.attribution(0, List.of())));
        Picture picture = PeopleDrawing.of(all, catalog(), Chart.BAR, Optional.empty(), USUAL);
        assertThat(Drawn.value(Drawn.of(picture).role("value").getFirst())).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void a_dependence_goes_through_the_means_of_its_values() {
        Picture picture = draw(Chart.DEPENDENCE, "year", USUAL);
        Drawn drawn = Drawn.of(picture);
        assertThat(drawn.role("value")).hasSize(4 * PEOPLE);
        List<double[]> line = Drawn.points(drawn.role("mean").getFirst()).toList();
        assertThat(line).hasSize(4);
        double mean = (PEOPLE + 1) / 20.0; // of the persons' numbers, a tenth
        double unit = (line.get(1)[1] - line.get(0)[1]) / (-2 * mean - mean);
        for (int i = 1; i < 4; i++) {
            double expected = (i % 2 == 0 ? 1 : -1) * (i + 1) * mean - mean;
            assertThat(line.get(i)[1] - line.get(0)[1]).isCloseTo(unit * expected, within(0.05));
            assertThat(line.get(i)[0] - line.get(i - 1)[0]).isCloseTo(line.get(1)[0] - line.get(0)[0], within(0.05));
        }
        assertThat(draw(Chart.DEPENDENCE, "", USUAL).svg()).contains("the event&#39;s value, such as stars");
        assertThat(draw(Chart.DEPENDENCE, "place", USUAL).description()).contains("0.0: −6.20", "3.0: +1.55");
        assertThat(draw(Chart.DEPENDENCE, "age", USUAL).description()).contains("0.0: −6.20", "3.0: +1.55");
    }

    @Test
    void a_dependence_on_words_has_a_row_for_each() {
        Picture picture = draw(Chart.DEPENDENCE, "genre", USUAL);
        assertThat(picture.svg()).contains(">crime<", ">comedy<", ">60 events<");
        assertThat(Drawn.of(picture).role("value")).hasSize(4 * PEOPLE);
    }

    @Test
    void a_heat_map_has_a_row_for_each_person_with_the_newest_event_at_the_right() {
        Picture picture = draw(Chart.HEATMAP, "", USUAL.withRows(PEOPLE));
        List<Element> cells = Drawn.of(picture).role("cell");
        assertThat(cells).hasSize(4 * PEOPLE);
        for (Element cell : cells) {
            if (cell.getAttribute("data-id").equals("u7")) {
                int event = (int) Math.round(Math.abs(Drawn.value(cell)) / 0.7) - 1;
                assertThat(cells.stream()
                                .filter(other -> other.getAttribute("data-id").equals("u7"))
                                .filter(other -> Drawn.number(other, "x") < Drawn.number(cell, "x")))
                        .hasSize(event);
            }
        }
        List<Element> means = Drawn.of(picture).role("mean");
        assertThat(means.stream().map(Drawn::value)).containsExactly(1.0, 0.75, 0.5, 0.25);
    }

    @ParameterizedTest
    @EnumSource(
            value = Chart.class,
            names = {"BEESWARM", "BAR", "DEPENDENCE", "HEATMAP"})
    void each_chart_can_be_drawn_narrow_and_in_chinese_and_is_the_same_each_time(Chart chart) {
        PictureOptions options = USUAL.withWidth(390).withLanguage(Language.ZH);
        assertThat(draw(chart, "", options).svg())
                .isEqualTo(draw(chart, "", options).svg())
                .contains("对 30 位用户，什么影响了《Casino》的得分？", "方法：shapley-exact");
    }

    @Test
    void what_cannot_be_drawn_is_refused() {
        assertThatThrownBy(() -> draw(Chart.WATERFALL, "", USUAL))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("beeswarm, bar, dependence, heatmap");
        assertThatThrownBy(() -> draw(Chart.DEPENDENCE, "yeer", USUAL)).hasMessageContaining("year");
        assertThatThrownBy(() -> draw(Chart.BAR, "year", USUAL)).hasMessageContaining("--chart dependence");
        assertThatThrownBy(() -> PeopleDrawing.of(List.of(), catalog(), Chart.BAR, Optional.empty(), USUAL))
                .isInstanceOf(BadInput.class);
        List<Told> silent = List.of(new Told("nobody", Profile.EMPTY, Drawn.ITEM, Drawn.attribution(0, List.of())));
        assertThatThrownBy(() -> PeopleDrawing.of(silent, catalog(), Chart.BAR, Optional.empty(), USUAL))
                .hasMessageContaining("nothing to draw");
    }
}
