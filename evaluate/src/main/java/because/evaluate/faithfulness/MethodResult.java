package because.evaluate.faithfulness;

import because.core.BadInput;
import because.evaluate.MetricValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How one method, or one of the bounds beside the methods, did on each person. A value: it cannot change. */
public final class MethodResult {
    private final String name;
    private final Map<String, double[]> values;
    private final Optional<AgainstRandom> test;

    /** Takes the arrays over. */
    MethodResult(String name, Map<String, double[]> values, Optional<AgainstRandom> test) {
        this.name = name;
        this.values = new LinkedHashMap<>(values);
        this.test = test;
    }

    /** @return the method's name */
    public String name() {
        return name;
    }

    /** @return the names of what was measured, see {@link MetricName} */
    public Set<String> metrics() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** @return whether its orderings are better than random ones; empty for bounds that are no explanations */
    public Optional<AgainstRandom> test() {
        return test;
    }

    /**
     * @param metric one of {@link #metrics()}
     * @return a number for each person, the mean over the person's recommendations; NaN where it was not measured
     * @throws BadInput if it was not measured
     */
    public double[] perPerson(String metric) {
        double[] found = values.get(metric);
        if (found == null) {
            throw BadInput.unknown("metric of " + name, metric, values.keySet());
        }
        return found.clone();
    }

    /**
     * @param metric one of {@link #metrics()}
     * @return the mean over the people on whom it was measured, with its standard error; NaN if there are none
     * @throws BadInput if it was not measured
     */
    public MetricValue metric(String metric) {
        double[] measured =
                Arrays.stream(perPerson(metric)).filter(v -> !Double.isNaN(v)).toArray();
        return measured.length == 0 ? new MetricValue(Double.NaN, Double.NaN) : MetricValue.of(measured);
    }
}
