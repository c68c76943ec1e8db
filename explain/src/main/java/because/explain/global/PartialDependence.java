package because.explain.global;

import because.core.BadInput;
import because.core.Convergence;
import because.core.Curve;
import because.core.Curve.Form;
import because.core.Curve.Line;
import because.core.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model would say if everybody had a certain value of one feature and all else stayed: each person's line (Goldstein et al. 2015), and their mean (Friedman 2001),
 * PD(z) = 1/n Σ<sub>i</sub> f(z, x<sub>i</sub> elsewhere).
 */
public final class PartialDependence {
    /** The name of the mean. */
    public static final String MEAN = "partial-dependence";

    /** The name of the mean with single people's lines. */
    public static final String LINES = "individual-expectation";

    /** At how many values of a number a curve is computed, where nobody says. */
    public static final int POINTS = 20;

    private final int points;
    private final int lines;

    /**
     * @param points at how many values of a number the curve is computed at most, 2 or more; a category has all of its own
     * @param lines how many people's own lines are told, 0 for none
     */
    public PartialDependence(int points, int lines) {
        if (points < 2) {
            throw BadInput.of("points", points, "2 or more", "");
        }
        if (lines < 0) {
            throw BadInput.of("lines", lines, "0 or more", "");
        }
        this.points = points;
        this.lines = lines;
    }

    /**
     * Computes a curve.
     *
     * @param sample the model, on one row or more
     * @param variable the number of the feature, which can be changed
     * @param seed that the sample was drawn with, for the header; nothing else is drawn
     * @return the curve
     * @throws BadInput if the feature is not one that has a curve
     */
    public Curve explain(Sample sample, int variable, long seed) {
        Variable of = sample.variables().get(variable);
        double[] grid = Grid.values(sample, variable, points);
        int n = sample.size();
        double[][] values = new double[grid.length][n];
        List<Version> asked = new ArrayList<>();
        for (int i = 0; i < grid.length; i++) {
            for (int row = 0; row < n; row++) {
                values[i][row] = Double.NaN;
                if (sample.possible(row, variable, grid[i])) {
                    asked.add(new Version.Put(row, variable, grid[i]));
                }
            }
        }
        double[] answers = sample.predict(asked);
        int at = 0;
        for (int i = 0; i < grid.length; i++) {
            for (int row = 0; row < n; row++) {
                if (sample.possible(row, variable, grid[i])) {
                    values[i][row] = answers[at++];
                }
            }
        }
        Spread spread = new Spread(sample);
        List<Point> curve = new ArrayList<>();
        List<double[]> used = new ArrayList<>();
        for (int i = 0; i < grid.length; i++) {
            Spread.Interval mean = spread.mean(values[i]);
            int able = 0;
            for (double value : values[i]) {
                able += Double.isNaN(value) ? 0 : 1;
            }
            if (able > 0) {
                used.add(values[i]);
                double x = of.kind() == Variable.Kind.CATEGORY ? Double.NaN : grid[i];
                curve.add(new Point(
                        Grid.word(of, grid[i]), x, mean.value(), mean.standardError(), mean.low(), mean.high(), able));
            }
        }
        if (curve.isEmpty()) {
            throw new BadInput("nobody can have another value of the feature '" + of.name() + "'.");
        }
        double[] asIs = sample.asIs();
        Convergence convergence = Heads.convergence(
                curve.stream().mapToDouble(Point::value), curve.stream().mapToDouble(Point::standardError));
        return new Curve(
                Heads.of(
                        sample,
                        lines == 0 ? MEAN : LINES,
                        Map.of("rows", Integer.toString(n)),
                        seed,
                        Heads.mean(asIs),
                        asked.size() + n,
                        convergence),
                lines == 0 ? Form.PDP : Form.ICE,
                of.name(),
                spread.people(),
                curve,
                lines(n, used));
    }

    /** The lines of some people, evenly spread over the rows. */
    private List<Line> lines(int n, List<double[]> values) {
        int shown = Math.min(lines, n);
        List<Line> all = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            int row = (int) ((long) i * n / shown);
            List<Double> line = new ArrayList<>();
            for (double[] at : values) {
                line.add(at[row]);
            }
            all.add(new Line(row + 1, line));
        }
        return all;
    }
}
