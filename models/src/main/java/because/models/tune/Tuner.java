package because.models.tune;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Metric;
import because.core.Progress;
import because.core.Recommender;
import because.core.Trainer;
import because.network.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Finds good options of a model by successive halving: many configurations are trained for a short time, the better ones for longer, and few in full. Which are
 * better is decided by the validation metric alone. Everything is kept in a folder as it comes, so a tuning that was killed goes on, and ends in the same bits.
 *
 * @param configurations a value for each option of the space, that of what is used so far first: it takes part in all rungs
 * @param halving how many go on when
 * @param budget what is spent on a training
 */
public record Tuner(List<Map<String, String>> configurations, Halving halving, Budget budget) {

    /** What a short training has less of. */
    public enum Budget {
        /** Passes over the data: a training is taken up from rung to rung where it leaves checkpoints, and begun anew otherwise. The greatest one is all of them. */
        EPOCHS,
        /** People, in percent: the same ones in each configuration, and those of a rung are among those of the next. All are asked what they did next. */
        PEOPLE,
        /** Nothing: each configuration is trained in full, and there is one rung. */
        FULL
    }

    /** The name of the folder below that of a trial in which its training can be taken up. */
    public static final String CHECKPOINTS = "checkpoints";

    /** Copies the list. */
    public Tuner {
        configurations = List.copyOf(configurations);
    }

    /**
     * How it went.
     *
     * @param trials all configurations, in the order of their numbers
     * @param best that with the best metric in the last rung, the first of equals
     */
    public record Tuned(List<Trial> trials, Trial best) {
        /** Copies the list. */
        public Tuned {
            trials = List.copyOf(trials);
        }
    }

    /**
     * Tunes.
     *
     * @param data what models learn from
     * @param run how each of them is trained; its validation metric decides
     * @param trainers trains a model with the values of a configuration; the same model whatever share of the people it is given
     * @param records where what is known so far is kept
     * @return how each configuration did
     * @throws BadInput if no configuration can be trained
     */
    public Tuned tune(
            Dataset data, Trainer.Run run, Function<Map<String, String>, Trainer> trainers, TrialRecords records) {
        Metric metric = run.validation().orElseThrow(() -> new BadInput("a tuning needs a validation metric."));
        List<Halving.Rung> rungs = halving.rungs();
        Map<Integer, List<Trial.Result>> results = new LinkedHashMap<>();
        Map<Integer, String> failures = new LinkedHashMap<>();
        List<Integer> going = new ArrayList<>();
        for (int i = 0; i < configurations.size(); i++) {
            going.add(i);
            results.put(i, new ArrayList<>());
        }
        TimeLeft clock = new TimeLeft(run.progress(), metric.name(), budget == Budget.EPOCHS);
        for (int rung = 0; rung < rungs.size(); rung++) {
            int before = rung == 0 || budget != Budget.EPOCHS
                    ? 0
                    : rungs.get(rung - 1).budget();
            int spent = rungs.get(rung).budget();
            Dataset part = budget == Budget.PEOPLE ? people(data, spent, halving.most(), run.seed()) : data;
            clock.rung(
                    title(rung, rungs, going.size()), (long) going.size() * (spent - before), later(rungs, rung + 1));
            for (int number : going) {
                clock.trial(before, spent);
                Task task = new Task(number, rung, spent, part, run.withProgress(clock), metric);
                TrialRecords.Kept kept = records.kept(number, rung).orElseGet(() -> task.run(trainers, records));
                clock.done(kept.mean());
                if (kept.failure().isEmpty()) {
                    results.getOrDefault(number, List.of()).add(kept.result(spent));
                } else {
                    failures.put(number, kept.failure());
                }
            }
            boolean last = rung + 1 == rungs.size();
            int on = last ? 1 : rungs.get(rung + 1).configurations();
            going = best(going, results, rung, on, last, failures);
            records.keepCheckpoints(going);
        }
        List<Trial> trials = new ArrayList<>();
        results.forEach((number, own) ->
                trials.add(new Trial(number, configurations.get(number), own, failures.getOrDefault(number, ""))));
        return new Tuned(trials, trials.get(going.getFirst()));
    }

    /**
     * Those that go on: the best ones and, to the last rung, the first configuration. A short training may show it in a bad light, and what is chosen in its place
     * must be better than it is when both are trained in full.
     */
    private static List<Integer> best(
            List<Integer> compared,
            Map<Integer, List<Trial.Result>> results,
            int rung,
            int count,
            boolean last,
            Map<Integer, String> failures) {
        List<Integer> able = compared.stream()
                .filter(number -> !failures.containsKey(number))
                .sorted(Comparator.comparingDouble((Integer number) -> -results.getOrDefault(number, List.of())
                                .get(rung)
                                .mean())
                        .thenComparing(number -> number))
                .toList();
        if (able.isEmpty()) {
            throw new BadInput("no configuration could be trained; the first one: "
                    + failures.values().iterator().next());
        }
        List<Integer> on = new ArrayList<>(able.subList(0, Math.min(count, able.size())));
        if (!last && able.contains(0) && !on.contains(0)) {
            on.add(0);
        }
        return on.stream().sorted().toList();
    }

    private String title(int rung, List<Halving.Rung> rungs, int count) {
        String spent = switch (budget) {
            case EPOCHS -> ", to epoch " + rungs.get(rung).budget();
            case PEOPLE -> ", " + rungs.get(rung).budget() + " % of the people";
            case FULL -> "";
        };
        return "tuning, rung " + (rung + 1) + " of " + rungs.size() + " (" + count
                + (count == 1 ? " configuration" : " configurations") + spent + ")";
    }

    /** How many epochs, or the like, are to be spent from a rung on, if the first configuration is not among the best ones. */
    private long later(List<Halving.Rung> rungs, int from) {
        long work = 0;
        for (int i = from; i < rungs.size(); i++) {
            int before = budget == Budget.EPOCHS ? rungs.get(i - 1).budget() : 0;
            work += (rungs.get(i).configurations() + 1L) * (rungs.get(i).budget() - before);
        }
        return work;
    }

    /** The events of some of the people: of the same ones for the same seed, and of more with a larger share. */
    private static Dataset people(Dataset data, int share, int whole, long seed) {
        Interactions events = data.events();
        int[] order = new int[events.users()];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        boolean[] chosen = new boolean[events.size()];
        int count = Math.max(1, (int) ((long) order.length * share / whole));
        for (int i = 0; i < Math.min(count, order.length); i++) {
            Arrays.fill(chosen, events.from(order[i]), events.to(order[i]), true);
        }
        return data.withEvents(events.where(row -> chosen[row]));
    }

    /** One configuration on one rung. */
    private final class Task {
        private final int number;
        private final int rung;
        private final int spent;
        private final Dataset data;
        private final Trainer.Run run;
        private final Metric metric;

        Task(int number, int rung, int spent, Dataset data, Trainer.Run run, Metric metric) {
            this.number = number;
            this.rung = rung;
            this.spent = spent;
            this.data = data;
            this.run = run;
            this.metric = metric;
        }

        /** Epochs go on from rung to rung; with other people it is another training. */
        private String checkpoints() {
            return budget == Budget.EPOCHS ? CHECKPOINTS : CHECKPOINTS + "-" + rung;
        }

        TrialRecords.Kept run(Function<Map<String, String>, Trainer> trainers, TrialRecords records) {
            long begun = System.nanoTime();
            Path checkpoints = records.trial(number).resolve(spent == halving.most() ? CHECKPOINTS : checkpoints());
            Trainer.Run own = run.withCheckpoints(checkpoints);
            if (budget == Budget.EPOCHS) {
                own = own.withEpochs(spent);
            }
            double[] values = new double[1];
            String failure = "";
            try (Recommender recommender =
                    trainers.apply(configurations.get(number)).train(data, own)) {
                values = metric.perPerson(recommender);
            } catch (BadInput cannot) {
                failure = String.valueOf(cannot.getMessage());
            }
            TrialRecords.Kept kept =
                    new TrialRecords.Kept(Tensor.of(values, values.length), (System.nanoTime() - begun) / 1e9, failure);
            records.keep(number, rung, kept);
            return kept;
        }
    }

    /** Passes on how far trainings are as steps of a rung, with the time that is left for all rungs. */
    private static final class TimeLeft implements Progress {
        private final Progress progress;
        private final String metric;
        private final boolean inEpochs;
        private final long begun = System.nanoTime();
        private long later;
        private long total;
        private long inRung;
        private long within;
        private int before;
        private int until;
        private long trained;
        private double best = Double.NaN;

        TimeLeft(Progress progress, String metric, boolean inEpochs) {
            this.progress = progress;
            this.metric = metric;
            this.inEpochs = inEpochs;
        }

        void rung(String title, long total, long later) {
            this.total = total;
            this.later = later;
            inRung = 0;
            progress.stage(title, total);
        }

        void trial(int before, int until) {
            this.before = before;
            this.until = until;
            within = 0;
        }

        void done(double mean) {
            within = 0;
            inRung += until - before;
            best = Double.isNaN(best) ? mean : Math.max(best, mean);
            report();
        }

        @Override
        public void stage(String name, long total) {
            // The stages of a training are steps of the tuning.
        }

        @Override
        public void stage(String name, long total, long done) {
            within = steps(done); // trained before
        }

        @Override
        public void step(long done, Map<String, Double> values) {
            long now = steps(done);
            trained += Math.max(0, now - within);
            within = now;
            report();
        }

        /** Where the steps of the tuning are epochs, a part of one is a part of the other. */
        @Override
        public void within(double part, Map<String, Double> values) {
            if (inEpochs && within < until - before) {
                progress.within(part, said(part));
            }
        }

        private long steps(long done) {
            return Math.clamp(done - before, 0, until - before);
        }

        private void report() {
            progress.step(inRung + within, said(0));
        }

        private Map<String, Double> said(double part) {
            Map<String, Double> values = new LinkedHashMap<>();
            if (!Double.isNaN(best)) {
                values.put("best " + metric, best);
            }
            if (trained + part > 0) {
                double each = (System.nanoTime() - begun) / 1e9 / (trained + part);
                values.put(LEFT, each * (total - inRung - within - part + later));
            }
            return values;
        }
    }
}
