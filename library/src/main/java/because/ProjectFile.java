package because;

import because.core.BadInput;
import because.data.Mapping;
import because.data.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes a project's {@code because.yaml}, with the meaning of each column spelled out, so that it can be changed. */
public final class ProjectFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ProjectFile() {}

    /**
     * Writes the file.
     *
     * @param project what it is to say
     * @param replace whether a file that is there may be replaced
     * @return true
     * @throws BadInput if a file is there that says something else and must not be replaced
     */
    public static boolean write(Project project, boolean replace) {
        Path file = project.folder().resolve(Config.FILE);
        Config config = project.config();
        Path source = project.folder().resolve(config.data().path()).normalize();
        Mapping mapping = config.data().mapping().orElseGet(() -> Mapping.detect(source));
        Path data =
                Files.isDirectory(source) ? source : source.resolveSibling(".").normalize();
        ObjectNode yaml = YAML.createObjectNode();
        yaml.put("name", config.name());
        ObjectNode section = yaml.putObject("data");
        section.put("path", relative(project.folder(), data));
        mapping.tables().forEach((role, table) -> section.set(role.label(), table(table)));
        yaml.putObject("model").put("kind", config.model().kind());
        ObjectNode training = yaml.putObject("training");
        training.put("seed", config.training().seed());
        training.put("metric", config.training().metric());
        String text = "# Every key is described in docs/configuration.md\n" + YAML.writeValueAsString(yaml);
        try {
            if (!replace && Files.exists(file) && !text.equals(Files.readString(file, StandardCharsets.UTF_8))) {
                throw new BadInput(
                        file
                                + " is there already, and says something else.\nMaybe name another folder; data import can also --replace it.");
            }
            Files.createDirectories(project.folder());
            Path next = file.resolveSibling(Config.FILE + ".next");
            Files.writeString(next, text, StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Relative where that is possible, so that project and data can be moved together. */
    private static String relative(Path folder, Path data) {
        try {
            String path = folder.relativize(data).toString();
            return path.isEmpty() ? "." : path;
        } catch (IllegalArgumentException otherRoot) {
            return data.toString();
        }
    }

    private static ObjectNode table(Table table) {
        ObjectNode yaml = YAML.createObjectNode();
        if (table.sql().isEmpty()) {
            table.files().forEach(yaml.putArray("files")::add);
            yaml.put("format", table.format().name().toLowerCase(Locale.ROOT));
        } else {
            yaml.put("sql", table.sql());
        }
        Table usual = table.sql().isEmpty()
                ? Table.of(table.format(), table.files().toArray(String[]::new))
                : Table.ofSql(table.sql());
        put(yaml, "delimiter", table.delimiter(), usual.delimiter());
        put(yaml, "quote", table.quote(), usual.quote());
        put(yaml, "encoding", table.encoding(), usual.encoding());
        put(yaml, "timeFormat", table.time(), usual.time());
        if (!table.names().isEmpty()) {
            table.names().forEach(yaml.putArray("names")::add);
        }
        table.columns().forEach(yaml::put);
        if (!table.attributes().isEmpty()) {
            table.attributes().forEach(yaml.putObject("attributes")::put);
        }
        return yaml;
    }

    private static void put(ObjectNode yaml, String key, String value, String usual) {
        if (!value.equals(usual)) {
            yaml.put(key, value);
        }
    }
}
