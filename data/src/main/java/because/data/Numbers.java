package because.data;

import java.nio.charset.StandardCharsets;

/** Numbers read from the bytes of a field. */
final class Numbers {
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * A decimal number, rounded as {@link Double#parseDouble} does.
     *
     * @param bytes holds the text
     * @param from where it begins
     * @param to where it ends
     * @return the number, which may be infinite; NaN if it is none
     */
    static double decimal(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int count = 0;
        int fraction = -1;
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
                count++;
            } else if (b == '.' && fraction < 0) {
                fraction = count;
            } else {
                return slow(text(bytes, from, to));
            }
        }
        if (count == 0 || count > 15) {
            return slow(text(bytes, from, to));
        }
        // Exact: both numbers are below 2^53, and one division rounds once.
        double value = fraction < 0 ? digits : digits / POWERS[count - fraction];
        return negative ? -value : value;
    }

    private static double slow(String text) {
        String trimmed = text.strip();
        for (int i = 0; i < trimmed.length(); i++) {
            // Java also reads hexadecimal numbers and suffixes such as 1f, which no data file means.
            if ("0123456789+-.eE".indexOf(trimmed.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(trimmed);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
