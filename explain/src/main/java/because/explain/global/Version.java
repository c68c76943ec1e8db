package because.explain.global;

import java.util.List;

/** A row of a {@link Sample}, as it is or with something changed: what the model is asked about. */
public sealed interface Version {
    /** @return the row, from 0 */
    int row();

    /**
     * The row as it is.
     *
     * @param row from 0
     */
    record AsIs(int row) implements Version {}

    /**
     * The row with some variables of another row.
     *
     * @param row from 0
     * @param variables the numbers of the variables that are the other's
     * @param donor the other row
     */
    record Mixed(int row, List<Integer> variables, int donor) implements Version {
        /** Copies the list. */
        public Mixed {
            variables = List.copyOf(variables);
        }
    }

    /**
     * The row with one variable set.
     *
     * @param row from 0
     * @param variable the variable's number
     * @param value a number, 0 or 1 for a flag, the number of a category
     */
    record Put(int row, int variable, double value) implements Version {}
}
