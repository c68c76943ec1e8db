package because.evaluate.prediction;

import because.core.BadInput;
import because.evaluate.CalibrationBin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Whether probabilities are what they say: of all that is predicted with 30 %, 30 % should come true. */
public final class Calibration {
    private static final double Z = 1.959963984540054;

    private Calibration() {}

    /**
     * The expected calibration error (Naeini, Cooper, Hauskrecht 2015), ECE = Σ<sub>b</sub> n<sub>b</sub>/n · |observed<sub>b</sub> − predicted<sub>b</sub>|.
     *
     * @param bins a calibration curve
     * @return from 0 to 1; 0 for no bins
     */
    public static double error(List<CalibrationBin> bins) {
        double error = 0;
        long examples = 0;
        for (CalibrationBin bin : bins) {
            error += bin.examples() * Math.abs(bin.observed() - bin.predicted());
            examples += bin.examples();
        }
        return examples == 0 ? 0 : error / examples;
    }

    /**
     * The calibration curve with bins of equal width, (0, 1/n], (1/n, 2/n] and so on; 0 itself is in the first.
     *
     * @param probabilities predicted, from 0 to 1
     * @param positive whether each example came true
     * @param bins how many, 1 or more
     * @return the bins that hold an example, by rising probability
     */
    public static List<CalibrationBin> equalWidth(double[] probabilities, boolean[] positive, int bins) {
        check(probabilities, positive, bins);
        List<List<Integer>> members = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            members.add(new ArrayList<>());
        }
        for (int i = 0; i < probabilities.length; i++) {
            int bin = (int) Math.ceil(probabilities[i] * bins) - 1;
            members.get(Math.clamp(bin, 0, bins - 1)).add(i);
        }
        List<CalibrationBin> curve = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            if (!members.get(b).isEmpty()) {
                curve.add(bin((double) b / bins, (b + 1.0) / bins, members.get(b), probabilities, positive));
            }
        }
        return curve;
    }

    /**
     * The calibration curve with bins of about equally many examples: the examples in the order of their probabilities, equal ones in the order given, cut
     * into pieces whose sizes differ by one at most. It shows where the predictions are; bins of equal width show little where all of them are small.
     *
     * @param probabilities predicted, from 0 to 1
     * @param positive whether each example came true
     * @param bins how many at most, 1 or more
     * @return the bins, by rising probability; each spans its own probabilities
     */
    public static List<CalibrationBin> equalMass(double[] probabilities, boolean[] positive, int bins) {
        check(probabilities, positive, bins);
        List<Integer> order = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .toList();
        List<CalibrationBin> curve = new ArrayList<>();
        int pieces = Math.min(bins, order.size());
        for (int b = 0; b < pieces; b++) {
            List<Integer> piece =
                    order.subList((int) ((long) b * order.size() / pieces), (int) ((b + 1L) * order.size() / pieces));
            curve.add(bin(
                    probabilities[piece.getFirst()], probabilities[piece.getLast()], piece, probabilities, positive));
        }
        return curve;
    }

    private static CalibrationBin bin(
            double from, double to, List<Integer> members, double[] probabilities, boolean[] positive) {
        double predicted = 0;
        int ones = 0;
        for (int i : members) {
            predicted += probabilities[i];
            ones += positive[i] ? 1 : 0;
        }
        int n = members.size();
        double share = (double) ones / n;
        double centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return new CalibrationBin(
                from, to, n, predicted / n, share, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /**
     * The temperature by which log-odds are divided so that the log loss is smallest. The loss is convex in its inverse, which Newton's method finds.
     *
     * @param logOdds the log-odds of the predictions
     * @param positive whether each example came true
     * @return from 0.05 to 20; 1 if there are no examples of both kinds to fit it on
     */
    public static double temperature(double[] logOdds, boolean[] positive) {
        long ones = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        if (ones == 0 || ones == positive.length) {
            return 1;
        }
        double inverse = 1;
        for (int step = 0; step < 100; step++) {
            double slope = 0;
            double curvature = 1e-12;
            for (int i = 0; i < logOdds.length; i++) {
                double p = 1 / (1 + Math.exp(-inverse * logOdds[i]));
                slope += logOdds[i] * (p - (positive[i] ? 1 : 0));
                curvature += logOdds[i] * logOdds[i] * p * (1 - p);
            }
            // Steps are held to a factor of two: far away the curvature says little.
            double next = Math.clamp(inverse - slope / curvature, inverse / 2, inverse * 2);
            next = Math.clamp(next, 0.05, 20);
            if (Math.abs(next - inverse) < 1e-12 * inverse) {
                break;
            }
            inverse = next;
        }
        return 1 / inverse;
    }

    private static void check(double[] probabilities, boolean[] positive, int bins) {
        if (bins < 1) {
            throw BadInput.of("the number of bins", bins, "1 or more", "");
        }
        if (probabilities.length != positive.length) {
            throw new BadInput(
                    "there are " + probabilities.length + " probabilities, but " + positive.length + " labels.");
        }
        for (double p : probabilities) {
            if (!(p >= 0 && p <= 1)) {
                throw BadInput.of("a probability", p, "numbers from 0 to 1", "");
            }
        }
    }
}
