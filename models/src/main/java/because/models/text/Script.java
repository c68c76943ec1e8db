package because.models.text;

import java.util.List;

/** In which writing a text is: decides which ready encoder reads a catalogue, where the configuration leaves that open. */
public enum Script {
    /** Han characters, as Chinese is written in. */
    HAN,
    /** Everything else; the ready encoder for it has learned English. */
    OTHER;

    /** A Han character says about as much as four letters. */
    private static final int LETTERS_OF_A_HAN = 4;

    /**
     * @param texts some texts, such as the titles of a catalogue
     * @return the writing that most of what they say is in; {@link #OTHER} where they say nothing
     */
    public static Script of(List<String> texts) {
        long han = 0;
        long letters = 0;
        for (String text : texts) {
            han += text.codePoints().filter(Character::isIdeographic).count();
            letters += text.codePoints()
                    .filter(c -> Character.isLetter(c) && !Character.isIdeographic(c))
                    .count();
        }
        return han * LETTERS_OF_A_HAN > letters ? HAN : OTHER;
    }
}
