package because.evaluate.faithfulness;

import because.core.BadInput;
import because.evaluate.PairedComparison;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How much explanations lean on players that they should not need, such as doubled events, events at the very time of what is to be predicted, or items that
 * everybody uses. If these get more of the weight than their number would give them, the model has learned from them, and they are worth a look.
 *
 * @param what the kind of players
 * @param people how many people have such players, and others beside them
 * @param players their share of the players, on average over these people
 * @param weight their share of the positive values, on average over these people
 * @param excess weight less players, paired over these people; empty if there are fewer than two
 */
public record Leaning(String what, int people, double players, double weight, Optional<PairedComparison> excess) {

    /**
     * @param what the kind of players
     * @param values for each person what each player gets
     * @param suspect for each person which players are of that kind
     * @param seed of the bootstrap
     * @return how much is leaned on them
     * @throws BadInput if the lists differ in length
     */
    public static Leaning of(String what, List<double[]> values, List<BitSet> suspect, long seed) {
        if (values.size() != suspect.size()) {
            throw new BadInput(
                    "there are explanations of " + values.size() + " people, but suspects of " + suspect.size() + ".");
        }
        List<Double> shares = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int person = 0; person < values.size(); person++) {
            double[] of = values.get(person);
            int some = suspect.get(person).cardinality();
            double all = 0;
            double leaned = 0;
            for (int player = 0; player < of.length; player++) {
                double positive = Math.max(0, of[player]);
                all += positive;
                leaned += suspect.get(person).get(player) ? positive : 0;
            }
            if (some > 0 && some < of.length && all > 0) {
                shares.add(some / (double) of.length);
                weights.add(leaned / all);
            }
        }
        double[] a = weights.stream().mapToDouble(Double::doubleValue).toArray();
        double[] b = shares.stream().mapToDouble(Double::doubleValue).toArray();
        return new Leaning(
                what,
                a.length,
                mean(b),
                mean(a),
                a.length < 2 ? Optional.empty() : Optional.of(PairedComparison.of(a, b, seed)));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }

    /** @return whether they get certainly more than their number would give them: the 95 % interval is above 0 */
    public boolean leaned() {
        return excess.filter(e -> e.low() > 0).isPresent();
    }
}
