package because.narrate.picture;

import java.util.List;
import java.util.Locale;

/**
 * A colour of the screen.
 *
 * @param rgb red, green and blue, a byte each
 */
record Colour(int rgb) {
    static final Colour PAPER = new Colour(0xFFFFFF);
    static final Colour INK = new Colour(0x1F2933);
    static final Colour MUTED = new Colour(0x5B6774);
    static final Colour GRID = new Colour(0xE3E7EC);
    static final Colour AXIS = new Colour(0x9AA5B1);

    /** What raises and what lowers, after Okabe and Ito (2008): told apart with any kind of colour blindness; signs and directions say it once more. */
    static final Colour RAISES = new Colour(0x0072B2);

    static final Colour LOWERS = new Colour(0xD55E00);
    static final Colour OTHERS = new Colour(0x8A96A3);
    static final Colour NOTHING = new Colour(0xF1F3F5);

    /** From low to high: hue and lightness both change, steadily. */
    private static final List<Colour> SCALE =
            List.of(new Colour(0x3B0F70), new Colour(0x8C2981), new Colour(0xDE4968), new Colour(0xFE9F6D));

    /** The colour of a signed number. */
    static Colour signed(double value) {
        return value < 0 ? LOWERS : RAISES;
    }

    /** The colour of a signed number whose size is a share of the largest, −1 to 1: the stronger, the further from grey. */
    static Colour diverging(double share) {
        return NOTHING.towards(signed(share), Math.min(1, Math.abs(share)));
    }

    /** The colour of a share, from 0 to 1. */
    static Colour share(double share) {
        return NOTHING.towards(new Colour(0x08406F), Math.clamp(share, 0, 1));
    }

    /** The colour of a place between low, 0, and high, 1. */
    static Colour between(double place) {
        double at = Math.clamp(place, 0, 1) * (SCALE.size() - 1);
        int from = Math.min((int) at, SCALE.size() - 2);
        return SCALE.get(from).towards(SCALE.get(from + 1), at - from);
    }

    /** Part of the way to another colour. */
    Colour towards(Colour other, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = rgb >> shift & 0xFF;
            int to = other.rgb >> shift & 0xFF;
            mixed |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return new Colour(mixed);
    }

    /** The colour in which a text on this one can be read: that of the two with the higher contrast, by luminance as WCAG weighs it. */
    Colour readable() {
        double luminance = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
        return luminance > 0.225 ? INK : PAPER;
    }

    private static double linear(int part) {
        double share = (part & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
