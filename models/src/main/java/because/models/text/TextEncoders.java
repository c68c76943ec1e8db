package because.models.text;

import because.network.Network;
import java.util.ServiceLoader;

/** Opens text encoders. What runs them is a module of its own, found when it is on the class path: its libraries are large, and most projects need none of them. */
public final class TextEncoders {
    private TextEncoders() {}

    /** Runs encoders; the module {@code encoders} offers one as a service. */
    public interface Engine {
        /**
         * @param files an encoder
         * @return the encoder, ready to be used; to be closed by the caller
         * @throws because.core.BadInput if the files are not what they should be
         */
        TextEncoder open(EncoderFiles files);

        /**
         * @param files an encoder
         * @param network a network of the same form, which is to be run in place of its own
         * @return the encoder, ready to be used; to be closed by the caller
         * @throws because.core.BadInput if the files are not what they should be
         */
        TextEncoder open(EncoderFiles files, Network network);
    }

    /**
     * Opens an encoder.
     *
     * @param files its files
     * @return the encoder; to be closed by the caller
     * @throws because.core.BadInput if nothing is installed that runs encoders, or the files are not what they should be
     */
    public static TextEncoder open(EncoderFiles files) {
        return engine(files).open(files);
    }

    /**
     * Opens an encoder whose network was trained further.
     *
     * @param files says how texts are cut, and vectors finished
     * @param network is run
     * @return the encoder; to be closed by the caller
     * @throws because.core.BadInput if nothing is installed that runs encoders, or the files are not what they should be
     */
    public static TextEncoder open(EncoderFiles files, Network network) {
        return engine(files).open(files, network);
    }

    private static Engine engine(EncoderFiles files) {
        return ServiceLoader.load(Engine.class).findFirst().orElseThrow(() -> EncoderFiles.missing(files.name()));
    }
}
