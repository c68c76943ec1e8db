package because.models.sequence;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Item;
import because.models.feature.FeatureBlock;
import because.models.feature.Field;
import because.network.Features;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is known of each item of a catalogue. While a network is trained, its tables hold items' own vectors; what is read and scored is an item's own vector plus
 * those of its features. Items without an event to learn from have none of their own.
 */
final class ItemFeatures {
    /** The slopes of the features are added up in so many parts at a time, each part in the order of the items. */
    private static final int PARTS = 8;

    private final Described described;
    private final Features[] features;
    private final BitSet used = new BitSet();
    private final BitSet own;
    private final double dropout;
    private final int itemFeatures;

    /**
     * @param data whose items
     * @param described what is known of them
     * @param reading whether they have vectors of their own
     */
    ItemFeatures(Dataset data, Described described, Reading reading) {
        this.described = described;
        this.features = data.catalog().items().stream().map(described::item).toArray(Features[]::new);
        this.dropout = reading.idDropout();
        this.itemFeatures = described.space().items().size();
        for (int row = 0; row < data.events().size(); row++) {
            used.set(data.events().item(row));
        }
        this.own = reading.ids() ? used : new BitSet();
    }

    /** @return about how many bytes of Java's memory they take */
    double bytes() {
        return Arrays.stream(features).mapToDouble(Footprint::bytes).sum();
    }

    /**
     * Takes the vectors away that items are not to have, and those of features that no item has to learn from: what they would say is chance.
     *
     * @param drawn a network before its training
     * @return the same network, in which only items that have a vector of their own have one
     */
    Network begin(Network drawn) {
        Network begun = with(drawn, (table, item, width) -> {
            if (!own.get(item)) {
                Arrays.fill(table, item * width, (item + 1) * width, 0f);
            }
        });
        BitSet there = new BitSet();
        used.stream()
                .forEach(item ->
                        IntStream.range(0, features[item].size()).forEach(i -> there.set(features[item].index(i))));
        return Described.silenced(begun, 0, itemFeatures, there);
    }

    /**
     * Puts items' own vectors and their features' together. Items that nobody used get the mean of the others' biases: that they were not used yet says nothing
     * of them.
     *
     * @param trained a network as it is trained
     * @return the network that is used
     */
    Network complete(Network trained) {
        float[] vectors =
                trained.weight(trained.embed().features().orElseThrow()).floats();
        Network completed =
                with(trained, (table, item, width) -> features[item].addTo(vectors, width, table, item * width));
        Network all = completed;
        for (Operation.Head head : trained.heads()) {
            all = head.bias().isPresent() ? withBias(all, head.bias().get()) : all;
        }
        return all;
    }

    private Network withBias(Network network, String name) {
        float[] bias = network.weight(name).floats().clone();
        double mean = used.stream().mapToDouble(item -> bias[item]).average().orElse(0);
        for (int item = used.nextClearBit(0); item < bias.length; item = used.nextClearBit(item + 1)) {
            bias[item] = (float) mean;
        }
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        weights.put(name, Tensor.of(bias, bias.length));
        return new Network(network.operations(), weights);
    }

    private interface Change {
        void apply(float[] table, int item, int width);
    }

    private static Network with(Network network, Change change) {
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        for (String name : tables(network)) {
            float[] table = network.weight(name).floats().clone();
            int width = network.weight(name).dimension(1);
            IntStream.range(0, network.weight(name).dimension(0))
                    .parallel()
                    .forEach(item -> change.apply(table, item, width));
            weights.put(name, Tensor.of(table, network.weight(name).shape()));
        }
        return new Network(network.operations(), weights);
    }

    /** The tables with a vector for each item: what is read and, if it is another, what is scored. */
    static Set<String> tables(Network network) {
        return new TreeSet<>(List.of(network.embed().items(), network.head().items()));
    }

    /**
     * Which items of a step do without their own vectors.
     *
     * @param touched the items of the step
     * @param seed decides
     * @return their places
     */
    BitSet without(Touched touched, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet without = new BitSet();
        for (int place = 0; place < touched.size(); place++) {
            boolean dropped = dropout > 0 && random.nextDouble() < dropout && !features[touched.item(place)].isEmpty();
            without.set(place, dropped || !own.get(touched.item(place)));
        }
        return without;
    }

    /**
     * Completes the vectors of a step.
     *
     * @param rows own vectors of the step's items; get their features' added
     * @param touched the items of the step
     * @param without the places of those that do without their own
     * @param vectors of the features
     */
    void complete(float[] rows, Touched touched, BitSet without, float[] vectors) {
        int width = rows.length / Math.max(1, touched.size());
        IntStream.range(0, touched.size()).parallel().forEach(place -> {
            if (without.get(place)) {
                Arrays.fill(rows, place * width, (place + 1) * width, 0f);
            }
            features[touched.item(place)].addTo(vectors, width, rows, place * width);
        });
    }

    /**
     * Takes up that something else is known of an item.
     *
     * @param item its number
     * @param changed the item
     */
    void renew(int item, Item changed) {
        features[item] = described.item(changed);
    }

    /**
     * How the loss of a step changes with the numbers of an attribute that is a vector.
     *
     * @param attribute its name
     * @param slopes of the step's vectors, as they are before {@link #back} hands them on
     * @param touched the items of the step
     * @param place an item's place there
     * @param vectors of the features
     * @return a slope for each number of the attribute
     * @throws BadInput if no item has such a vector
     */
    float[] slopes(String attribute, float[] slopes, Touched touched, int place, float[] vectors) {
        FeatureBlock block = described.space().items();
        for (int f = 0; f < block.fields().size(); f++) {
            if (block.fields().get(f) instanceof Field.Vector(String name, int dimension, double scale)
                    && name.equals(attribute)) {
                int width = slopes.length / touched.size();
                float[] own = new float[dimension];
                for (int i = 0; i < dimension; i++) {
                    int row = (block.offset(f) + 1 + i) * width; // the first feature says that there is no vector
                    float sum = 0;
                    for (int n = 0; n < width; n++) {
                        sum = Math.fma(vectors[row + n], slopes[place * width + n], sum);
                    }
                    own[i] = (float) (sum * scale);
                }
                return own;
            }
        }
        throw new BadInput("no item has the vector '" + attribute + "' that an encoder of texts would be trained by.");
    }

    /**
     * Hands the slopes of a step's vectors on to what they were made of.
     *
     * @param slopes of the step's vectors; those of items that do without their own become zero
     * @param touched the items of the step
     * @param without the places of those
     * @param sums of the features' vectors; get added to
     */
    void back(float[] slopes, Touched touched, BitSet without, float[] sums) {
        int width = slopes.length / Math.max(1, touched.size());
        int known = sums.length / width;
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            int from = (int) ((long) known * part / PARTS);
            int to = (int) ((long) known * (part + 1) / PARTS);
            for (int place = 0; place < touched.size(); place++) {
                features[touched.item(place)].addBack(slopes, place * width, width, sums, from, to);
            }
        });
        without.stream().forEach(place -> Arrays.fill(slopes, place * width, (place + 1) * width, 0f));
    }
}
