package because.explain.global;

import because.core.BadInput;
import because.core.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** A plain table with a function of its rows: any model of numbers, of this library or not. */
public final class Table implements Sample {
    private final List<Variable> variables;
    private final double[][] rows;
    private final Function function;
    private final Optional<Truth> truth;

    /** A function of rows. */
    @FunctionalInterface
    public interface Function {
        /**
         * @param rows a number for each variable in each row; not to be kept
         * @return a number for each row
         */
        double[] of(double[][] rows);
    }

    /** What really happened, and how wrong a prediction of it is. */
    @FunctionalInterface
    private interface Truth {
        double loss(int row, double prediction);
    }

    private Table(List<Variable> variables, double[][] rows, Function function, Optional<Truth> truth) {
        this.variables = List.copyOf(variables);
        this.rows = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != variables.size()) {
                throw BadInput.of(
                        "the length of row " + row, rows[row].length, variables.size() + ", one for each variable", "");
            }
            this.rows[row] = rows[row].clone();
        }
        if (rows.length == 0) {
            throw new BadInput("a table needs one row at least.");
        }
        this.function = function;
        this.truth = truth;
    }

    /**
     * @param variables what the columns are
     * @param rows the rows, copied
     * @param function the model
     * @return the table
     * @throws BadInput if there is no row, or one of another length
     */
    public static Table of(List<Variable> variables, double[][] rows, Function function) {
        return new Table(variables, rows, function, Optional.empty());
    }

    /**
     * @param labels what really happened in each row; copied
     * @param loss of a label and a prediction
     * @return the same table with them
     */
    public Table withLabels(double[] labels, DoubleBinaryOperator loss) {
        double[] truth = labels.clone();
        return new Table(
                variables,
                rows,
                function,
                Optional.of((row, prediction) -> loss.applyAsDouble(truth[row], prediction)));
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public double value(int row, int variable) {
        return rows[row][variable];
    }

    @Override
    public double[] predict(List<? extends Version> versions) {
        List<double[]> changed = new ArrayList<>(versions.size());
        for (Version version : versions) {
            double[] row = rows[version.row()].clone();
            switch (version) {
                case Version.AsIs _ -> {}
                case Version.Mixed mixed -> mixed.variables().forEach(v -> row[v] = rows[mixed.donor()][v]);
                case Version.Put put -> row[put.variable()] = put.value();
            }
            changed.add(row);
        }
        return function.of(changed.toArray(double[][]::new));
    }

    @Override
    public double loss(int row, double prediction) {
        Truth known = truth.orElseThrow(
                () -> new BadInput("a loss needs what really happened, and this table does not say."));
        return known.loss(row, prediction);
    }

    @Override
    public String model() {
        return "table";
    }

    @Override
    public Target target() {
        return Target.SCORE;
    }
}
