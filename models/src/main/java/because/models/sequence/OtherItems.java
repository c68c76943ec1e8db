package because.models.sequence;

import because.network.Features;
import because.network.Network;
import because.network.Operation;
import because.network.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Items that a network is to read and score in place of those that it was trained with. */
final class OtherItems {
    private final int[] from;
    private final Features[] features;

    /**
     * @param from the number that each of them had in training; below 0 for a new one
     * @param features of the new ones; {@link Features#NONE} of the others
     */
    OtherItems(int[] from, Features[] features) {
        this.from = from;
        this.features = features;
    }

    /**
     * @param network a trained network
     * @return the same network with a row for each of the items in every table: its own, or the sum of the vectors of its features. Biases of new items are the mean
     *     of the others', as in {@link because.network.FloatEngine#score(float[], int, Features)}
     */
    Network in(Network network) {
        float[] vectors = network.embed()
                .features()
                .map(table -> network.weight(table).floats())
                .orElse(new float[0]);
        Map<String, Tensor> weights = new TreeMap<>(network.weights());
        TreeSet<String> tables = new TreeSet<>();
        tables.add(network.embed().items());
        for (Operation.Head head : network.heads()) {
            tables.add(head.items());
            head.bias().ifPresent(bias -> weights.put(bias, biases(network.weight(bias))));
        }
        tables.forEach(table -> weights.put(table, rows(network.weight(table), vectors)));
        return new Network(network.operations(), weights);
    }

    private Tensor rows(Tensor table, float[] vectors) {
        int width = table.dimension(1);
        float[] before = table.floats();
        float[] rows = new float[Math.multiplyExact(from.length, width)];
        IntStream.range(0, from.length).parallel().forEach(item -> {
            if (from[item] >= 0) {
                System.arraycopy(before, from[item] * width, rows, item * width, width);
            } else {
                features[item].addTo(vectors, width, rows, item * width);
            }
        });
        return Tensor.of(rows, from.length, width);
    }

    private Tensor biases(Tensor bias) {
        float[] before = bias.floats();
        double sum = 0;
        for (float each : before) {
            sum += each;
        }
        float mean = (float) (sum / before.length);
        float[] biases = new float[from.length];
        for (int item = 0; item < biases.length; item++) {
            biases[item] = from[item] >= 0 ? before[from[item]] : mean;
        }
        return Tensor.of(biases, biases.length);
    }
}
