package because.models.tune;

import because.core.BadInput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The values that an option may take while it is tuned. Its text reads back as the same range. */
public sealed interface Range {
    /** Into how many levels numbers are put where their effect is reported. */
    int LEVELS = 3;

    /**
     * @param share from 0, below 1: how much of the range lies before the value
     * @return the value there, as an option is written
     */
    String at(double share);

    /** @return how many different values there are; {@link Long#MAX_VALUE} if there is no telling */
    long size();

    /** @return into how many levels the values fall */
    int levels();

    /**
     * @param value a value of the option
     * @return its level, from 0; −1 if it does not belong to the range
     */
    int level(String value);

    /**
     * @param level from 0
     * @return what the level is called
     */
    String label(int level);

    /**
     * @param value a value of the range
     * @return whether better ones may lie beyond: it is within a twentieth of an end of a range of numbers
     */
    boolean edge(String value);

    /**
     * Reads a range: {@code 0.1, 0.2, 0.5} for values, {@code 16..256} for whole numbers between two, {@code 0.1..0.5} for decimal ones, with {@code log} behind
     * it if each doubling is as likely as the next.
     *
     * @param option the option's name, for messages
     * @param text the range
     * @return the range
     * @throws BadInput if it is none
     */
    static Range parse(String option, String text) {
        int dots = text.indexOf("..");
        if (dots >= 0) {
            return Numbers.parse(
                    option,
                    text.strip(),
                    dots - (text.length() - text.stripLeading().length()));
        }
        List<String> values = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (values.size() < 2 || values.contains("") || new LinkedHashSet<>(values).size() < values.size()) {
            throw refused(option, text);
        }
        return new Listed(values);
    }

    private static BadInput refused(String option, String text) {
        return BadInput.of(
                "the space of " + option,
                text,
                "two or more different values, as '0.1, 0.2', or a range, as '16..256' or '0.0005..0.01 log'",
                "Maybe give an option of one value as it is: --option " + option + "=VALUE, or model.options.");
    }

    /**
     * Some values.
     *
     * @param values each as an option is written; two or more
     */
    record Listed(List<String> values) implements Range {
        /** Copies the list. */
        public Listed {
            values = List.copyOf(values);
        }

        @Override
        public String at(double share) {
            return values.get((int) (share * values.size()));
        }

        @Override
        public long size() {
            return values.size();
        }

        @Override
        public int levels() {
            return values.size();
        }

        @Override
        public int level(String value) {
            int level = values.indexOf(value);
            for (int i = 0; level < 0 && i < values.size(); i++) {
                level = sameNumber(values.get(i), value) ? i : -1;
            }
            return level;
        }

        /** Whether two texts are the same number, such as 0.1 and 0.10. */
        private static boolean sameNumber(String one, String other) {
            try {
                return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
            } catch (NumberFormatException words) {
                return false;
            }
        }

        @Override
        public String label(int level) {
            return values.get(level);
        }

        @Override
        public boolean edge(String value) {
            return false;
        }

        @Override
        public String toString() {
            return String.join(", ", values);
        }
    }

    /**
     * All numbers between two.
     *
     * @param from the least
     * @param to the greatest, above the least
     * @param log whether ratios count, not differences; then the least is above 0
     * @param whole whether they are whole numbers
     */
    record Numbers(double from, double to, boolean log, boolean whole) implements Range {
        private static final String LOG = " log";

        /** What is written of a drawn number: nobody needs a learning rate of more digits. */
        private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

        /** Refuses an empty range. */
        public Numbers {
            if (!(from < to) || !Double.isFinite(to - from) || (log && from <= 0)) {
                throw BadInput.of(
                        "a range of an option",
                        from + ".." + to,
                        "the smaller number first; with log the smaller one above 0",
                        "");
            }
        }

        private static Numbers parse(String option, String text, int dots) {
            boolean log = text.endsWith(LOG);
            String last = text.substring(dots + 2, log ? text.length() - LOG.length() : text.length());
            try {
                BigDecimal from = new BigDecimal(text.substring(0, dots).strip());
                BigDecimal to = new BigDecimal(last.strip());
                return new Numbers(from.doubleValue(), to.doubleValue(), log, from.scale() <= 0 && to.scale() <= 0);
            } catch (NumberFormatException notNumbers) {
                throw refused(option, text);
            }
        }

        @Override
        public String at(double share) {
            if (whole) {
                // Each whole number has the part of the range from half before it to half behind it.
                long number = Math.round(place(share, from - 0.5, to + 0.5));
                return Long.toString(Math.clamp(number, (long) from, (long) to));
            }
            BigDecimal drawn = new BigDecimal(place(share, from, to)).round(DIGITS);
            double number = Math.clamp(drawn.doubleValue(), from, to);
            return text(number);
        }

        private double place(double share, double low, double high) {
            if (!log) {
                return low + share * (high - low);
            }
            double least = Math.log(low);
            return Math.exp(least + share * (Math.log(high) - least));
        }

        private static String text(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }

        @Override
        public long size() {
            return whole ? (long) to - (long) from + 1 : Long.MAX_VALUE;
        }

        @Override
        public int levels() {
            return LEVELS;
        }

        @Override
        public int level(String value) {
            double share = share(value);
            return share >= 0 && share <= 1 ? Math.min(LEVELS - 1, (int) (share * LEVELS)) : -1;
        }

        private double share(String value) {
            try {
                double number = new BigDecimal(value.strip()).doubleValue();
                return log
                        ? (Math.log(number) - Math.log(from)) / (Math.log(to) - Math.log(from))
                        : (number - from) / (to - from);
            } catch (NumberFormatException notANumber) {
                return -1;
            }
        }

        @Override
        public String label(int level) {
            return end(level / (double) LEVELS) + " – " + end((level + 1) / (double) LEVELS);
        }

        private String end(double share) {
            double place = place(share, from, to);
            return whole
                    ? Long.toString(Math.round(place))
                    : text(new BigDecimal(place).round(DIGITS).doubleValue());
        }

        @Override
        public boolean edge(String value) {
            double share = share(value);
            return share < 0.05 || share > 0.95;
        }

        @Override
        public String toString() {
            String ends = whole
                    ? String.format(Locale.ROOT, "%d..%d", (long) from, (long) to)
                    : text(from) + ".." + text(to) + (text(from).contains(".") || text(to).contains(".") ? "" : ".0");
            return log ? ends + LOG : ends;
        }
    }
}
