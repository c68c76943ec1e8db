package because.benchmarks;

import because.Config;
import because.Models;
import because.Project;
import because.core.BadInput;
import because.core.Metric;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.core.Trainer;
import because.evaluate.accuracy.RankingEvaluator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long a training takes until the validation metric reaches a target, validation included: a line for each epoch. Arguments: a project's folder, the target,
 * and options of the model as {@code name=value}. Scripts that do the same with other libraries are in {@code benchmarks/peers}.
 */
public final class TrainingBenchmark {
    private TrainingBenchmark() {}

    /** The target was reached. */
    private static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param args the project's folder; the target; options */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 2) {
            throw new BadInput("arguments: PROJECT TARGET [NAME=VALUE ...]");
        }
        Project project = Project.open(Path.of(args[0]));
        double target = Double.parseDouble(args[1]);
        Config config = project.config();
        Map<String, String> options = new HashMap<>(config.model().options());
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            options.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        Split split = project.split(Progress.NONE);
        Metric metric = RankingEvaluator.metric(
                split,
                Split.Part.VALIDATION,
                config.training().metric(),
                RankingEvaluator.Options.defaults()
                        .withWorkers(config.training().workers()));
        Clock clock = new Clock(metric, target, out);
        try {
            Models.trainer(config.model().kind(), options)
                    .train(
                            split.train(),
                            Trainer.Run.of(config.training().seed())
                                    .withValidation(clock)
                                    .withProgress(clock)
                                    .withWorkers(config.training().workers()))
                    .close();
        } catch (Reached reached) {
            out.println("reached");
        }
        out.println("peak resident megabytes " + ResidentMemory.peakMegabytes());
    }

    /** Takes the time of training and of validation. */
    private static final class Clock implements Metric, Progress {
        private final Metric metric;
        private final double target;
        private final PrintStream out;
        private final long begun = System.nanoTime();
        private double validating;

        Clock(Metric metric, double target, PrintStream out) {
            this.metric = metric;
            this.target = target;
            this.out = out;
        }

        @Override
        public String name() {
            return metric.name();
        }

        @Override
        public double[] perPerson(Recommender recommender) {
            long start = System.nanoTime();
            double[] values = metric.perPerson(recommender);
            validating += (System.nanoTime() - start) / 1e9;
            return values;
        }

        /** What all threads used, so that runs beside other work can be compared. */
        private static double processor() {
            return ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
        }

        @Override
        public void stage(String name, long total) {
            out.println(name);
        }

        @Override
        public void step(long done, Map<String, Double> values) {
            double all = (System.nanoTime() - begun) / 1e9;
            double reached = values.getOrDefault(name(), 0.0);
            out.printf(
                    Locale.ROOT,
                    "epoch %d loss %.4f validation %s %.4f training seconds %.1f seconds in all %.1f processor seconds %.1f%n",
                    done,
                    values.getOrDefault("loss", Double.NaN),
                    name(),
                    reached,
                    all - validating,
                    all,
                    processor());
            if (reached >= target) {
                throw new Reached();
            }
        }
    }
}
