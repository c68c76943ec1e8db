package because.models.text;

import because.core.BadInput;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The network of a text encoder: read from its folder, or out of its ONNX file and tried against ONNX Runtime. */
public final class EncoderNetwork {
    /** By how much a number of a vector of length 1 may differ from ONNX Runtime's. */
    public static final double TOLERANCE = 1e-4;

    private static final List<String> TRIED = List.of(
            "",
            "a",
            "The cat sat on the mat.",
            "Interest rates rose again in 2024, and nobody was surprised: not even the banks!",
            "一只小猫躺在地毯上。",
            "《活着》 is a novel by 余华 🎬, café.",
            "word ".repeat(80));

    private EncoderNetwork() {}

    /**
     * Reads the network.
     *
     * @param encoder an encoder that is open
     * @return its network, which ends with the pooled vector: it reads the pieces that follow the first
     * @throws BadInput if its ONNX file holds another kind of encoder than BERT, or the network computes anything else than ONNX Runtime does
     */
    public static Network of(TextEncoder encoder) {
        EncoderFiles files = encoder.files();
        if (EncoderFolder.holds(files)) {
            return EncoderFolder.read(files.model());
        }
        Network network = BertGraph.read(
                files.bytes(files.model()), encoder.tokens("").getFirst().id(), files.pooling());
        FloatEngine.Run run = new FloatEngine(network).newRun();
        for (String text : TRIED) {
            double[] ours = direction(run.state(tokens(encoder, text)));
            double[] theirs = direction(encoder.encode(text));
            for (int i = 0; i < ours.length; i++) {
                if (!(Math.abs(ours[i] - theirs[i]) <= TOLERANCE)) {
                    throw new BadInput(String.format(
                            Locale.ROOT,
                            "the encoder %s cannot be read as a network: for '%.30s' the network gives %.6f where ONNX "
                                    + "Runtime gives %.6f.%nMaybe it is another architecture: it can be used as it is, "
                                    + "but not trained.",
                            files.name(),
                            text,
                            ours[i],
                            theirs[i]));
                }
            }
        }
        return network;
    }

    /**
     * What an encoder's network reads of a text.
     *
     * @param encoder cuts the text
     * @param text any text
     * @return the pieces but the first, which is the network's start token
     */
    public static Tokens tokens(TextEncoder encoder, String text) {
        return Tokens.of(encoder.tokens(text).stream()
                .skip(1)
                .mapToInt(TextEncoder.Token::id)
                .toArray());
    }

    private static double[] direction(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        double[] direction = new double[vector.length];
        Arrays.setAll(direction, i -> vector[i] / length);
        return direction;
    }
}
