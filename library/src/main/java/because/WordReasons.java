package because;

import because.core.BadInput;
import because.core.Budget;
import because.core.Coalitions;
import because.core.Game;
import because.explain.shapley.AutoShapley;
import because.explain.shapley.Solution;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Why an encoder finds two texts near, word by word: Shapley values of the first text's words for the cosine of the two vectors. A word that is absent is cut out
 * of the text. It works with any encoder.
 *
 * @param text the text whose words are weighed
 * @param near the text that it is compared with
 * @param encoder the encoder's name
 * @param base the cosine when all words are absent
 * @param similarity the cosine as it is, from −1 to 1
 * @param words the words in their order; similarity = base + the sum of their values
 * @param method how the values were found
 */
public record WordReasons(
        String text, String near, String encoder, double base, double similarity, List<Word> words, String method) {

    /** With more words than these the values would say little. */
    private static final int MOST = 200;

    /** So many versions of the text are encoded in one call, so that memory does not grow with the calls. */
    private static final int BATCH = 256;

    /** Copies the list. */
    public WordReasons {
        words = List.copyOf(words);
    }

    /**
     * What a word contributes.
     *
     * @param word as the text has it; of Chinese, a character
     * @param from where it begins in the text
     * @param to where it ends
     * @param value by how much it raises the cosine, averaged over all orders in which words could come in
     * @param standardError of the value; 0 if it is exact
     */
    public record Word(String word, int from, int to, double value, double standardError) {}

    /**
     * Weighs the words of a text.
     *
     * @param encoder an encoder's name or path; see {@link EncoderFiles#find}
     * @param text the text whose words are weighed
     * @param near the text that it is compared with
     * @param calls how many versions of the text may be encoded
     * @param seed of the random choices, where not all versions are tried
     * @return the reasons
     * @throws BadInput if the text has no word or too many, or there is no such encoder
     */
    public static WordReasons of(String encoder, String text, String near, long calls, long seed) {
        try (TextEncoder opened = TextEncoders.open(EncoderFiles.find(encoder, List.of(text, near)))) {
            List<int[]> spans = words(opened.tokens(text), text);
            if (spans.isEmpty() || spans.size() > MOST) {
                throw BadInput.of("the number of words of the text", spans.size(), "1 to " + MOST, "");
            }
            Solution solution = new AutoShapley()
                    .solve(new Cutting(opened, text, spans, opened.encode(near)), Budget.calls(calls), seed);
            List<Word> words = new ArrayList<>();
            for (int i = 0; i < spans.size(); i++) {
                int[] span = spans.get(i);
                words.add(new Word(
                        text.substring(span[0], span[1]),
                        span[0],
                        span[1],
                        solution.value(i, 0),
                        solution.standardError(i, 0)));
            }
            return new WordReasons(
                    text, near, opened.files().name(), solution.base(0), solution.score(0), words, solution.method());
        }
    }

    /** Pieces that touch make one word; a Chinese character is a word; marks that are no letters or digits are not weighed. */
    static List<int[]> words(List<TextEncoder.Token> tokens, String text) {
        List<int[]> words = new ArrayList<>();
        for (TextEncoder.Token token : tokens) {
            if (token.from() >= token.to() || !Character.isLetterOrDigit(text.codePointAt(token.from()))) {
                continue;
            }
            int[] last = words.isEmpty() ? new int[] {-1, -1} : words.getLast();
            boolean joined = last[1] == token.from()
                    && !Character.isIdeographic(text.codePointAt(token.from()))
                    && !Character.isIdeographic(text.codePointBefore(token.from()));
            if (joined) {
                last[1] = token.to();
            } else {
                words.add(new int[] {token.from(), token.to()});
            }
        }
        return words;
    }

    /** The words of a text where no encoder says which: runs of letters and digits, with the marks that belong to them; a Chinese character is a word. */
    static List<int[]> words(String text) {
        List<int[]> words = new ArrayList<>();
        int from = -1;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            boolean part =
                    Character.isLetterOrDigit(c) || (from >= 0 && Character.getType(c) == Character.NON_SPACING_MARK);
            if (from >= 0 && (!part || Character.isIdeographic(c))) {
                words.add(new int[] {from, at});
                from = -1;
            }
            if (part && Character.isIdeographic(c)) {
                words.add(new int[] {at, at + Character.charCount(c)});
            } else if (part && from < 0) {
                from = at;
            }
        }
        if (from >= 0) {
            words.add(new int[] {from, text.length()});
        }
        return words;
    }

    /** The cosine between the other text's vector and that of the text without the absent words. */
    private record Cutting(TextEncoder encoder, String text, List<int[]> words, List<Float> near) implements Game {
        Cutting(TextEncoder encoder, String text, List<int[]> words, float[] near) {
            this(encoder, text, words, boxed(near));
        }

        private static List<Float> boxed(float[] vector) {
            List<Float> list = new ArrayList<>(vector.length);
            for (float value : vector) {
                list.add(value);
            }
            return list;
        }

        @Override
        public int players() {
            return words.size();
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public void values(Coalitions coalitions, double[][] out) {
            for (int from = 0; from < coalitions.size(); from += BATCH) {
                List<float[]> vectors = encoder.encode(IntStream.range(from, Math.min(coalitions.size(), from + BATCH))
                        .mapToObj(row -> cut(coalitions.row(row)))
                        .toList());
                for (int i = 0; i < vectors.size(); i++) {
                    out[from + i][0] = cosine(vectors.get(i));
                }
            }
        }

        private String cut(BitSet present) {
            StringBuilder kept = new StringBuilder();
            int from = 0;
            for (int i = 0; i < words.size(); i++) {
                if (!present.get(i)) {
                    kept.append(text, from, words.get(i)[0]);
                    from = words.get(i)[1];
                }
            }
            return kept.append(text, from, text.length()).toString();
        }

        private double cosine(float[] vector) {
            double product = 0;
            double own = 0;
            double other = 0;
            for (int i = 0; i < vector.length; i++) {
                product += vector[i] * near.get(i);
                own += (double) vector[i] * vector[i];
                other += (double) near.get(i) * near.get(i);
            }
            return own == 0 || other == 0 ? 0 : product / Math.sqrt(own * other);
        }
    }
}
