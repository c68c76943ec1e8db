package because;

import because.core.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * In terms of what an explanation is given: what its players are.
 *
 * @param kind what they are
 * @param name of attributes, words or a person, the one attribute or text that is looked at closely; empty for all
 */
public record Terms(Kind kind, String name) {
    /** The events, or groups of them, and what is known of the person. */
    public static final Terms EVENTS = new Terms(Kind.EVENTS, "");

    /** Refuses a name where none is meant. */
    public Terms {
        if (kind == Kind.EVENTS && !name.isEmpty()) {
            throw BadInput.of("players", kind.label() + ":" + name, "events alone", "Maybe group them: --group BY.");
        }
    }

    /** What players can be. */
    public enum Kind {
        /** What the person did. */
        EVENTS,
        /** What is known of the item that is explained, and of the items of the events. */
        ITEM_ATTRIBUTES,
        /** The words of the item's texts. */
        WORDS,
        /** What is known of the person beside the events, which stay as they are. */
        PERSON;

        /** @return the name in options */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Reads terms.
     *
     * @param text {@code events}, {@code item-attributes}, {@code words}, {@code person}, and of all but the first also with a name, such as {@code item-attributes:genres}
     * @return the terms
     * @throws BadInput if it is none of these
     */
    public static Terms parse(String text) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0 && colon + 1 == text.length()) {
            throw BadInput.of("players", text, head + " or " + head + ":NAME", "");
        }
        List<String> labels = Arrays.stream(Kind.values()).map(Kind::label).toList();
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(head))
                .findFirst()
                .map(kind -> new Terms(kind, colon < 0 ? "" : text.substring(colon + 1)))
                .orElseThrow(() -> BadInput.unknown("kind of players", head, labels));
    }

    /** @return how it is written; the opposite of {@link #parse} */
    public String label() {
        return name.isEmpty() ? kind.label() : kind.label() + ":" + name;
    }

    @Override
    public String toString() {
        return label();
    }
}
