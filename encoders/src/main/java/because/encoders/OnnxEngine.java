package because.encoders;

import because.core.BadInput;
import because.models.text.EncoderFiles;
import because.models.text.EncoderFolder;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;

/** The service that runs text encoders: ONNX Runtime on the processor, or our own engine where the network is ours, with Hugging Face's tokenizers. */
public final class OnnxEngine implements TextEncoders.Engine {
    @Override
    public TextEncoder open(EncoderFiles files) {
        return EncoderFolder.holds(files) ? NetworkEncoder.open(files) : OnnxEncoder.open(files);
    }

    @Override
    public TextEncoder open(EncoderFiles files, Network network) {
        return NetworkEncoder.open(files, network);
    }

    /** The vector as it is given to the caller: finite, and of the length 1 where the encoder normalises. */
    static float[] finished(float[] vector, EncoderFiles files) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new BadInput("the text encoder " + files.name() + " gives numbers that are not finite.");
        }
        if (files.normalised() && squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    static BadInput unreadable(EncoderFiles files, Exception why) {
        return new BadInput(
                "the text encoder " + files.name() + " cannot be opened: " + why.getMessage()
                        + "\nMaybe its files did not come over whole, or are not an ONNX model with its tokenizer.",
                why);
    }
}
