package because.evaluate.faithfulness;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** On how few players an explanation concentrates. */
public final class Sparsity {
    private Sparsity() {}

    /**
     * The Gini coefficient of the absolute values (Chalasani et al. 2020, as Quantus has it): Σ (2i − n − 1) aᵢ / (n Σ a), a rising, i = 1…n.
     *
     * @param values what each player gets
     * @return 0 if all get the same, (n − 1)/n if one gets everything; 0 if nobody gets anything
     */
    public static double gini(double... values) {
        double[] rising = DoubleStream.of(values).map(Math::abs).sorted().toArray();
        double weighted = 0;
        for (int i = 0; i < rising.length; i++) {
            weighted += (2.0 * (i + 1) - rising.length - 1) * rising[i];
        }
        double sum = Arrays.stream(rising).sum();
        return sum == 0 ? 0 : weighted / (rising.length * sum);
    }

    /**
     * The entropy of the shares of the absolute values (Bhatt, Weller, Moura 2020), −Σ pᵢ ln pᵢ.
     *
     * @param values what each player gets
     * @return nats: 0 if one gets everything, ln n if all get the same; 0 if nobody gets anything
     */
    public static double entropy(double... values) {
        double sum = DoubleStream.of(values).map(Math::abs).sum();
        return DoubleStream.of(values)
                        .map(value -> Math.abs(value) / sum)
                        .filter(share -> share > 0)
                        .map(share -> -share * Math.log(share))
                        .sum()
                + 0.0;
    }
}
