package because.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What the attributions of many seeds promise together: that they are right on average, and as far off as their standard errors say. */
final class TruthRules {
    /** A mean of many runs may be this many of its own standard errors away from the truth. */
    private static final double FAR = 5;

    /** How often a value may be called exact that is not: where a sample happens to show no spread, an honest method cannot know better. */
    private static final double CALLED_EXACT = 0.02;

    /** How much of the largest value a method may be off that does not claim to find Shapley values. */
    private static final double APPROXIMATE = 0.05;

    /** The truth must lie within two standard errors at least this often; it would be 95 % for normal errors that are known exactly. */
    private static final double COVERED = 0.8;

    private final List<Trial> trials;
    private final PlantedWorld world;
    private final boolean shapley;

    /**
     * @param trials of one world, with different seeds
     * @param claims what the explainer claims
     */
    TruthRules(List<Trial> trials, Set<ExplainerContract.Claim> claims) {
        this.trials = trials;
        this.world = trials.getFirst().world();
        this.shapley = claims.contains(ExplainerContract.Claim.SHAPLEY);
    }

    /** Whether the explainer's values must be the Shapley values here; where effects just add up, every method must find them. */
    private boolean known() {
        return shapley || world.name().equals("additive") || world.name().equals("popularity");
    }

    void truth(Consumer<String> report) {
        if (!known()) {
            return;
        }
        for (int column = 0; column < columns(); column++) {
            double[] truth = truth(column);
            for (int player = 0; player < truth.length; player++) {
                expect(truth[player], column, value(column, player), "player " + player, report);
            }
        }
    }

    void signs(Consumer<String> report) {
        if (!known()) {
            return;
        }
        for (int column = 0; column < columns(); column++) {
            double[] truth = truth(column);
            for (int player = 0; player < truth.length; player++) {
                double mean = mean(value(column, player));
                if (Math.abs(truth[player]) >= 0.2 * largest(truth) && mean * truth[player] < 0) {
                    report.accept(
                            where(column) + ": player " + player + " gets " + mean + ", in truth " + truth[player]);
                }
            }
        }
    }

    void dummies(Consumer<String> report) {
        for (int column = 0; column < columns(); column++) {
            for (int player : world.dummies(trials.getFirst().question())) {
                expect(0, column, value(column, player), "player " + player + ", who changes nothing,", report);
            }
        }
    }

    void twins(Consumer<String> report) {
        List<Integer> twins = world.twins(trials.getFirst().question());
        for (int column = 0; !twins.isEmpty() && column < columns(); column++) {
            int c = column;
            expect(
                    0,
                    column,
                    trial -> trial.value(c, twins.getFirst()) - trial.value(c, twins.getLast()),
                    "the difference between the exchangeable players " + twins,
                    report);
        }
    }

    private void expect(double truth, int column, ToDoubleFunction<Trial> value, String what, Consumer<String> report) {
        double mean = mean(value);
        double squares = 0;
        for (Trial trial : trials) {
            squares += Math.pow(value.applyAsDouble(trial) - mean, 2);
        }
        double spread = Math.sqrt(squares / (trials.size() - 1) / trials.size());
        double tolerance = FAR * spread
                + (shapley ? FormRules.ROUNDING * scale(column) : APPROXIMATE * Math.max(1, largest(truth(column))));
        if (!(Math.abs(mean - truth) <= tolerance)) {
            report.accept(where(column) + ": " + what + " gets " + mean + " on average, in truth " + truth);
        }
    }

    /** Adds this world's squared errors, and what the standard errors say of them, to those of other worlds. */
    void errors(Errors errors) {
        if (!known()) {
            return;
        }
        for (int column = 0; column < columns(); column++) {
            double[] truth = truth(column);
            double rounding = FormRules.ROUNDING * scale(column);
            List<double[]> pairs = new ArrayList<>();
            for (Trial trial : trials) {
                for (int player = 0; player < truth.length; player++) {
                    double off = Math.abs(trial.value(column, player) - truth[player]);
                    double claimed = trial.standardError(column, player);
                    if (off > rounding || claimed > rounding) {
                        pairs.add(new double[] {off, claimed});
                    }
                }
            }
            errors.add(pairs);
        }
    }

    /** Errors against claimed standard errors, each column of each world with the same weight. */
    static final class Errors {
        private double seen;
        private double claimed;
        private int covered;
        private int exact;
        private int count;

        /** @param all pairs of how far a value is off, and its standard error; those of unknown standard error do not count */
        void add(List<double[]> all) {
            List<double[]> pairs = all.stream().filter(p -> !Double.isNaN(p[1])).toList();
            double off = pairs.stream().mapToDouble(p -> p[0] * p[0]).sum();
            double said = pairs.stream().mapToDouble(p -> p[1] * p[1]).sum();
            if (off + said > 0) {
                seen += off / (off + said);
                claimed += said / (off + said);
            }
            covered += (int) pairs.stream().filter(p -> p[0] <= 2 * p[1]).count();
            exact += (int) pairs.stream().filter(p -> p[1] == 0).count();
            count += pairs.size();
        }

        void judge(Consumer<String> report) {
            if (count == 0) {
                return;
            }
            if (exact > CALLED_EXACT * count) {
                report.accept(exact + " of " + count + " values are called exact and are not");
            }
            // The square of an honest standard error is, on average, the square of the error.
            double ratio = Math.sqrt(seen / claimed);
            if (!(ratio >= 0.75 && ratio <= 1.33)) {
                report.accept("errors are " + ratio + " times as large as their standard errors say");
            }
            double share = (double) covered / count;
            if (share < COVERED) {
                report.accept("only " + Math.round(100 * share) + " % of the values are within two standard errors");
            }
        }
    }

    private int columns() {
        return trials.getFirst().question().candidates().size();
    }

    private double[] truth(int column) {
        return world.truth(trials.getFirst().question(), column);
    }

    private ToDoubleFunction<Trial> value(int column, int player) {
        return trial -> trial.value(column, player);
    }

    private double mean(ToDoubleFunction<Trial> value) {
        return trials.stream().mapToDouble(value).average().orElseThrow();
    }

    private double scale(int column) {
        return trials.stream().mapToDouble(t -> t.scale(column)).max().orElseThrow();
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private String where(int column) {
        return "world '" + world.name() + "', candidate " + column;
    }
}
