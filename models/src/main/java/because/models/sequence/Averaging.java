package because.models.sequence;

import because.network.Network;
import because.network.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** The exponentially weighted average of the networks after each epoch (Polyak, Juditsky 1992), as if there had been none before the first. */
final class Averaging {
    private Averaging() {}

    /**
     * @param average of the epochs before; not looked at in the first
     * @param now the network after this epoch
     * @param keeps what each epoch leaves of the weight of the ones before; 0 for this epoch's network alone
     * @param epoch this epoch's number, from 1
     * @return the average with it
     */
    static Network with(Network average, Network now, double keeps, int epoch) {
        if (keeps == 0 || epoch == 1) {
            return now;
        }
        float share = (float) ((1 - keeps) / (1 - Math.pow(keeps, epoch)));
        Map<String, Tensor> weights = new TreeMap<>();
        now.weights().forEach((name, weight) -> {
            float[] mean = average.weight(name).floats().clone();
            float[] newest = weight.floats();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * (newest[i] - mean[i]);
            }
            weights.put(name, Tensor.of(mean, weight.shape()));
        });
        return new Network(now.operations(), weights);
    }
}
