package because.models.sequence;

import because.core.BadInput;

/**
 * What is trained of the encoder of items' texts, together with the network that reads its vectors. Nothing is, unless layers or adapters are asked for.
 *
 * @param encoderLayers how many of the encoder's last layers are trained whole; 0 or more
 * @param encoderRate their learning rate at its highest: it warms up and decays as the network's does; above 0, below 1
 * @param encoderRank the rank of adapters beside every other matrix of the encoder (LoRA, Hu et al. 2022); 0 for none
 * @param adapterRate their learning rate at its highest; above 0, below 1
 * @param encoderBatches how many batches a step of the encoder takes together, 1 or more: it costs as much for many batches as for one if they have the same items
 */
public record EncoderTuning(
        int encoderLayers, double encoderRate, int encoderRank, double adapterRate, int encoderBatches) {
    /** The encoder stays as it is. */
    public static final EncoderTuning NONE = new EncoderTuning(0, 1e-4, 0, 1e-3, 16);

    /** Checks every range. */
    public EncoderTuning {
        Ranges.check("encoderLayers", encoderLayers, 0, 1000);
        Ranges.check("encoderRate", encoderRate > 0 && encoderRate < 1, encoderRate, "above 0, below 1");
        Ranges.check("encoderRank", encoderRank, 0, 4096);
        Ranges.check("adapterRate", adapterRate > 0 && adapterRate < 1, adapterRate, "above 0, below 1");
        Ranges.check("encoderBatches", encoderBatches, 1, 1_000_000);
    }

    /** @return whether anything of the encoder is trained */
    boolean on() {
        return encoderLayers + encoderRank > 0;
    }

    /** Refuses to train an encoder whose vectors are not read. */
    void check(Reading reading) {
        if (on() && !reading.attributes()) {
            throw BadInput.of(
                    encoderLayers > 0 ? "encoderLayers" : "encoderRank",
                    Math.max(encoderLayers, encoderRank),
                    "0, for the texts of items are not read",
                    "Maybe set attributes to true.");
        }
    }
}
