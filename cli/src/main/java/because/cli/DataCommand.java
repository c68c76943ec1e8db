package because.cli;

import because.Config;
import because.Json;
import because.Project;
import because.ProjectFile;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Split;
import because.data.DataCheck;
import because.data.DataDescription;
import because.data.Exporter;
import because.data.Format;
import because.data.Imported;
import because.data.Importer;
import because.data.SplitFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The commands about data. */
@Command(name = "data", mixinStandardHelpOptions = true, description = "Read, check, describe, split and write data.")
final class DataCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DataCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new DataCommand(terminal))
                .addSubcommand(new Import(terminal))
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Describe(terminal))
                .addSubcommand(new SplitEvents(terminal))
                .addSubcommand(new Export(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.out());
        return 0;
    }

    /** Options of the commands that read data: a project's, or files of a layout that is found out. */
    static final class Source {
        @Mixin
        private ProjectOptions options = new ProjectOptions();

        @Parameters(
                arity = "0..1",
                paramLabel = "SOURCE",
                description = {
                    "A folder or the file with the events; default: the data of the project.",
                    "Known without a mapping: MovieLens, RecBole and gorse files, sequence lines, tables with usual column names."
                })
        private @Nullable Path source;

        Project open() {
            Path given = source;
            if (given == null) {
                return options.open();
            }
            if (!Files.exists(given)) {
                throw new BadInput("there is no " + given + ".");
            }
            Path absolute = given.toAbsolutePath().normalize();
            return Project.of(options.folder(), Config.of(String.valueOf(absolute.getFileName()), absolute));
        }

        boolean json() {
            return options.json();
        }

        Path folder() {
            return options.folder();
        }
    }

    /** What an import gave, in numbers. */
    static ObjectNode counts(Imported imported) {
        Dataset data = imported.dataset();
        ObjectNode json = Json.object();
        json.put("users", data.users().size());
        json.put("items", data.catalog().size());
        json.put("events", data.events().size());
        json.put("rejected", imported.report().rejected());
        return json;
    }

    static String countsText(Imported imported) {
        Dataset data = imported.dataset();
        String text = String.format(
                Locale.ROOT,
                "%s: %,d people, %,d items, %,d events, %,d rows rejected",
                data.name(),
                data.users().size(),
                data.catalog().size(),
                data.events().size(),
                imported.report().rejected());
        return imported.report()
                .rejectedFile()
                .map(file -> text + " (see " + file + ")")
                .orElse(text);
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Read data, count what was rejected, and write a because.yaml that says what each column means.",
                "Rows that cannot be used go to rejected.csv in the project's folder, with file, line and reason."
            })
    private static final class Import implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Source source = new Source();

        @Option(names = "--replace", description = "Replace a because.yaml that is there.")
        private boolean replace;

        Import(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Project project = source.open();
            Imported imported = project.imported(terminal);
            boolean written = source.source != null && ProjectFile.write(project, replace);
            if (source.json()) {
                ObjectNode json = counts(imported);
                json.set("reasons", Json.tree(imported.report().reasons()));
                json.put("because.yaml", written);
                terminal.json(json);
            } else {
                terminal.text(countsText(imported));
                imported.report()
                        .reasons()
                        .forEach((reason, count) ->
                                terminal.text(String.format(Locale.ROOT, "  %,10d  %s", count, reason)));
                if (written) {
                    terminal.text("Wrote " + project.folder().resolve(Config.FILE) + ". Next: ./because train -p "
                            + source.folder());
                }
            }
            return 0;
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Look for what is wrong with data; exit code 1 if there is an error.",
                "Rows that cannot be used, duplicates, disorder, ids that differ only by case or space, floods by one person,",
                "leakage between the parts of the split."
            })
    private static final class Check implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Source source = new Source();

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Project project = source.open();
            DataCheck check = DataCheck.of(project.imported(terminal), DataCheck.Options.at(Instant.now()))
                    .and(DataCheck.of(project.split(terminal)));
            if (source.json()) {
                ObjectNode json = Json.object();
                json.put("failed", check.failed());
                json.set("findings", Json.tree(check.findings()));
                terminal.json(json);
            } else {
                terminal.text(check.text());
            }
            return check.failed() ? Main.FAILED : 0;
        }
    }

    @Command(
            name = "describe",
            mixinStandardHelpOptions = true,
            description = "Describe data: counts, sparsity, the long tail, time span and a summary of each field.")
    private static final class Describe implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Source source = new Source();

        Describe(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            DataDescription description = DataDescription.of(source.open().data(terminal));
            if (source.json()) {
                terminal.json(Json.tree(description));
            } else {
                terminal.text(description.text());
            }
            return 0;
        }
    }

    @Command(
            name = "split",
            mixinStandardHelpOptions = true,
            description = {
                "Write the project's split as CSV, so that other programs can use the same.",
                "The columns are user, item, kind, value, time and part, with the company's own ids."
            })
    private static final class SplitEvents implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Source source = new Source();

        @Option(names = "--to", paramLabel = "FILE", required = true, description = "The file to write.")
        private Path to = Path.of("split.csv");

        SplitEvents(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Split split = source.open().split(terminal);
            SplitFile.write(split, to);
            ObjectNode json = Json.object();
            json.put("split", split.name());
            json.put("file", to.toString());
            for (Split.Part part : Split.Part.values()) {
                long rows = 0;
                for (int row = 0; row < split.whole().events().size(); row++) {
                    rows += split.part(row) == part ? 1 : 0;
                }
                json.put(part.name().toLowerCase(Locale.ROOT), rows);
            }
            if (source.json()) {
                terminal.json(json);
            } else {
                terminal.text(split.name() + ": " + json.get("train") + " events for training, "
                        + json.get("validation") + " for validation, " + json.get("test") + " for the test; wrote "
                        + to);
            }
            return 0;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write data, after the project's filters, as CSV, JSON lines or Parquet.")
    private static final class Export implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Source source = new Source();

        @Option(names = "--to", paramLabel = "DIR", required = true, description = "The folder to write into.")
        private Path to = Path.of("export");

        @Option(
                names = "--format",
                paramLabel = "NAME",
                defaultValue = "csv",
                description = "csv, jsonl or parquet; default: csv.")
        private Format format = Format.CSV;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Dataset data = source.open().data(terminal);
            Exporter.write(data, to, format, Importer.Options.defaults(to));
            if (source.json()) {
                ObjectNode json = Json.object();
                json.put("folder", to.toString());
                json.put("users", data.users().size());
                json.put("items", data.catalog().size());
                json.put("events", data.events().size());
                terminal.json(json);
            } else {
                terminal.text(String.format(
                        Locale.ROOT, "Wrote %,d events to %s", data.events().size(), to));
            }
            return 0;
        }
    }
}
