package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static long millis(String format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return TimeFormat.of(format).millis(bytes, 0, bytes.length);
    }

    private static double decimal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Numbers.decimal(bytes, 0, bytes.length);
    }

    @Test
    void decimals_are_read_as_the_platform_reads_them() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 5000; run++) {
            String text = switch (random.nextInt(4)) {
                case 0 -> Long.toString(random.nextLong());
                case 1 -> Double.toString(random.nextDouble() * Math.pow(10, random.nextInt(-20, 20)));
                case 2 -> (random.nextBoolean() ? "-" : "") + random.nextInt(100000) + "." + random.nextInt(100000);
                default -> random.nextInt(100) + ".";
            };
            assertThat(decimal(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
        for (String none :
                List.of("", " ", "-", ".", "-.", "1,5", "1.2.3", "0x10", "1d", "NaN", "Infinity", "--1", "e5", "١")) {
            assertThat(decimal(none)).as(none).isNaN();
        }
        assertThat(decimal("1e400")).isInfinite();
    }

    @Test
    void counts_of_every_unit_and_dates_give_the_same_moment() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 2000; run++) {
            long truth = random.nextLong(-60_000_000_000_000L, 250_000_000_000_000L);
            Instant instant = Instant.ofEpochMilli(truth);
            long seconds = Math.floorDiv(truth, 1000);
            assertThat(millis("ms", Long.toString(truth))).isEqualTo(truth);
            assertThat(millis("us", Long.toString(truth * 1000 + random.nextInt(1000))))
                    .isEqualTo(truth);
            assertThat(millis("s", Long.toString(seconds))).isEqualTo(seconds * 1000);
            assertThat(millis("s", java.math.BigDecimal.valueOf(truth, 3).toPlainString()))
                    .isEqualTo(truth);
            assertThat(millis("iso", instant.toString())).isEqualTo(truth);
            String local = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(instant);
            for (String zone : List.of("", "Z", "+00", "+00:00", "+0000", " +00:00")) {
                assertThat(millis("iso", local + zone)).as(local + zone).isEqualTo(seconds * 1000);
            }
        }
        long day = Instant.parse("2024-05-24T00:00:00Z").toEpochMilli();
        assertThat(millis("iso", "2024-05-24")).isEqualTo(day);
        assertThat(millis("iso", "2024-05-24T02:30+02:30")).isEqualTo(day);
        assertThat(millis("dd.MM.yyyy", "24.05.2024")).isEqualTo(day);
        assertThat(millis("d/M/yyyy h:mm a", "24/5/2024 1:00 PM")).isEqualTo(day + 13 * 3_600_000L);
        assertThat(millis("d MMM yyyy", "24 may 2024")).isEqualTo(day);
        assertThat(millis("'year' yyyy, MM/dd", "year 2024, 05/24")).isEqualTo(day);
        assertThat(millis("dd.MM.yyyy", "30.02.2024")).isEqualTo(TimeFormat.UNREADABLE);
        assertThat(millis("s", "8.81250949E8")).isEqualTo(881_250_949_000L);
        for (String none : List.of("", "x", "2024-13-01", "2024-02-30", "12:00")) {
            assertThat(millis("iso", none)).as(none).isEqualTo(TimeFormat.UNREADABLE);
            assertThat(millis("dd.MM.yyyy", none)).as(none).isEqualTo(TimeFormat.UNREADABLE);
        }
    }

    @Test
    void the_format_of_times_is_found_from_a_sample() {
        assertThat(TimeFormat.detect("t", List.of("978300760", "0", "-5")).label())
                .isEqualTo("s");
        assertThat(TimeFormat.detect("t", List.of("8.81e8")).label()).isEqualTo("s");
        assertThat(TimeFormat.detect("t", List.of("978300760123", "978300760124", "1"))
                        .label())
                .isEqualTo("ms");
        assertThat(TimeFormat.detect("t", List.of("978300760123456", "978300760123457", "x"))
                        .label())
                .isEqualTo("us");
        assertThat(TimeFormat.detect("t", List.of("20200131", "19991231")).label())
                .isEqualTo("yyyyMMdd");
        assertThat(TimeFormat.detect("t", List.of("20209931", "19991231")).label())
                .isEqualTo("s");
        assertThat(TimeFormat.detect("t", List.of("2020-01-31", "2020-01-31T10:00:00.5Z", "?"))
                        .label())
                .isEqualTo("iso");
        assertThat(TimeFormat.detect("t", List.of()).label()).isEqualTo("s");
        assertThatThrownBy(() -> TimeFormat.detect("when", List.of("24.05.2024")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'when'")
                .hasMessageContaining("Maybe say how it is written");
    }

    @Test
    void attributes_are_read_by_their_type() {
        Map<String, Attribute> into = new LinkedHashMap<>();
        assertThat(FieldType.parse("token").read("a", " x y ", false, into)).isEmpty();
        assertThat(FieldType.parse("tokens(|)").read("b", "x| y||", false, into))
                .isEmpty();
        assertThat(FieldType.parse("tokens").read("none", "(no genres listed)", false, into))
                .isEmpty();
        assertThat(FieldType.parse("tokens(, )").read("c", "x, y", false, into)).isEmpty();
        assertThat(FieldType.parse("number").read("d", " 1.5 ", false, into)).isEmpty();
        assertThat(FieldType.parse("number").read("blank", " ", false, into)).isEmpty();
        assertThat(FieldType.parse("text").read("e", "a text", false, into)).isEmpty();
        assertThat(FieldType.parse("vector( )").read("f", "1 -0.5", false, into))
                .isEmpty();
        assertThat(FieldType.parse("tokens(|)").read("g", "[\"p|q\",null,3]", true, into))
                .isEmpty();
        assertThat(FieldType.parse("json").read("h", "{\"i\":{\"j\":true},\"k\":\"\",\"l\":[1,2]}", false, into))
                .isEmpty();
        assertThat(into)
                .isEqualTo(Map.of(
                        "a", new Attribute.Tokens(List.of("x y")),
                        "b", new Attribute.Tokens(List.of("x", "y")),
                        "c", new Attribute.Tokens(List.of("x", "y")),
                        "d", new Attribute.Quantity(1.5),
                        "e", new Attribute.Text("a text"),
                        "f", new Attribute.Vector(new float[] {1, -0.5f}),
                        "g", new Attribute.Tokens(List.of("p|q", "3")),
                        "h.i.j", new Attribute.Tokens(List.of("true")),
                        "h.l", new Attribute.Vector(new float[] {1, 2})));
        assertThat(FieldType.parse("number").read("d", "NaN", false, into)).contains("'d' is not a finite number");
        assertThat(FieldType.parse("number").read("d", "x", false, into)).contains("'d' is not a finite number");
        assertThat(FieldType.parse("vector").read("d", "1 x", false, into)).contains("'d' is not a finite number");
        assertThat(FieldType.parse("json").read("d", "{", false, into)).contains("'d' is not JSON");
        for (String unknown : List.of("", "tokens(", "token(|)", "words", "(|)")) {
            assertThatThrownBy(() -> FieldType.parse(unknown)).as(unknown).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void ids_are_numbered_as_a_map_would() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 200; run++) {
            Ids ids = new Ids();
            Map<String, Integer> truth = new HashMap<>();
            List<String> order = new ArrayList<>();
            int alphabet = 1 + random.nextInt(4);
            for (int i = 0; i < 2000; i++) {
                StringBuilder id = new StringBuilder();
                // Ids of up to seven bytes and longer ones are kept in different ways.
                for (int length = 1 + random.nextInt(12); length > 0; length--) {
                    id.append("aé日\u0001".charAt(random.nextInt(alphabet)));
                }
                String text = id.toString();
                if (truth.putIfAbsent(text, order.size()) == null) {
                    order.add(text);
                }
                byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
                assertThat(ids.add(bytes, 1, bytes.length - 1)).isEqualTo(truth.get(text));
            }
            assertThat(ids.size()).isEqualTo(order.size());
            assertThat(ids.toList()).isEqualTo(order);
        }
    }
}
