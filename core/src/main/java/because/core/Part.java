package because.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of what is known that can be taken out of it, of a profile or of an item: the stuff that players of a game are made of. */
public sealed interface Part {

    /**
     * One event.
     *
     * @param index its place in {@link Profile#events()}, from 0
     */
    record OfEvent(int index) implements Part {
        /** Refuses negative indices; a question refuses those past its profile. */
        public OfEvent {
            if (index < 0) {
                throw BadInput.of("an event's place", index, "0 or more", "");
            }
        }
    }

    /**
     * One attribute of the person.
     *
     * @param name its name in {@link Profile#attributes()}
     */
    record OfAttribute(String name) implements Part {}

    /**
     * One word of an attribute of the person that has several, such as one of their hobbies.
     *
     * @param attribute its name in {@link Profile#attributes()}, of {@link Attribute.Tokens}
     * @param token the word
     */
    record OfToken(String attribute, String token) implements Part {
        /** The attribute without the word, as a map computes it; null, which leaves it out, if that was the only one. */
        @Nullable
        Attribute without(String name, Attribute present) {
            if (!(present instanceof Attribute.Tokens(List<String> words))) {
                return present;
            }
            List<String> others =
                    words.stream().filter(word -> !word.equals(token)).toList();
            return others.isEmpty() ? null : new Attribute.Tokens(others);
        }
    }

    /**
     * One tag.
     *
     * @param tag the tag in {@link Profile#tags()}
     */
    record OfTag(String tag) implements Part {}

    /**
     * One link; links that are equal are the same part.
     *
     * @param link the link in {@link Profile#links()}
     */
    record OfLink(Link link) implements Part {}

    /** A piece of what is known of an item that is described ({@link Candidate.Described}): the item of an event, or the one that is explained. */
    sealed interface OfItem extends Part {
        /** Stands for the item that is explained, where others are known by their event. */
        int CANDIDATE = -1;

        /** @return the place of the item's event in {@link Profile#events()}, or {@link #CANDIDATE} */
        int event();
    }

    /**
     * One attribute of an item.
     *
     * @param event the place of the item's event, or {@link OfItem#CANDIDATE}
     * @param name its name in {@link Item#attributes()}
     */
    record OfItemAttribute(int event, String name) implements OfItem {
        /** Refuses places that no item has. */
        public OfItemAttribute {
            if (event < CANDIDATE) {
                throw BadInput.of("an event's place", event, "0 or more, or −1 for the item that is explained", "");
            }
        }
    }

    /**
     * Some characters of a text of an item, such as a word.
     *
     * @param event the place of the item's event, or {@link OfItem#CANDIDATE}
     * @param text the name of the attribute that holds the text, or {@value Item#TITLE} for the title
     * @param from where it begins in the text
     * @param to where it ends, after {@code from}
     */
    record OfWord(int event, String text, int from, int to) implements OfItem {
        /** Refuses places that no item has, and no characters at all. */
        public OfWord {
            if (event < CANDIDATE) {
                throw BadInput.of("an event's place", event, "0 or more, or −1 for the item that is explained", "");
            }
            if (from < 0 || to <= from) {
                throw BadInput.of("the characters of a word", from + " to " + to, "from 0 or more to a larger one", "");
            }
        }
    }
}
