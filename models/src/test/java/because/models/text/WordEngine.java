package because.models.text;

import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs encoders of {@link EncoderFolder}s for tests. A text is numbers with spaces between, which are its pieces; the first piece and the last are 0. */
public final class WordEngine implements TextEncoders.Engine {
    @Override
    public TextEncoder open(EncoderFiles files) {
        return open(files, EncoderFolder.read(files.model()));
    }

    @Override
    public TextEncoder open(EncoderFiles files, Network network) {
        FloatEngine engine = new FloatEngine(network);
        return new TextEncoder() {
            @Override
            public EncoderFiles files() {
                return files;
            }

            @Override
            public int dimension() {
                return network.dimension();
            }

            @Override
            public float[] encode(String text) {
                float[] vector = engine.newRun()
                        .state(Tokens.of(tokens(text).stream()
                                .skip(1)
                                .mapToInt(Token::id)
                                .toArray()))
                        .clone();
                double squares = 0;
                for (float number : vector) {
                    squares += (double) number * number;
                }
                for (int i = 0; i < vector.length && files.normalised(); i++) {
                    vector[i] = (float) (vector[i] / Math.sqrt(squares));
                }
                return vector;
            }

            @Override
            public List<Token> tokens(String text) {
                List<Token> tokens = new ArrayList<>();
                tokens.add(new Token(0, "", 0, 0));
                Arrays.stream(text.split(" "))
                        .filter(word -> !word.isEmpty())
                        .forEach(word -> tokens.add(new Token(Integer.parseInt(word), word, 0, 1)));
                tokens.add(new Token(0, "", 0, 0));
                return tokens;
            }

            @Override
            public void close() {}
        };
    }
}
