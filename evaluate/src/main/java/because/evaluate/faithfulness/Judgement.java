package because.evaluate.faithfulness;

import because.core.BadInput;
import because.evaluate.PairedComparison;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How faithful explainers are to a model, side by side on the same recommendations.
 *
 * @param model the kind of model
 * @param fingerprint the model's
 * @param options how it was judged
 * @param absence how absent events looked
 * @param people whose recommendations were explained
 * @param recommendations how many were explained for each, at most
 * @param players how many players a question had on average
 * @param methods what was measured of each method, in the order in which they were given
 * @param bounds the same of orderings that are no explanations: random ones, and those that a search of the model itself finds
 * @param skipped the methods that could not be judged, and why
 * @param agreement for each pair of methods how much they agree
 */
public record Judgement(
        String model,
        String fingerprint,
        Judge.Options options,
        String absence,
        List<String> people,
        int recommendations,
        double players,
        List<MethodResult> methods,
        List<MethodResult> bounds,
        Map<String, String> skipped,
        List<Pair> agreement) {
    /** Copies the collections and keeps their order. */
    public Judgement {
        people = List.copyOf(people);
        methods = List.copyOf(methods);
        bounds = List.copyOf(bounds);
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        agreement = List.copyOf(agreement);
    }

    /**
     * How much two methods agree.
     *
     * @param first a method
     * @param second another
     * @param spearman the mean rank correlation of their values
     * @param overlap the mean share of the three most important players that they share
     */
    public record Pair(String first, String second, double spearman, double overlap) {}

    /**
     * @param name a method or a bound
     * @return what was measured of it
     * @throws BadInput if it was not judged
     */
    public MethodResult method(String name) {
        List<MethodResult> all = new java.util.ArrayList<>(methods);
        all.addAll(bounds);
        return all.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> BadInput.unknown(
                        "method", name, all.stream().map(MethodResult::name).toList()));
    }

    /**
     * Compares two methods on the same people.
     *
     * @param first a method or a bound
     * @param second another
     * @param metric by which they are compared
     * @param seed of the bootstrap
     * @return the comparison of the first less the second, on the people on whom both were measured
     */
    public PairedComparison compare(String first, String second, String metric, long seed) {
        double[] a = method(first).perPerson(metric);
        double[] b = method(second).perPerson(metric);
        int[] both = IntStream.range(0, a.length)
                .filter(i -> !Double.isNaN(a[i]) && !Double.isNaN(b[i]))
                .toArray();
        return PairedComparison.of(
                IntStream.of(both).mapToDouble(i -> a[i]).toArray(),
                IntStream.of(both).mapToDouble(i -> b[i]).toArray(),
                seed);
    }
}
