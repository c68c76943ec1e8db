package because.evaluate.accuracy;

import because.core.BadInput;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The metrics of each person, kept so that models can be compared on the same people. A value: it cannot change. */
public final class PersonValues {
    private final int[] people;
    private final Map<String, double[]> values;

    /**
     * @param people the numbers of the people, rising; taken over
     * @param values a number for each person by the metric's name, in the order of the people; taken over
     */
    public PersonValues(int[] people, Map<String, double[]> values) {
        this.people = people;
        this.values = new LinkedHashMap<>(values);
    }

    /** @return the numbers of the people, rising; a copy */
    public int[] people() {
        return people.clone();
    }

    /** @return the names of the metrics, in the order of the report */
    public Set<String> metrics() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /**
     * @param metric such as {@code "ndcg@10"}
     * @return a number for each person, in the order of {@link #people()}; a copy
     * @throws BadInput if it was not measured
     */
    public double[] of(String metric) {
        double[] found = values.get(metric);
        if (found == null) {
            throw BadInput.unknown("metric", metric, values.keySet());
        }
        return found.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonValues that
                && Arrays.equals(people, that.people)
                && values.keySet().equals(that.values.keySet())
                && values.keySet().stream().allMatch(m -> Arrays.equals(of(m), that.of(m)));
    }

    @Override
    public int hashCode() {
        int hash = Arrays.hashCode(people);
        for (Map.Entry<String, double[]> entry : values.entrySet()) {
            hash += entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
        }
        return hash;
    }

    @Override
    public String toString() {
        return "PersonValues[" + people.length + " people, " + values.keySet() + "]";
    }
}
