package because.models.text;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An encoder for tests: counts letters, and how often it was asked. */
final class LetterEncoder implements TextEncoder {
    final AtomicInteger asked = new AtomicInteger();
    private final EncoderFiles files;

    LetterEncoder(URI file) {
        files = new EncoderFiles("letters", file, file, EncoderFiles.Pooling.MEAN, false, 8);
    }

    @Override
    public EncoderFiles files() {
        return files;
    }

    @Override
    public int dimension() {
        return 3;
    }

    @Override
    public float[] encode(String text) {
        asked.incrementAndGet();
        return new float[] {text.length(), text.chars().filter(c -> c == 'a').count(), text.hashCode()};
    }

    @Override
    public List<Token> tokens(String text) {
        return List.of();
    }

    @Override
    public void close() {}
}
