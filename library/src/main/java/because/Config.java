package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Device;
import because.core.Split;
import because.core.Target;
import because.core.Task;
import because.data.Mapping;
import because.evaluate.accuracy.RankingMetric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code because.yaml} says. Every key has a default but {@code data}; {@code docs/configuration.md} documents each.
 *
 * @param name what the project is called in reports
 * @param data where the data is and what of it is used
 * @param split how the data is split into training, validation and test
 * @param model which model is trained
 * @param training how it is trained
 * @param explaining how its recommendations are explained
 * @param runs the folder of the trained models, relative to the project
 * @param task what is predicted; the next item leaves it to the model, whose own task it is to predict that, or a rating, or a probability
 * @param tuning how good options of the model are looked for
 */
public record Config(
        String name,
        Data data,
        Splitting split,
        Model model,
        Training training,
        Explaining explaining,
        String runs,
        Task task,
        TuningOptions tuning) {
    /** The name of the file. */
    public static final String FILE = "because.yaml";

    /**
     * A project whose model has the task that is usual for it, and is tuned as usual.
     *
     * @param name what the project is called in reports
     * @param data where the data is and what of it is used
     * @param split how the data is split into training, validation and test
     * @param model which model is trained
     * @param training how it is trained
     * @param explaining how its recommendations are explained
     * @param runs the folder of the trained models, relative to the project
     */
    public Config(
            String name,
            Data data,
            Splitting split,
            Model model,
            Training training,
            Explaining explaining,
            String runs) {
        this(name, data, split, model, training, explaining, runs, Task.NEXT_ITEM, TuningOptions.DEFAULTS);
    }

    /**
     * Where the data is and what of it is used.
     *
     * @param path a folder, or the file with the events, relative to the project
     * @param mapping what the columns mean; empty if that is to be found out from the files
     * @param minimumValue events with a smaller value are left out, and so are those without a value; negative infinity for none
     * @param kinds the kinds of event that are used; empty for all
     * @param userCore people with fewer events are left out; 0 for none
     * @param itemCore items with fewer events are left out; 0 for none
     * @param texts which texts of the items are read; empty if none are
     */
    public record Data(
            Path path,
            Optional<Mapping> mapping,
            double minimumValue,
            List<String> kinds,
            int userCore,
            int itemCore,
            Optional<Texts> texts) {
        /** Copies the list and checks the ranges. */
        public Data {
            kinds = List.copyOf(kinds);
            if (userCore < 0 || itemCore < 0) {
                throw BadInput.of("data.userCore and data.itemCore", userCore + " and " + itemCore, "0 or more", "");
            }
        }
    }

    /**
     * Which texts of the items are read, each as a vector that a text encoder makes of it.
     *
     * @param encoder the encoder's name or path
     * @param of the attributes whose texts are put together, and {@value #TITLE} for the title; empty for the title and all texts
     * @param as the name of the attribute that holds the vector
     */
    public record Texts(String encoder, List<String> of, String as) {
        /** Stands for an item's title. */
        public static final String TITLE = "title";

        /** Copies the list and refuses empty names. */
        public Texts {
            of = List.copyOf(of);
            if (encoder.isBlank() || as.isBlank()) {
                throw BadInput.of("data.texts.encoder and data.texts.as", encoder + " and " + as, "names", "");
            }
        }

        /** @return the encoder that fits the texts, and all of them */
        public static Texts defaults() {
            return new Texts("auto", List.of(), "text vector");
        }
    }

    /** How the data can be split. */
    public enum SplitKind {
        /** Each person's last event is for the test, the one before for validation. */
        LEAVE_LAST_OUT,
        /** Everything after one moment is for validation, after a later one for the test. */
        GLOBAL_TIME,
        /** The last part of each person's events. */
        RATIO,
        /** Events drawn at random. */
        RANDOM,
        /** Items drawn at random, with all their events. */
        UNSEEN_ITEMS,
        /** A file for each part. */
        FILES;

        /** @return the name in the file */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How the data is split.
     *
     * @param kind the rule
     * @param validation the share of the events that is for validation, for {@code global-time}, {@code ratio} and {@code random}, or of the items, for {@code
     *     unseen-items}; above 0
     * @param test the share of the events, or of the items, that is for the test; above 0
     * @param file a file that {@code because data split} wrote, relative to the project, for the kind "files"
     * @param parts the part that each file of the events is, in their order, for the kind "files" if there is no such file
     * @param seed of the draw, for {@code random} and {@code unseen-items}
     */
    public record Splitting(
            SplitKind kind, double validation, double test, Optional<Path> file, List<Split.Part> parts, long seed) {
        /**
         * A split without a draw, or with the seed 1.
         *
         * @param kind the rule
         * @param validation the share of the events that is for validation
         * @param test the share of the events that is for the test
         * @param file a file that {@code because data split} wrote
         * @param parts the part that each file of the events is
         */
        public Splitting(SplitKind kind, double validation, double test, Optional<Path> file, List<Split.Part> parts) {
            this(kind, validation, test, file, parts, 1);
        }

        /** Checks that the shares leave something to train on. */
        public Splitting {
            parts = List.copyOf(parts);
            if (!(validation > 0 && test > 0 && validation + test < 1)) {
                throw BadInput.of(
                        "split.validation and split.test",
                        validation + " and " + test,
                        "shares above 0 whose sum is below 1",
                        "");
            }
            if (kind == SplitKind.FILES && file.isEmpty() == parts.isEmpty()) {
                throw new BadInput("split.kind is 'files', so one of split.file and split.parts must be given.");
            }
        }
    }

    /**
     * Which model is trained.
     *
     * @param kind one of {@link Models#kinds()}
     * @param options the model's options by name
     */
    public record Model(String kind, Map<String, String> options) {
        /** Copies the options and refuses kinds and options that do not exist. */
        public Model {
            options = Map.copyOf(options);
            Models.trainer(kind, options);
        }
    }

    /**
     * How the model is trained.
     *
     * @param seed of everything random
     * @param metric the validation metric by which is decided when to stop, such as {@code ndcg@10}
     * @param workers how many threads, 1 or more; the result does not depend on it
     * @param memory how many bytes the whole process may take, {@link MemorySize#NONE} for what the machine has
     * @param device where a Transformer is trained; the result depends on it
     */
    public record Training(long seed, String metric, int workers, long memory, Device device) {
        /**
         * Without a limit of memory.
         *
         * @param seed of everything random
         * @param metric the validation metric by which is decided when to stop
         * @param workers how many threads
         */
        public Training(long seed, String metric, int workers) {
            this(seed, metric, workers, MemorySize.NONE, Device.AUTO);
        }

        /** Checks the range and refuses a metric that does not exist. */
        public Training {
            RankingMetric.At.parse(metric);
            if (memory < 1) {
                throw BadInput.of("training.memory", memory, "1 byte or more", "");
            }
            if (workers < 1) {
                throw BadInput.of("training.workers", workers, "1 or more", "");
            }
        }
    }

    /**
     * How recommendations are explained.
     *
     * @param method an explainer's name, or {@code auto}
     * @param calls how many coalitions may be evaluated for an answer; 0 for the usual number
     * @param target what is explained
     * @param absence how the absence of an event looks to the model
     * @param players how many of the newest events are players of their own; earlier ones are one player together; 1 or more
     * @param named how many events a reason names at most; 1 or more
     * @param seed of the random choices
     * @param group how events are put into groups that are explained together, as {@link because.explain.group.Groups#parse} reads it; {@value #NO_GROUP} for
     *     single events
     * @param background what comes in the place of an event, for the absence of that name: {@code popular}, {@code item:ID} or {@code user:ID}
     * @param draws how many people or draws a marginal or conditional absence is the mean of; 1 or more
     * @param precision how large the largest standard error may be, as a share of the largest value; 0 for no such wish
     * @param seconds after how long the best explanation until then is taken; 0 for no such wish
     * @param terms what the players are: events, what is known of items, or words
     */
    public record Explaining(
            String method,
            long calls,
            Target target,
            Absence absence,
            int players,
            int named,
            long seed,
            String group,
            String background,
            int draws,
            double precision,
            double seconds,
            Terms terms) {
        /** Single events are the players. */
        public static final String NO_GROUP = "none";

        /** What is used where nothing is said. */
        public static final Explaining DEFAULTS = new Explaining("auto", 0, Target.SCORE, Absence.REMOVED, 100, 3, 1);

        /**
         * Single events, and the usual background.
         *
         * @param method an explainer's name, or {@code auto}
         * @param calls how many coalitions may be evaluated for an answer; 0 for the usual number
         * @param target what is explained
         * @param absence how the absence of an event looks to the model
         * @param players how many of the newest events are players of their own
         * @param named how many events a reason names at most
         * @param seed of the random choices
         */
        public Explaining(
                String method, long calls, Target target, Absence absence, int players, int named, long seed) {
            this(method, calls, target, absence, players, named, seed, NO_GROUP, "popular", 8, 0, 0, Terms.EVENTS);
        }

        /** Checks the ranges. */
        public Explaining {
            if (calls < 0 || calls == 1) {
                throw BadInput.of("explaining.calls", calls, "0 (the usual number), or 2 or more", "");
            }
            if (!(precision >= 0 && precision < 1)) {
                throw BadInput.of("explaining.precision", precision, "0 (none), or a share below 1 such as 0.05", "");
            }
            if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw BadInput.of("explaining.seconds", seconds, "0 (none), or more", "");
            }
            if (players < 1) {
                throw BadInput.of("explaining.players", players, "1 or more", "");
            }
            if (named < 1) {
                throw BadInput.of("explaining.named", named, "1 or more", "");
            }
            if (draws < 1) {
                throw BadInput.of("explaining.draws", draws, "1 or more", "");
            }
            if (!background.equals("popular") && !background.startsWith("item:") && !background.startsWith("user:")) {
                throw BadInput.of("explaining.background", background, "popular, item:ID or user:ID", "");
            }
            because.explain.Explainers.named(method);
            because.explain.group.Groups.parse(group);
        }

        /**
         * @param group how events are put into groups
         * @return the same way of explaining with it
         */
        public Explaining withGroup(String group) {
            return new Explaining(
                    method,
                    calls,
                    target,
                    absence,
                    players,
                    named,
                    seed,
                    group,
                    background,
                    draws,
                    precision,
                    seconds,
                    terms);
        }

        /**
         * @param background what comes in the place of an event
         * @return the same way of explaining with it
         */
        public Explaining withBackground(String background) {
            return new Explaining(
                    method,
                    calls,
                    target,
                    absence,
                    players,
                    named,
                    seed,
                    group,
                    background,
                    draws,
                    precision,
                    seconds,
                    terms);
        }

        /**
         * @param draws how many people or draws
         * @return the same way of explaining with it
         */
        public Explaining withDraws(int draws) {
            return new Explaining(
                    method,
                    calls,
                    target,
                    absence,
                    players,
                    named,
                    seed,
                    group,
                    background,
                    draws,
                    precision,
                    seconds,
                    terms);
        }

        /**
         * @param precision how large the largest standard error may be, as a share of the largest value; 0 for no such wish
         * @param seconds after how long the best explanation until then is taken; 0 for no such wish
         * @return the same way of explaining, with a budget that is asked for so
         */
        public Explaining within(double precision, double seconds) {
            return new Explaining(
                    method,
                    calls,
                    target,
                    absence,
                    players,
                    named,
                    seed,
                    group,
                    background,
                    draws,
                    precision,
                    seconds,
                    terms);
        }

        /**
         * @param terms what the players are
         * @return the same way of explaining with it
         */
        public Explaining withTerms(Terms terms) {
            return new Explaining(
                    method,
                    calls,
                    target,
                    absence,
                    players,
                    named,
                    seed,
                    group,
                    background,
                    draws,
                    precision,
                    seconds,
                    terms);
        }
    }

    /**
     * A project about some data, all else as usual.
     *
     * @param name what it is called
     * @param data a folder, or the file with the events
     * @return the configuration
     */
    public static Config of(String name, Path data) {
        return new Config(
                name,
                new Data(data, Optional.empty(), Double.NEGATIVE_INFINITY, List.of(), 0, 0, Optional.empty()),
                new Splitting(SplitKind.LEAVE_LAST_OUT, 0.1, 0.1, Optional.empty(), List.of()),
                new Model(Models.DEFAULT, Map.of()),
                new Training(1, "ndcg@10", Runtime.getRuntime().availableProcessors()),
                Explaining.DEFAULTS,
                "runs");
    }

    /**
     * @param model another model
     * @return the same project with it
     */
    public Config withModel(Model model) {
        return new Config(name, data, split, model, training, explaining, runs, task, tuning);
    }

    /**
     * @param training another training
     * @return the same project with it
     */
    public Config withTraining(Training training) {
        return new Config(name, data, split, model, training, explaining, runs, task, tuning);
    }

    /**
     * @param explaining another way of explaining
     * @return the same project with it
     */
    public Config withExplaining(Explaining explaining) {
        return new Config(name, data, split, model, training, explaining, runs, task, tuning);
    }

    /**
     * @param task another task
     * @return the same project with it
     */
    public Config withTask(Task task) {
        return new Config(name, data, split, model, training, explaining, runs, task, tuning);
    }

    /**
     * @param tuning another way of looking for options
     * @return the same project with it
     */
    public Config withTuning(TuningOptions tuning) {
        return new Config(name, data, split, model, training, explaining, runs, task, tuning);
    }
}
