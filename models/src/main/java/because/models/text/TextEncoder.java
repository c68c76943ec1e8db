package because.models.text;

import java.util.List;

/** Turns a text into a vector whose direction stands for what the text means. A pure function of the text; safe for use by several threads. */
public interface TextEncoder extends AutoCloseable {

    /** @return what it was made of */
    EncoderFiles files();

    /** @return how many numbers a vector has */
    int dimension();

    /**
     * Encodes a text.
     *
     * @param text any text, the empty one too; what is longer than the encoder reads is cut off
     * @return the vector; finite
     */
    float[] encode(String text);

    /**
     * Encodes several texts on all processors, and some of them together where that is faster.
     *
     * @param texts any texts
     * @return a vector for each, in their order; the same bits as it gets alone
     */
    default List<float[]> encode(List<String> texts) {
        return texts.parallelStream().map(this::encode).toList();
    }

    /**
     * Cuts a text into the pieces that the encoder reads.
     *
     * @param text any text
     * @return the pieces in order, those among them that stand for no part of the text, such as the first and the last
     */
    List<Token> tokens(String text);

    /** Frees what the encoder holds. */
    @Override
    void close();

    /**
     * A piece of a text, as the encoder reads it.
     *
     * @param id its number in the encoder's vocabulary
     * @param piece how the vocabulary writes it
     * @param from where it begins in the text
     * @param to where it ends; from itself if it stands for no part of the text
     */
    record Token(int id, String piece, int from, int to) {}
}
