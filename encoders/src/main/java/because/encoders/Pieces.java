package because.encoders;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts texts into the pieces of an encoder's vocabulary, with Hugging Face's tokenizers. Safe for use by several threads. */
final class Pieces implements AutoCloseable {
    static {
        // The tokenizer's library otherwise asks the network for the machine's identity and reports it, and fetches
        // files by itself.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    private Pieces(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * @param files says where the tokenizer is
     * @param longest how many pieces are read
     */
    static Pieces open(EncoderFiles files, int longest) {
        Map<String, String> options =
                Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(longest));
        try {
            return new Pieces(HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(files.bytes(files.tokenizer())), options));
        } catch (IOException
                | RuntimeException e) { // the library throws RuntimeException itself for a file that it cannot read
            throw OnnxEngine.unreadable(files, e);
        }
    }

    Encoding encode(String text) {
        return tokenizer.encode(text, true, false);
    }

    List<Token> tokens(String text) {
        Encoding encoding = encode(text);
        List<Token> tokens = new ArrayList<>();
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i = 0; i < encoding.getIds().length; i++) {
            CharSpan span = spans[i];
            // The library counts code points.
            int from = span == null ? 0 : text.offsetByCodePoints(0, span.getStart());
            int to = span == null ? 0 : text.offsetByCodePoints(0, span.getEnd());
            tokens.add(new Token((int) encoding.getIds()[i], encoding.getTokens()[i], from, to));
        }
        return tokens;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
