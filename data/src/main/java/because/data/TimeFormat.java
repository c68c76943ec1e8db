package because.data;

import because.core.BadInput;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How times are written: a count of a unit since 1970-01-01T00:00Z, or a date in words. */
final class TimeFormat {
    static final String AUTO = "auto";
    /** What a time that cannot be read is. No event can have it: it is beyond the year 9999. */
    static final long UNREADABLE = Long.MAX_VALUE;

    private static final long LATEST = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z
    private static final long EARLIEST = -62_135_596_800_000L; // 0001-01-01T00:00Z
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String label;
    private final int unitsPerMilli; // 0: seconds
    private final @Nullable DateTimeFormatter dates;

    private TimeFormat(String label, int unitsPerMilli, @Nullable DateTimeFormatter dates) {
        this.label = label;
        this.unitsPerMilli = unitsPerMilli;
        this.dates = dates;
    }

    /** Refuses what {@link #of} could not read, but lets "auto" pass. */
    static void check(String time) {
        if (!time.equals(AUTO)) {
            of(time);
        }
    }

    /**
     * @param time s, ms, us, iso or a pattern
     * @return the format
     */
    static TimeFormat of(String time) {
        return switch (time) {
            case "s" -> new TimeFormat(time, 0, null);
            case "ms" -> new TimeFormat(time, 1, null);
            case "us" -> new TimeFormat(time, 1000, null);
            case "iso" -> new TimeFormat(time, 0, ISO);
            default -> new TimeFormat(time, 0, pattern(time));
        };
    }

    private static DateTimeFormatter pattern(String time) {
        try {
            if (time.contains("y") || time.contains("u")) {
                return new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(withoutEra(time))
                        .toFormatter(Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT);
            }
        } catch (IllegalArgumentException notAPattern) {
            // The answer is the same for a pattern that cannot be read as for one without a year.
        }
        throw BadInput.of(
                "time", time, "auto, s, ms, us, iso, or a pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss", "");
    }

    /** Strictness, which refuses the 30th of February, wants an era with "y" and none with "u". */
    private static String withoutEra(String pattern) {
        String[] parts = pattern.split("'", -1);
        for (int part = 0; part < parts.length; part += 2) { // the others are quoted
            parts[part] = parts[part].replace('y', 'u');
        }
        return String.join("'", parts);
    }

    /**
     * Finds the format from a sample. Counts are seconds below 10¹¹, milliseconds below 10¹⁴ and microseconds above, by their median; eight digits that
     * are all dates are dates.
     *
     * @param column where the sample is from, for the error
     * @param sample some times, none blank
     * @return the format in which most of them can be read
     * @throws BadInput if few can be read at all
     */
    static TimeFormat detect(String column, List<String> sample) {
        if (sample.isEmpty()) {
            return of("s");
        }
        TimeFormat compact = of("yyyyMMdd");
        if (sample.stream().allMatch(t -> t.length() == 8 && compact.millis(t) != UNREADABLE)) {
            return compact;
        }
        TimeFormat seconds = of("s");
        TimeFormat micros = of("us");
        List<String> counts = sample.stream()
                .filter(t -> seconds.millis(t) != UNREADABLE || micros.millis(t) != UNREADABLE)
                .toList();
        if (2 * counts.size() > sample.size()) {
            double[] sizes = counts.stream()
                    .mapToDouble(t -> Math.abs(Double.parseDouble(t)))
                    .sorted()
                    .toArray();
            double median = sizes[sizes.length / 2];
            return of(median < 1e11 ? "s" : median < 1e14 ? "ms" : "us");
        }
        TimeFormat iso = of("iso");
        if (2 * sample.stream().filter(t -> iso.millis(t) != UNREADABLE).count() > sample.size()) {
            return iso;
        }
        throw BadInput.of(
                "time column '" + column + "'",
                sample.getFirst(),
                "s, ms or us since 1970, or ISO 8601",
                "Maybe say how it is written, such as 'timeFormat: dd.MM.yyyy', or map another column.");
    }

    /** @return s, ms, us, iso or the pattern */
    String label() {
        return label;
    }

    private long millis(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return millis(bytes, 0, bytes.length);
    }

    /**
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return milliseconds since 1970-01-01T00:00Z, or {@link #UNREADABLE}
     */
    long millis(byte[] bytes, int from, int to) {
        long millis = dates == null ? count(bytes, from, to) : date(dates, Numbers.text(bytes, from, to));
        return millis < EARLIEST || millis > LATEST ? UNREADABLE : millis;
    }

    /** Reads a count exactly: digits, perhaps with a sign and a fraction. What is written with an exponent goes the slow way. */
    private long count(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        long whole = 0;
        int digits = at;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            whole = whole * 10 + (bytes[at] - '0');
        }
        digits = at - digits;
        int thousandths = 0;
        if (digits > 0 && digits < 19 && at < to && bytes[at] == '.') {
            int end = at + 1;
            for (int unit = 100; end < to && bytes[end] >= '0' && bytes[end] <= '9'; end++, unit /= 10) {
                thousandths += unit * (bytes[end] - '0');
            }
            at = end;
        }
        if (digits == 0 || digits > 18 || at < to) {
            double value = Numbers.decimal(bytes, from, to);
            double millis = unitsPerMilli == 0 ? value * 1000 : value / unitsPerMilli;
            return Math.abs(millis) < 1e17 ? (long) Math.floor(millis) : UNREADABLE;
        }
        if (unitsPerMilli == 0) {
            long millis = whole > LATEST ? LATEST + 1 : whole * 1000 + thousandths;
            return negative ? -millis : millis;
        }
        return Math.floorDiv(negative ? -whole : whole, unitsPerMilli);
    }

    private static long date(DateTimeFormatter dates, String text) {
        String strict = dates == ISO && text.length() > 10 && text.charAt(10) == ' '
                ? text.substring(0, 10) + 'T' + text.substring(11).replace(" ", "")
                : text;
        try {
            TemporalAccessor parsed = dates.parse(strict);
            LocalDate day = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            java.time.ZoneId zone = parsed.query(TemporalQueries.zone());
            if (day == null) {
                return UNREADABLE;
            }
            return day.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(zone == null ? ZoneOffset.UTC : zone)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException notADate) {
            return UNREADABLE;
        }
    }
}
