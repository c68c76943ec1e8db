package because.models.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1, 0.2,0.5|0.1, 0.2, 0.5",
                "true,false|true, false",
                "16..256|16..256",
                " 1 .. 8 log|1..8 log",
                "0.0005..0.01 log|0.0005..0.01 log",
                "0..0.5|0..0.5",
                "1.0..2.0|1..2.0",
                "-1e-3..1|-0.001..1"
            })
    void reads_ranges_as_they_are_written_and_back(String text, String written) {
        Range range = Range.parse("x", text);
        assertThat(range).hasToString(written);
        assertThat(Range.parse("x", range.toString())).isEqualTo(range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0.1", "1,1", "1,,2", "a..b", "1..", "..2", "3..1", "1..1", "0..1 log", "1..2 lin", "1..2..3"
            })
    void refuses_what_is_no_range(String text) {
        assertThatThrownBy(() -> Range.parse("dropout", text)).isInstanceOf(BadInput.class);
    }

    @Test
    void numbers_lie_in_their_range_and_are_even_in_it() {
        Range log = Range.parse("x", "0.001..0.1 log");
        Range whole = Range.parse("x", "1..4");
        int[] counts = new int[5];
        int below = 0;
        for (int i = 0; i < 4000; i++) {
            double number = Double.parseDouble(log.at(i / 4000.0));
            assertThat(number).isBetween(0.001, 0.1);
            below += number < 0.01 ? 1 : 0;
            counts[Integer.parseInt(whole.at(i / 4000.0))]++;
        }
        assertThat(below).isBetween(1980, 2020);
        assertThat(counts).containsExactly(0, 1000, 1000, 1000, 1000);
        assertThat(log.at(0.5)).isEqualTo("0.01");
        assertThat(Range.parse("x", "0.0005..0.01 log").at(0.3)).hasSizeLessThanOrEqualTo(7);
        assertThat(log.edge("0.001")).isTrue();
        assertThat(log.edge("0.01")).isFalse();
    }

    private static Map<String, String> some(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Test
    void a_draw_begins_with_what_is_used_and_uses_each_value_about_equally_often() {
        Space space = Space.parse(some("a", "x, y, z", "b", "0.0..1.0"));
        List<Map<String, String>> drawn = space.draw(31, some("a", "q", "b", "7"), 3, _ -> {});
        assertThat(drawn).hasSize(31).doesNotHaveDuplicates();
        assertThat(drawn.getFirst()).isEqualTo(some("a", "q", "b", "7"));
        Map<String, Integer> counts = new HashMap<>();
        Map<Integer, Integer> tenths = new HashMap<>();
        for (Map<String, String> one : drawn.subList(1, 31)) {
            counts.merge(one.getOrDefault("a", ""), 1, Integer::sum);
            tenths.merge((int) (10 * Double.parseDouble(one.getOrDefault("b", ""))), 1, Integer::sum);
        }
        assertThat(counts).isEqualTo(Map.of("x", 10, "y", 10, "z", 10));
        assertThat(tenths.keySet()).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(space.draw(31, some("a", "q", "b", "7"), 3, _ -> {})).isEqualTo(drawn);
        assertThat(space.draw(31, some("a", "q", "b", "7"), 4, _ -> {})).isNotEqualTo(drawn);
    }

    @Test
    void a_small_space_is_drawn_whole() {
        Space space = Space.parse(some("a", "1, 2", "b", "1..3"));
        List<Map<String, String>> drawn = space.draw(50, some("a", "1", "b", "1"), 1, _ -> {});
        assertThat(drawn).hasSize(6);
        assertThat(new HashSet<>(drawn)).hasSize(6);
    }

    @Test
    void what_does_not_fit_together_is_not_drawn() {
        Space space = Space.parse(some("dimension", "32..64", "heads", "1, 2, 4"));
        List<Map<String, String>> drawn = space.draw(20, some("dimension", "64", "heads", "2"), 1, values -> {
            if (Integer.parseInt(values.getOrDefault("dimension", "0"))
                            % Integer.parseInt(values.getOrDefault("heads", "1"))
                    != 0) {
                throw new BadInput("heads must divide");
            }
        });
        assertThat(drawn).hasSize(20);
        assertThat(drawn)
                .allSatisfy(one -> assertThat(Integer.parseInt(one.getOrDefault("dimension", "0"))
                                % Integer.parseInt(one.getOrDefault("heads", "1")))
                        .isZero());
        assertThatThrownBy(() -> space.draw(20, Map.of(), 1, _ -> {
                    throw new BadInput("never");
                }))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no configuration of the space fits: never");
        assertThatThrownBy(() -> new Space(Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--space");
    }
}
