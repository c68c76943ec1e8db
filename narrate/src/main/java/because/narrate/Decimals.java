package because.narrate;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How the numbers of one report or picture are written: all with as many decimals.
 *
 * @param places after the point, 0 to 12
 * @param language of the word for what is not known
 */
public record Decimals(int places, Language language) {
    private static final int SIGNIFICANT = 4;
    private static final int MOST = 12;

    /**
     * @param values all numbers that are shown together; NaN among them do not count
     * @param language of the words
     * @return decimals of which the largest number gets four digits
     */
    public static Decimals of(DoubleStream values, Language language) {
        double largest = values.map(Math::abs)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        int digits = largest > 0 && Double.isFinite(largest) ? (int) Math.floor(Math.log10(largest)) + 1 : 1;
        return new Decimals(Math.clamp(SIGNIFICANT - digits, 0, MOST), language);
    }

    /**
     * @param value any number
     * @return the number, or the word for what is not known
     */
    public String number(double value) {
        return Double.isFinite(value)
                ? minus(String.format(Locale.ROOT, "%." + places + "f", value))
                : Phrase.UNKNOWN.in(language);
    }

    /**
     * @param value any number
     * @return the number with its sign, or the word for what is not known
     */
    public String signed(double value) {
        return Double.isFinite(value)
                ? minus(String.format(Locale.ROOT, "%+." + places + "f", value == 0 ? 0.0 : value)
                        .replaceFirst("^-(0\\.?0*)$", "+$1"))
                : Phrase.UNKNOWN.in(language);
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
