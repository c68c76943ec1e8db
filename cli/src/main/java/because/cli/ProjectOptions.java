package because.cli;

import because.Because;
import because.Config;
import because.Project;
import because.Terms;
import because.core.BadInput;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Iterator;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that work on a project. */
final class ProjectOptions {
    @Option(
            names = {"-p", "--project"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder with the because.yaml; default: this folder.")
    private Path project = Path.of(".");

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    Project open() {
        return Project.open(project);
    }

    Path folder() {
        return project;
    }

    boolean json() {
        return json;
    }

    /** The names of all explainers, for the help and for completion in a shell. */
    static final class Methods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Because.methods().iterator();
        }
    }

    /** Options of the commands that ask a trained model about a person. */
    static final class Asking {
        @Mixin
        private Explaining how = new Explaining();

        @Option(
                names = {"-u", "--user"},
                paramLabel = "ID",
                required = true,
                description = "The person.")
        private String user = "";

        @Option(
                names = "--at",
                paramLabel = "TIME",
                description = {
                    "When it is asked, such as 2026-11-28T20:00Z, without a zone in UTC; default: now.",
                    "For models that look at it: those with the option context or queryTime."
                })
        private String at = "";

        boolean json() {
            return how.json();
        }

        String user() {
            return user;
        }

        /** Says so if the data does not have the person. */
        void note(boolean known, Terminal terminal) {
            if (!known) {
                terminal.note("The data does not have the person '" + user
                        + "': this is for somebody of whom nothing is known.");
            }
        }

        /** See {@link Explaining#open}. */
        Because open(long calls, Terminal terminal) {
            OptionalLong moment = at.isEmpty() ? OptionalLong.empty() : OptionalLong.of(time(at));
            Because because = how.open(calls, terminal);
            if (moment.isEmpty()) {
                return because;
            }
            try {
                return because.at(moment.getAsLong());
            } catch (BadInput looksAtNone) {
                because.close();
                throw looksAtNone;
            }
        }

        private static long time(String text) {
            try {
                TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
                return time instanceof OffsetDateTime zoned
                        ? zoned.toInstant().toEpochMilli()
                        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC).toEpochMilli();
            } catch (DateTimeException unreadable) {
                throw BadInput.of("--at", text, "a time such as 2026-11-28T20:00 or 2026-11-28T20:00+01:00", "");
            }
        }
    }

    /** Options of the commands that explain what a trained model says: which model, and how it is asked. */
    static final class Explaining {
        @Mixin
        private ProjectOptions options = new ProjectOptions();

        @Option(
                names = "--run",
                paramLabel = "NAME",
                defaultValue = "",
                description =
                        "The trained model, see 'because runs'; default: the newest. NAME:TASK asks one that learned several tasks about another than its own.")
        private String run = "";

        @Option(
                names = "--method",
                paramLabel = "NAME",
                completionCandidates = Methods.class,
                description = "The explainer: ${COMPLETION-CANDIDATES}.")
        private String method = "";

        @Option(
                names = "--calls",
                paramLabel = "N",
                description = "How many coalitions may be evaluated; more give smaller errors.")
        private @org.jspecify.annotations.Nullable Long calls;

        @Option(
                names = "--precision",
                paramLabel = "SHARE",
                description =
                        "Evaluate until the largest standard error is at most this share of the largest value, such as 0.05.")
        private @org.jspecify.annotations.Nullable Double precision;

        @Option(
                names = "--seconds",
                paramLabel = "S",
                description =
                        "Take the best explanation that there is after so long; --calls still holds if it is given.")
        private @org.jspecify.annotations.Nullable Double seconds;

        @Option(
                names = "--target",
                paramLabel = "NAME",
                description = "What is explained: score, margin, rank, next, list or probability.")
        private because.core.@org.jspecify.annotations.Nullable Target target;

        @Option(
                names = "--absence",
                paramLabel = "NAME",
                description =
                        "How an absent event looks to the model: removed, masked, background, marginal or conditional.")
        private because.core.@org.jspecify.annotations.Nullable Absence absence;

        @Option(
                names = "--group",
                paramLabel = "BY",
                description =
                        "Explain by groups of events: time:day, time:week, time:month, time:session, category:ATTRIBUTE (or only ATTRIBUTE), similar:N, similar:N:ATTRIBUTE; none for single events.")
        private String group = "";

        @Option(
                names = "--players",
                paramLabel = "KIND",
                description =
                        "In terms of what to explain: events; item-attributes (what is known of the item, and of the items of the events), item-attributes:NAME (one attribute, event by event); words (of the item's texts), words:TEXT; person (what is known of the person beside the events), person:NAME (one attribute, word by word).")
        private String players = "";

        @Option(
                names = "--background",
                paramLabel = "NAME",
                description = "What comes in an event's place with --absence background: popular, item:ID or user:ID.")
        private String background = "";

        @Option(
                names = "--draws",
                paramLabel = "N",
                description = "Of how many people or draws --absence marginal and conditional are the mean.")
        private @org.jspecify.annotations.Nullable Integer draws;

        @Option(names = "--seed", paramLabel = "N", description = "Of the explainer's random choices.")
        private @org.jspecify.annotations.Nullable Long seed;

        boolean json() {
            return options.json();
        }

        /**
         * @param calls how many coalitions may be evaluated if neither the command line nor the project says so; 0 for the usual number
         */
        Because open(long calls, Terminal terminal) {
            Project project = options.open();
            Config.Explaining usual = project.config().explaining();
            double precisely = precision == null ? usual.precision() : precision;
            double briefly = seconds == null ? usual.seconds() : seconds;
            boolean anytime = precisely > 0 || briefly > 0;
            long budget = usual.calls() == 0 && !anytime ? calls : usual.calls();
            Config.Explaining explaining = new Config.Explaining(
                    method.isEmpty() ? usual.method() : method,
                    this.calls == null ? budget : this.calls,
                    target == null ? usual.target() : target,
                    absence == null ? usual.absence() : absence,
                    usual.players(),
                    usual.named(),
                    seed == null ? usual.seed() : seed,
                    group.isEmpty() ? usual.group() : group,
                    background.isEmpty() ? usual.background() : background,
                    draws == null ? usual.draws() : draws,
                    precisely,
                    briefly,
                    players.isEmpty() ? usual.terms() : Terms.parse(players));
            Project asked = project.with(project.config().withExplaining(explaining));
            Because because = Because.open(asked, run, terminal);
            terminal.finish();
            return because;
        }
    }
}
