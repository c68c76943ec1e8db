package because.explain.global;

import because.core.Absence;
import because.core.Convergence;
import because.core.Header;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** The headers of explanations that are about many people. */
final class Heads {
    private Heads() {}

    static Header of(
            Sample sample,
            String method,
            Map<String, String> options,
            long seed,
            double mean,
            long calls,
            Convergence convergence) {
        Map<String, String> all = new TreeMap<>(sample.options());
        all.putAll(options);
        return new Header(
                Header.SCHEMA,
                method,
                all,
                seed,
                sample.model(),
                sample.candidate(),
                sample.target(),
                Absence.MARGINAL,
                mean,
                mean,
                calls,
                convergence,
                Optional.empty());
    }

    /** The largest standard error against the largest value. */
    static Convergence convergence(DoubleStream values, DoubleStream errors) {
        double value = values.map(Math::abs).filter(v -> !Double.isNaN(v)).max().orElse(0);
        double error = errors.max().orElse(0); // NaN if one is
        return error == 0 ? Convergence.EXACT : Convergence.of(error / value);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }
}
