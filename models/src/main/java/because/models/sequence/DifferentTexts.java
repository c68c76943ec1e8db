package because.models.sequence;

import because.network.Tokens;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts of which some are equal, as titles of items are: each different one once, and which of them each text is. */
final class DifferentTexts {
    private final List<Tokens> all = new ArrayList<>();
    private final int[] of;

    /** @param texts as an encoder's network reads them: the pieces that follow the first */
    DifferentTexts(List<Tokens> texts) {
        Map<IntBuffer, Integer> numbers = new HashMap<>();
        of = new int[texts.size()];
        for (int i = 0; i < of.length; i++) {
            Tokens text = texts.get(i);
            int[] pieces = new int[text.size()];
            Arrays.setAll(pieces, text::item);
            Integer number = numbers.putIfAbsent(IntBuffer.wrap(pieces), all.size());
            of[i] = number == null ? all.size() : number;
            if (number == null) {
                all.add(text);
            }
        }
    }

    /** Whether nothing is written in a text: it has the piece that ends every text, and no other. */
    static boolean empty(Tokens text) {
        return text.size() <= 1;
    }

    /** The different texts, in the order in which they first come. */
    List<Tokens> all() {
        return all;
    }

    /** Which of them a text is. */
    int of(int text) {
        return of[text];
    }
}
