package because.explain.global;

import because.core.BadInput;
import because.core.Rules.Condition;
import because.core.Rules.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a sample as numbers that rules can compare: a column for each number and flag, one for each category that is not rare, and one that says whether a value is
 * known where it is not always. A number that is not known counts as the median.
 */
final class Reading {
    /** Categories of fewer rows are not told apart. */
    private static final int FEWEST = 5;

    private final Sample sample;
    private final List<Column> columns = new ArrayList<>();
    private final double[][] x;

    /** A column: a variable as a number, whether it is of one category, or whether it is known. */
    private record Column(int variable, int category, boolean known) {}

    /** @param variables the numbers of those that are read */
    Reading(Sample sample, List<Integer> variables) {
        this.sample = sample;
        List<double[]> values = new ArrayList<>();
        for (int v : variables) {
            int variable = v;
            Variable of = sample.variables().get(v);
            double[] raw = IntStream.range(0, sample.size())
                    .mapToDouble(row -> sample.value(row, variable))
                    .toArray();
            switch (of.kind()) {
                case WHOLE -> {}
                case CATEGORY -> {
                    for (int c = 0; c < of.categories().size(); c++) {
                        int category = c;
                        add(
                                new Column(v, c, false),
                                Arrays.stream(raw)
                                        .map(r -> r == category ? 1 : 0)
                                        .toArray(),
                                values);
                    }
                }
                case NUMBER, FLAG -> {
                    double[] known = Arrays.stream(raw)
                            .filter(r -> !Double.isNaN(r))
                            .sorted()
                            .toArray();
                    double middle = known.length == 0 ? 0 : known[known.length / 2];
                    add(
                            new Column(v, -1, false),
                            Arrays.stream(raw)
                                    .map(r -> Double.isNaN(r) ? middle : r)
                                    .toArray(),
                            values);
                    add(
                            new Column(v, -1, true),
                            Arrays.stream(raw).map(r -> Double.isNaN(r) ? 0 : 1).toArray(),
                            values);
                }
            }
        }
        if (columns.isEmpty()) {
            throw new BadInput("no feature differs between the rows, so no rule can tell them apart.");
        }
        x = new double[sample.size()][columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            for (int row = 0; row < x.length; row++) {
                x[row][c] = values.get(c)[row];
            }
        }
    }

    /** Keeps a column that differs between the rows, and that is not one of a few rows only. */
    private void add(Column column, double[] values, List<double[]> kept) {
        double first = values[0];
        long others = Arrays.stream(values).filter(v -> v != first).count();
        boolean number = sample.variables().get(column.variable()).kind() == Variable.Kind.NUMBER && !column.known();
        if (number ? others > 0 : Math.min(others, values.length - others) >= Math.min(FEWEST, values.length / 2)) {
            columns.add(column);
            kept.add(values);
        }
    }

    int columns() {
        return columns.size();
    }

    double[] row(int row) {
        return x[row];
    }

    double at(int row, int column) {
        return x[row][column];
    }

    /** Whether a column has no other values than 0 and 1. */
    boolean flag(int column) {
        Column of = columns.get(column);
        return of.known() || sample.variables().get(of.variable()).kind() != Variable.Kind.NUMBER;
    }

    /** What it means that a column is at most a threshold, or above it. */
    Condition condition(int column, double threshold, boolean atMost) {
        Column of = columns.get(column);
        Variable variable = sample.variables().get(of.variable());
        if (of.known()) {
            return new Condition(variable.name() + " known", atMost ? Relation.HAS_NOT : Relation.HAS, "");
        }
        return switch (variable.kind()) {
            case CATEGORY ->
                new Condition(
                        variable.name(),
                        atMost ? Relation.IS_NOT : Relation.IS,
                        variable.categories().get(of.category()));
            case FLAG -> new Condition(variable.name(), atMost ? Relation.HAS_NOT : Relation.HAS, "");
            case NUMBER, WHOLE ->
                new Condition(
                        variable.name(), atMost ? Relation.AT_MOST : Relation.ABOVE, Grid.word(variable, threshold));
        };
    }
}
