package because.models.sequence;

import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What an encoder learns from at once: a text with pieces to be told, or two texts that are to be near. */
final class EncoderExample {
    /** Of those to be told, so many are left as they are, and so many are replaced by any piece, as serving has no masks. */
    private static final double KEPT = 0.1;

    private final List<Tokens> texts;
    private final int[] numbers;
    private final int[] places;
    private final int[] told;

    private EncoderExample(List<Tokens> texts, int[] numbers, int[] places, int[] told) {
        this.texts = texts;
        this.numbers = numbers;
        this.places = places;
        this.told = told;
    }

    /**
     * @param first which text it is
     * @param second the text that is to be near it
     */
    static EncoderExample near(int first, int second, DifferentTexts texts) {
        int[] numbers = {texts.of(first), texts.of(second)};
        List<Tokens> read = List.of(texts.all().get(numbers[0]), texts.all().get(numbers[1]));
        return new EncoderExample(read, numbers, new int[0], new int[0]);
    }

    /**
     * @param number which text it is
     * @param text ends with a piece that stands for no part of the text, and is not masked
     * @param share how many are told; if chance takes none, one is
     * @param mask the piece that stands for what is masked
     * @param vocabulary how many pieces there are
     */
    static EncoderExample masked(
            int number, Tokens text, double share, int mask, int vocabulary, RandomGenerator random) {
        int pieces = text.size() - 1;
        int[] read = new int[text.size()];
        Arrays.setAll(read, text::item);
        int[] places = new int[pieces];
        int[] told = new int[pieces];
        int count = 0;
        int surely = random.nextInt(pieces);
        for (int i = 0; i < pieces; i++) {
            if (i == surely || random.nextDouble() < share) {
                places[count] = i + 1;
                told[count++] = read[i];
                double chance = random.nextDouble();
                if (chance >= 2 * KEPT) {
                    read[i] = mask;
                } else if (chance >= KEPT) {
                    read[i] = random.nextInt(vocabulary);
                }
            }
        }
        return new EncoderExample(
                List.of(Tokens.of(read)), new int[] {number}, Arrays.copyOf(places, count), Arrays.copyOf(told, count));
    }

    /** What is read: one text, or two. */
    List<Tokens> texts() {
        return texts;
    }

    /** Which text the one is, or the other; equal texts have the same number. */
    int number(int text) {
        return numbers[text];
    }

    /** Whether two pairs share a text in a way that makes the one no example of what is far from the other. */
    boolean overlaps(EncoderExample other) {
        return numbers[0] == other.numbers[0] || numbers[1] == other.numbers[1] || numbers[0] == other.numbers[1];
    }

    /** The token at which a piece is to be told; the start token is token 0. */
    int place(int target) {
        return places[target];
    }

    /** The piece that is to be told there. */
    int told(int target) {
        return told[target];
    }

    /** How many losses it has. */
    int losses() {
        return texts.size() == 2 ? 1 : told.length;
    }

    int length() {
        return texts.stream().mapToInt(Tokens::size).max().orElse(0);
    }
}
