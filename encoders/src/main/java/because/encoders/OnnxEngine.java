package because.encoders;

import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;

/** The service that runs text encoders: ONNX Runtime on the processor, with Hugging Face's tokenizers. */
public final class OnnxEngine implements TextEncoders.Engine {
    @Override
    public TextEncoder open(EncoderFiles files) {
        return OnnxEncoder.open(files);
    }
}
