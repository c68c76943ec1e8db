package because.narrate.picture;

import because.core.BadInput;
import because.narrate.Language;

/**
 * How pictures look.
 *
 * @param width in pixels, {@value #NARROWEST} to {@value #WIDEST}; below {@value #STACKED} names stand above their bars, as on a telephone
 * @param rows how many players or events are shown one by one, 1 to {@value #MOST_ROWS}; the others are folded into one
 * @param language of the words; names stay in the language of the data
 */
public record PictureOptions(int width, int rows, Language language) {
    static final int NARROWEST = 280;
    static final int WIDEST = 4000;
    static final int STACKED = 560;

    /** The most rows of a picture. */
    public static final int MOST_ROWS = 200;

    private static final PictureOptions DEFAULTS = new PictureOptions(800, 12, Language.EN);

    /** Refuses what cannot be drawn. */
    public PictureOptions {
        if (width < NARROWEST || width > WIDEST) {
            throw BadInput.of("a picture's width", width, NARROWEST + " to " + WIDEST + " pixels", "");
        }
        if (rows < 1 || rows > MOST_ROWS) {
            throw BadInput.of("the rows of a picture", rows, "1 to " + MOST_ROWS, "");
        }
    }

    /** @return 800 pixels wide, 12 rows, English */
    public static PictureOptions defaults() {
        return DEFAULTS;
    }

    /**
     * @param width in pixels
     * @return the same with another width
     */
    public PictureOptions withWidth(int width) {
        return new PictureOptions(width, rows, language);
    }

    /**
     * @param rows how many players are shown one by one
     * @return the same with another number of rows
     */
    public PictureOptions withRows(int rows) {
        return new PictureOptions(width, rows, language);
    }

    /**
     * @param language of the words
     * @return the same in another language
     */
    public PictureOptions withLanguage(Language language) {
        return new PictureOptions(width, rows, language);
    }

    /** Whether names stand above what they name. */
    boolean stacked() {
        return width < STACKED;
    }
}
