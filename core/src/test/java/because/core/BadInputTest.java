package because.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    private static final List<String> MODELS = List.of("popularity", "itemknn", "ease", "ials", "transformer");

    @ParameterizedTest
    @CsvSource({
        "popularty, popularity",
        "Popularity, popularity",
        "itmeknn, itemknn",
        "eas, ease",
        "TRANSFORMERS, transformer",
        "tranformr, transformer"
    })
    void sees_what_a_typo_meant(String typo, String meant) {
        assertThat(BadInput.nearest(typo, MODELS).getFirst()).isEqualTo(meant);
    }

    @Test
    void suggests_nothing_where_nothing_is_near() {
        assertThat(BadInput.nearest("gradient-boosting", MODELS)).isEmpty();
        assertThat(BadInput.nearest("ease", List.of())).isEmpty();
    }

    @Test
    void the_nearest_names_are_those_that_begin_so_or_of_the_least_edit_distance() {
        int near = 0;
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String name = word(random);
            Set<String> known = new HashSet<>();
            for (int n = random.nextInt(30); n > 0; n--) {
                known.add(word(random));
            }
            int reach = Math.max(2, name.length() / 3);
            List<String> expected = new ArrayList<>(known);
            ToIntFunction<String> distance =
                    k -> name.length() >= 3 && k.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))
                            ? Math.min(reach, edits(name, k))
                            : edits(name, k);
            expected.removeIf(k -> distance.applyAsInt(k) > reach);
            expected.sort(Comparator.naturalOrder());
            expected.sort(Comparator.comparingInt(distance));
            near += expected.size();
            assertThat(BadInput.nearest(name, known))
                    .as("'%s' among %s", name, known)
                    .isEqualTo(expected.subList(0, Math.min(3, expected.size())));
        }
        assertThat(near).isGreaterThan(500);
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(9); n > 0; n--) {
            word.append("abAé".charAt(random.nextInt(4)));
        }
        return word.toString();
    }

    /** How many letters to insert, delete or change, by trying all of it. */
    private static int edits(String a, String b) {
        return edits(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT), new HashMap<>());
    }

    private static int edits(String a, String b, Map<String, Integer> known) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        if (a.charAt(0) == b.charAt(0)) {
            return edits(a.substring(1), b.substring(1), known);
        }
        Integer before = known.get(a + " " + b);
        if (before != null) {
            return before;
        }
        int least = 1
                + Math.min(
                        edits(a.substring(1), b.substring(1), known),
                        Math.min(edits(a.substring(1), b, known), edits(a, b.substring(1), known)));
        known.put(a + " " + b, least);
        return least;
    }

    @Test
    void says_what_the_value_and_what_is_allowed_and_maybe_what_to_do() {
        assertThat(BadInput.of("n", 0, "1 or more", "")).hasMessage("n is 0; allowed: 1 or more.");
        assertThat(BadInput.of("color", "blue", "red", "Maybe red is nice."))
                .hasMessage("color is 'blue'; allowed: red.\nMaybe red is nice.");
        IOException cause = new IOException("disk");
        assertThat(new BadInput("cannot be read.", cause))
                .hasMessage("cannot be read.")
                .hasCause(cause);
    }

    @Test
    void names_all_names_where_they_are_few() {
        assertThat(BadInput.unknown("model", "eese", MODELS))
                .hasMessage("unknown model 'eese'; known: popularity, itemknn, ease, ials, transformer."
                        + "\nMaybe you meant ease?");
        assertThat(BadInput.unknown("model", "x", List.of())).hasMessage("unknown model 'x'; known: none.");
    }

    @Test
    void names_the_nearest_where_there_are_many() {
        List<String> items =
                IntStream.range(0, 13).mapToObj(i -> "item-" + (100 + i)).toList();
        assertThat(BadInput.unknown("item", "item-10", items))
                .hasMessage("unknown item 'item-10'; 13 are known.\nMaybe you meant item-100 or item-101 or item-102?");
        assertThat(BadInput.unknown("item", "item-10", items.subList(0, 12)).getMessage())
                .contains("known: item-100, item-101")
                .contains("item-111.");
        assertThat(BadInput.unknown("item", "something else", items))
                .hasMessage("unknown item 'something else'; 13 are known.");
    }

    @Test
    void quotes_long_values_in_part() {
        String most = "x".repeat(120);
        assertThat(BadInput.of("f", most, "y", "")).hasMessage("f is '" + most + "'; allowed: y.");
        assertThat(BadInput.of("f", most + "x", "y", "")).hasMessage("f is '" + "x".repeat(117) + "...'; allowed: y.");
        String faces = "\uD83D\uDE42".repeat(200);
        assertThat(BadInput.of("f", faces, "y", ""))
                .hasMessage("f is '" + "\uD83D\uDE42".repeat(117) + "...'; allowed: y.");
        assertThat(BadInput.of("f", "x".repeat(10_000_000), "y", "").getMessage())
                .hasSizeLessThan(200);
    }

    @Test
    void a_value_cannot_break_the_messages_lines_or_steer_the_terminal() {
        assertThat(BadInput.of("field", "a\nMaybe b\r\t\u001b[2J\u0000\u009b", "words", "Maybe c."))
                .hasMessage("field is 'a\\nMaybe b\\r\\t\\u001b[2J\\u0000\\u009b'; allowed: words.\nMaybe c.");
    }
}
