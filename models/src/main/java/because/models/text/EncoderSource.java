package because.models.text;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A text encoder that is opened when it is first needed: which vectors are its own is known before, so that those that are kept are found without it.
 *
 * @param name what it is called
 * @param fingerprint what tells its vectors from those of any other encoder: {@link EncoderFiles#fingerprint()}
 * @param open opens it; to be closed by whoever asks
 */
public record EncoderSource(String name, String fingerprint, Supplier<TextEncoder> open) {
    /** The fingerprints of the ready encoders: with them, the vectors that are kept are found where the encoders are not installed. */
    public static final Map<String, String> READY =
            Map.of(EncoderFiles.MINILM, "dacc24e478a8347b", EncoderFiles.BGE_ZH, "e4e635f799e659e4");

    /**
     * Finds an encoder. Its files are read for the fingerprint, as a file that was changed is another encoder; nothing is opened.
     *
     * @param encoder an encoder's name or path; see {@link EncoderFiles#find}
     * @param texts what is to be encoded, or a part of it; decides for {@link EncoderFiles#AUTO}
     * @return the encoder; a ready one that is not installed is only missed when it is opened
     * @throws because.core.BadInput if a path leads to no encoder
     */
    public static EncoderSource of(String encoder, List<String> texts) {
        String name = EncoderFiles.named(encoder, texts);
        String ready = READY.get(name);
        if (ready != null && !EncoderFiles.installed(name)) {
            return new EncoderSource(name, ready, () -> {
                throw EncoderFiles.missing(name);
            });
        }
        EncoderFiles files = EncoderFiles.find(name, texts);
        return new EncoderSource(files.name(), files.fingerprint(), () -> TextEncoders.open(files));
    }
}
