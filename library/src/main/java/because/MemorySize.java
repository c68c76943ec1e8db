package because;

import because.core.BadInput;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory as people write it: {@code 512m}, {@code 4g}, {@code 1.5g}; a thousand bytes are no unit here, 1k is 1024. */
public final class MemorySize {
    /** No limit but the machine's. */
    public static final long NONE = Long.MAX_VALUE;

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?([kmgt]?)i?b?");
    private static final String UNITS = "kmgt";

    private MemorySize() {}

    /**
     * @param what whose size it is, for messages
     * @param text the size
     * @return bytes
     * @throws BadInput if it is none
     */
    public static long parse(String what, String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = FORM.matcher(lower);
        if (lower.equals("none")) {
            return NONE;
        }
        if (!matcher.matches()) {
            throw BadInput.of(what, text, "a size such as 3072m or 4g, or none", "");
        }
        int unit = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        long bytes = (long) (Double.parseDouble(matcher.group(1)) * Math.pow(1024, unit));
        if (bytes < 1) {
            throw BadInput.of(what, text, "more than nothing", "");
        }
        return bytes;
    }

    /**
     * @param bytes an amount
     * @return it in words, such as {@code 1.4 GB}
     */
    public static String text(double bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (1L << 30))
                : String.format(Locale.ROOT, "%.0f MB", bytes / (1L << 20));
    }
}
