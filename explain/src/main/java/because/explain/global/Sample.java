package because.explain.global;

import because.core.BadInput;
import because.core.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model, and rows on which it is asked what it says: people with items, or the lines of a table. A row is read and changed by its {@link Variable variables}, so a
 * method needs to know nothing of what they stand for. Deterministic: equal versions get equal answers.
 */
public interface Sample {
    /** @return what differs from row to row */
    List<Variable> variables();

    /** @return how many rows there are */
    int size();

    /**
     * @param row from 0 to size − 1
     * @return whose row it is, from 0; rows of one person are not independent of each other
     */
    default int person(int row) {
        return row;
    }

    /**
     * @param row from 0 to size − 1
     * @param variable from 0
     * @return the value; NaN if it is not known, or is a whole
     */
    double value(int row, int variable);

    /**
     * @param row from 0 to size − 1
     * @param variable one that can be changed
     * @param value a number
     * @return whether the row can have the value
     */
    default boolean possible(int row, int variable, double value) {
        return true;
    }

    /**
     * Asks the model.
     *
     * @param versions rows, as they are or changed
     * @return the target of each; finite
     */
    double[] predict(List<? extends Version> versions);

    /**
     * How wrong a prediction is about what really happened.
     *
     * @param row from 0 to size − 1
     * @param prediction the target
     * @return the loss, 0 or more
     * @throws BadInput if nobody knows what really happened
     */
    double loss(int row, double prediction);

    /** @return the fingerprint of the model */
    String model();

    /** @return what is predicted */
    Target target();

    /** @return the id of the one item that all rows are about; empty if they are about several */
    default String candidate() {
        return "";
    }

    /** @return what headers say of the rows, by name */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * The target of all rows as they are.
     *
     * @return a number for each row
     */
    default double[] asIs() {
        List<Version> versions = new ArrayList<>(size());
        for (int row = 0; row < size(); row++) {
            versions.add(new Version.AsIs(row));
        }
        return predict(versions);
    }

    /**
     * The numbers of variables by their names, or by what their names begin with.
     *
     * @param names names, or beginnings such as {@code history} or {@code history:genres}, which are those of all variables that go on with {@code :} or {@code =} there; empty for all that
     *     are not part of others
     * @return the numbers of those that can be changed, in the order of the sample
     * @throws BadInput if a name is unknown, or none of what it names can be changed
     */
    default List<Integer> changeable(List<String> names) {
        return Selection.changeable(variables(), names);
    }

    /**
     * As {@link #changeable}, for methods that only read.
     *
     * @param names names, or what they begin with; empty for all variables
     * @return the numbers of the variables, in the order of the sample
     * @throws BadInput if a name is unknown
     */
    default List<Integer> readable(List<String> names) {
        return Selection.readable(variables(), names);
    }
}
