package because;

import because.core.BadInput;
import because.core.Device;
import because.core.Task;
import because.data.Format;
import because.data.Mapping;
import because.data.Table;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads {@code because.yaml}. */
final class ConfigReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private ConfigReader() {}

    /**
     * @param file a file of the form of {@code because.yaml}
     * @return what it says
     * @throws BadInput if it cannot be read, or says something that does not exist
     */
    static Config read(Path file) {
        try {
            String yaml = Files.readString(file, StandardCharsets.UTF_8);
            refuseAliasesAndDocuments(yaml, file);
            JsonNode tree = YAML.readTree(yaml);
            if (tree == null || !tree.isObject()) {
                throw new BadInput(file + " holds no keys.\nMaybe start it with the line 'data: FOLDER'.");
            }
            String name = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .orElse("project");
            return config(new Section("", tree), name);
        } catch (NoSuchFileException e) {
            throw new BadInput(
                    "there is no " + file + ".\nMaybe you mean another project: name its folder with --project, or make"
                            + " the file; a first line 'data: FOLDER' is enough.",
                    e);
        } catch (MalformedInputException e) {
            throw new BadInput(file + " is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new BadInput(file + " is not YAML: " + e.getOriginalMessage(), e);
        }
    }

    /** Refuses what would be misread: an alias, whose name is taken for a text, and all documents after the first. */
    private static void refuseAliasesAndDocuments(String yaml, Path file) {
        int documents = 0;
        try (YAMLParser parser = (YAMLParser) YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw BadInput.of("a value in " + file, "*" + parser.getString(), "values without aliases", "");
                }
                documents += parser.streamReadContext().inRoot() ? 1 : 0; // a scalar, or the end of a container
            }
        }
        if (documents > 1) {
            throw new BadInput(file + " holds " + documents
                    + " documents; one is read.\nMaybe take out the lines that are only '---'.");
        }
    }

    private static Config config(Section all, String folder) {
        String name = all.text("name", folder);
        Config usual = Config.of(name, Path.of("."));
        Config.Data data = data(all, name);
        Section split = all.sectionOrEmpty("split");
        Config.Splitting splitting = new Config.Splitting(
                split.name("kind", Config.SplitKind.class, usual.split().kind()),
                split.number("validation", usual.split().validation()),
                split.number("test", usual.split().test()),
                split.text("file").map(Path::of),
                split.names("parts", because.core.Split.Part.class),
                split.whole("seed", usual.split().seed()));
        split.done();
        Section model = all.sectionOrEmpty("model");
        Section options = model.sectionOrEmpty("options");
        Config.Model wanted = new Config.Model(model.text("kind", usual.model().kind()), options.map());
        model.done();
        Section training = all.sectionOrEmpty("training");
        Config.Training how = new Config.Training(
                training.whole("seed", usual.training().seed()),
                training.text("metric", usual.training().metric()),
                training.whole("workers", usual.training().workers()),
                training.text("memory")
                        .map(text -> MemorySize.parse("training.memory", text))
                        .orElse(usual.training().memory()),
                training.name("device", Device.class, usual.training().device()));
        training.done();
        Config.Explaining explaining = explaining(all.sectionOrEmpty("explaining"));
        String runs = all.text("runs", usual.runs());
        Task task = task(all);
        TuningOptions tuning = tuning(all.sectionOrEmpty("tuning"));
        all.done();
        return new Config(name, data, splitting, wanted, how, explaining, runs, task, tuning);
    }

    private static TuningOptions tuning(Section section) {
        TuningOptions usual = TuningOptions.DEFAULTS;
        TuningOptions tuning = new TuningOptions(
                section.sectionOrEmpty("space").lists(),
                section.whole("configurations", usual.configurations()),
                section.whole("reduction", usual.reduction()),
                section.whole("least", usual.least()),
                section.name("budget", TuningOptions.Budget.class, usual.budget()),
                section.whole("seed", usual.seed()));
        section.done();
        return tuning;
    }

    /** The task is one word, or a section. */
    private static Task task(Section all) {
        if (all.isText("task")) {
            return new Task(all.name("task", Task.Kind.class, Task.Kind.NEXT_ITEM), "", 1);
        }
        Section section = all.sectionOrEmpty("task");
        Task task = new Task(
                section.name("kind", Task.Kind.class, Task.Kind.NEXT_ITEM),
                String.join(", ", section.texts("positive")),
                section.number("atLeast", Task.NEXT_ITEM.atLeast()));
        section.done();
        if (!task.positives().isEmpty() && task.task() != Task.Kind.PROBABILITY) {
            throw BadInput.of(
                    "task.positive",
                    task.positive(),
                    "nothing, for the task " + task.task().label(),
                    "Maybe say 'kind: probability'; only there are events positive or negative.");
        }
        return task;
    }

    private static Config.Explaining explaining(Section section) {
        Config.Explaining usual = Config.Explaining.DEFAULTS;
        Config.Explaining explaining = new Config.Explaining(
                section.text("method", usual.method()),
                section.whole("calls", usual.calls()),
                section.name("target", because.core.Target.class, usual.target()),
                section.name("absence", because.core.Absence.class, usual.absence()),
                section.whole("players", usual.players()),
                section.whole("named", usual.named()),
                section.whole("seed", usual.seed()),
                section.text("group", usual.group()),
                section.text("background", usual.background()),
                section.whole("draws", usual.draws()),
                section.number("precision", usual.precision()),
                section.number("seconds", usual.seconds()),
                Terms.parse(section.text("terms", usual.terms().label())));
        section.done();
        return explaining;
    }

    private static Config.Data data(Section all, String name) {
        if (all.isText("data")) {
            return Config.of(name, Path.of(all.text("data", "."))).data();
        }
        Section section = all.section("data")
                .orElseThrow(() -> new BadInput(Config.FILE
                        + " does not say where the data is.\nMaybe add the line 'data: FOLDER', or 'data: FILE'."));
        Map<Mapping.Role, Table> tables = new EnumMap<>(Mapping.Role.class);
        for (Mapping.Role role : Mapping.Role.values()) {
            section.section(role.label()).ifPresent(table -> tables.put(role, table(table, role)));
        }
        Config.Data data = new Config.Data(
                Path.of(section.text("path", ".")),
                tables.isEmpty() ? Optional.empty() : Optional.of(new Mapping(name, tables)),
                section.number("minimumValue", Double.NEGATIVE_INFINITY),
                section.texts("kinds"),
                section.whole("userCore", 0),
                section.whole("itemCore", 0),
                section.section("texts").map(ConfigReader::texts));
        section.done();
        return data;
    }

    private static Config.Texts texts(Section section) {
        Config.Texts usual = Config.Texts.defaults();
        Config.Texts texts = new Config.Texts(
                section.text("encoder", usual.encoder()), section.texts("of"), section.text("as", usual.as()));
        section.done();
        return texts;
    }

    private static Table table(Section section, Mapping.Role role) {
        String[] files = section.texts("files").toArray(String[]::new);
        Optional<String> sql = section.text("sql");
        boolean named = section.text("format").isPresent();
        Table table;
        if (sql.isPresent()) {
            table = Table.ofSql(sql.get());
        } else {
            table = named ? Table.of(section.name("format", Format.class, Format.CSV), files) : Table.of(files);
        }
        table = table.withDelimiter(section.text("delimiter", table.delimiter()))
                .withQuote(section.text("quote", table.quote()))
                .withEncoding(section.text("encoding", table.encoding()))
                .withTime(section.text("timeFormat", table.time()));
        List<String> names = section.texts("names");
        if (!names.isEmpty()) {
            table = table.withNames(names.toArray(String[]::new));
        }
        List<String> meanings = java.util.stream.Stream.concat(role.required().stream(), role.optional().stream())
                .toList();
        for (String meaning : meanings) {
            Optional<String> column = section.text(meaning);
            if (column.isPresent()) {
                table = table.withColumn(meaning, column.get());
            }
        }
        for (Map.Entry<String, String> attribute :
                section.sectionOrEmpty("attributes").map().entrySet()) {
            table = table.withAttribute(attribute.getKey(), attribute.getValue());
        }
        section.done();
        return table;
    }
}
