package because.models.sequence;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.ItemTexts;
import because.core.Trainer;
import because.models.text.EncoderFiles;
import because.models.text.EncoderNetwork;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;
import because.network.Operation;
import because.network.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An encoder, and the items' texts as it reads them.
 *
 * @param encoder ends by pooling
 * @param catalog whose items' texts they are
 * @param attribute the items' attribute that holds the vector
 * @param name the encoder's
 * @param fingerprint of the encoder's files
 * @param normalised whether vectors are scaled to the length 1
 * @param texts different texts
 * @param textOf the number of each item's text; below 0 for an item without one
 */
record TextSource(
        Network encoder,
        Catalog catalog,
        String attribute,
        String name,
        String fingerprint,
        boolean normalised,
        List<Tokens> texts,
        List<Integer> textOf) {
    /** Copies of what is trained in Java: the numbers, the sum of slopes, two moments, and snapshots of now and of the best epoch. Each worker has two more ahead. */
    private static final int COPIES = 8;

    /** An operation keeps about so many matrices of a shard for its slopes. */
    private static final double MATRICES = 1.5;

    /**
     * @param data whose items' texts are read
     * @param run says what their vectors are made of
     * @return what a tower is made of
     * @throws BadInput if the project makes no vectors of texts, or the encoder cannot be trained
     */
    static TextSource open(Dataset data, Trainer.Run run) {
        ItemTexts texts = run.texts()
                .orElseThrow(() -> new BadInput(
                        "the encoder of texts is to be trained, but there are no texts of which vectors are made."
                                + "\nMaybe declare them under data.texts, or set encoderLayers and encoderRank to 0."));
        List<String> written = data.catalog().items().stream().map(texts::text).toList();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        written.stream().filter(text -> !text.isEmpty()).forEach(text -> numbers.putIfAbsent(text, numbers.size()));
        List<Integer> textOf =
                written.stream().map(text -> numbers.getOrDefault(text, -1)).toList();
        if (IntStream.range(0, data.events().size())
                .noneMatch(row -> textOf.get(data.events().item(row)) >= 0)) {
            throw new BadInput(
                    "the encoder of texts is to be trained, but no item that has an event has a text."
                            + "\nMaybe name their texts in data.texts.of, or set encoderLayers and encoderRank to 0; vectors of reviews are not trained.");
        }
        EncoderFiles files = EncoderFiles.find(
                texts.encoder(),
                written.stream().filter(text -> !text.isEmpty()).toList());
        try (TextEncoder opened = TextEncoders.open(files)) {
            Network network = EncoderNetwork.of(opened);
            checkSize(data, texts.attribute(), network.dimension());
            List<Tokens> tokens = numbers.keySet().stream()
                    .map(text -> EncoderNetwork.tokens(opened, text))
                    .toList();
            return new TextSource(
                    network,
                    data.catalog(),
                    texts.attribute(),
                    files.name(),
                    files.fingerprint(),
                    files.normalised(),
                    tokens,
                    textOf);
        }
    }

    /** Vectors of another size than those that the data has would be read as none. */
    private static void checkSize(Dataset data, String attribute, int size) {
        data.catalog().items().stream()
                .map(item -> item.attributes().get(attribute))
                .filter(value -> value instanceof Attribute.Vector vector && vector.size() != size)
                .findFirst()
                .ifPresent(other -> {
                    throw BadInput.of(
                            "the size of the items' " + attribute,
                            ((Attribute.Vector) other).size(),
                            size + ", as the encoder makes them",
                            "Maybe name the encoder in data.texts.encoder in place of auto.");
                });
    }

    /**
     * @param tuning what is to be trained of the encoder
     * @return this
     * @throws BadInput if the encoder has not so many layers
     */
    TextSource fitting(EncoderTuning tuning) {
        long layers = encoder.operations().stream()
                .filter(Operation.Attention.class::isInstance)
                .count();
        Ranges.check("encoderLayers", tuning.encoderLayers(), 0, (int) layers);
        return this;
    }

    /** How many numbers the adapters have. */
    private double adapters(EncoderTuning tuning) {
        return encoder.operations().stream()
                .filter(Operation.Linear.class::isInstance)
                .map(operation -> encoder.weight(((Operation.Linear) operation).weight()))
                .mapToDouble(matrix -> (double) tuning.encoderRank() * (matrix.dimension(0) + matrix.dimension(1)))
                .sum();
    }

    /** How much memory a tower takes, besides what the network takes that reads its vectors. */
    Footprint footprint(EncoderTuning tuning) {
        double all = encoder.weights().values().stream()
                .mapToLong(because.network.Tensor::size)
                .sum();
        double whole = encoder
                .operations()
                .subList(
                        EncoderWeights.firstOf(encoder, tuning.encoderLayers()),
                        encoder.operations().size())
                .stream()
                .flatMap(operation -> operation.weights().stream())
                .distinct()
                .mapToLong(name -> encoder.weight(name).size())
                .sum();
        double below = texts.stream().mapToLong(text -> text.size() + 1).sum() * (double) encoder.dimension();
        double kept = tuning.encoderRank() == 0 ? Math.min(TextTower.KEPT, Float.BYTES * below) : 0;
        double trained = whole + adapters(tuning);
        double vectors = (double) texts.size() * encoder.dimension();
        double width = encoder.dimension();
        double activations =
                2.0 * TextTower.SHARD * width * MATRICES * encoder.operations().size();
        return new Footprint(
                Float.BYTES * (all + COPIES * trained + 3 * vectors) + kept,
                Float.BYTES * all,
                Float.BYTES * (5 * trained + (tuning.encoderRank() == 0 ? 0 : 2 * all) + activations));
    }
}
