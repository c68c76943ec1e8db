package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.BadInput;
import because.data.Format;
import because.data.Mapping;
import because.data.Table;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/configuration.md to what the code accepts and to the values that it has where nothing is said. */
class ConfigurationDocTest {
    private static final Path ROOT = Path.of(System.getProperty("because.root", ".."));
    private static final Path DOC = ROOT.resolve("docs/configuration.md");
    private static final Path READER = ROOT.resolve("library/src/main/java/because/ConfigReader.java");

    /** A key's name where the reader asks a section for it, such as {@code split.number("test", …)}. */
    private static final Pattern ASKED = Pattern.compile(
            "\\.(?:section|sectionOrEmpty|text|texts|whole|number|truth|names?|isText)\\(\\s*\"(\\w+)\"");

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** The cells of each table row whose first cell is a key or an option, by that key; the last is what is allowed and the last but one the default. */
    private static Map<String, List<String>> rows(String text) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("| `")) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.split("(?<!\\\\)\\|")) {
                    cells.add(cell.strip());
                }
                rows.put(cells.get(1).replace("`", ""), cells.subList(2, cells.size()));
            }
        }
        return rows;
    }

    private static Map<String, List<String>> keys() throws IOException {
        Map<String, List<String>> keys = rows(Files.readString(DOC));
        keys.keySet().removeIf(key -> !key.matches("[a-zA-Z.]+"));
        return keys;
    }

    private static String unquoted(String cell) {
        return cell.replaceAll("^`([^`]*)`.*", "$1");
    }

    private String read(String yaml) throws IOException {
        Path file = folder.resolve(Config.FILE);
        Files.writeString(file, yaml);
        try {
            ConfigReader.read(file);
            return "";
        } catch (BadInput refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void documents_each_key_that_the_reader_asks_for() throws IOException {
        Set<String> asked = new TreeSet<>();
        Matcher matcher = ASKED.matcher(Files.readString(READER));
        while (matcher.find()) {
            asked.add(matcher.group(1));
        }
        assertThat(asked).as("keys in the source").hasSizeGreaterThan(25);
        Set<String> last =
                keys().keySet().stream().map(key -> key.replaceAll(".*\\.", "")).collect(Collectors.toSet());
        assertThat(last).containsAll(asked);
    }

    @Test
    void documents_each_table_and_column_of_a_mapping() throws IOException {
        Set<String> documented = keys().keySet();
        for (Mapping.Role role : Mapping.Role.values()) {
            String table = "data." + role.label();
            assertThat(documented).contains(table);
            role.required().forEach(meaning -> assertThat(documented).contains(table + "." + meaning));
            role.optional().forEach(meaning -> assertThat(documented).contains(table + "." + meaning));
        }
    }

    @Test
    void documents_no_key_that_the_reader_refuses() throws IOException {
        for (String key : keys().keySet()) {
            if (key.contains(".") || List.of("name", "data", "runs").contains(key)) {
                assertThat(read(yaml(key))).as(key).doesNotContain("unknown key");
            }
        }
        assertThat(read(yaml("split.kidn"))).contains("unknown key", "kidn");
        assertThat(read(yaml("data.events.nonsense"))).contains("unknown key", "nonsense");
    }

    /** A file that says nothing wrong but, perhaps, this key. */
    private static String yaml(String key) {
        String[] path = key.split("\\.");
        String last = path[path.length - 1];
        if (path.length == 1) {
            return key.equals("data") ? "data: x\n" : "data: x\n" + key + ": x\n";
        }
        if (!path[0].equals("data")) {
            return "data: x\n" + path[0] + ": {" + last + ": x}\n";
        }
        Map<String, String> tables = new LinkedHashMap<>(Map.of("events", "{files: x, user: u, item: i}"));
        for (Mapping.Role role : Mapping.Role.values()) {
            if (role.label().equals(path[1])) {
                Map<String, String> table = new LinkedHashMap<>(Map.of("files", "x"));
                role.required().forEach(meaning -> table.put(meaning, "c"));
                if (path.length == 3) {
                    table.put(last, last.equals("attributes") ? "{a: token}" : "x");
                }
                tables.put(role.label(), table.toString().replace("=", ": "));
            }
        }
        StringBuilder yaml = new StringBuilder("data:\n");
        if (path.length == 3 && path[1].equals("texts")) {
            yaml.append("  texts: {" + last + ": x}\n");
        }
        tables.forEach((role, table) -> yaml.append("  " + role + ": " + table + "\n"));
        return path.length == 2 && !tables.containsKey(last) ? yaml + "  " + last + ": x\n" : yaml.toString();
    }

    @Test
    void states_the_default_of_each_key() throws IOException {
        Map<String, List<String>> keys = keys();
        Map<String, String> defaults = new LinkedHashMap<>();
        Config usual = Config.of("x", Path.of("."));
        put(defaults, "split", usual.split());
        put(defaults, "model", usual.model());
        put(defaults, "training", usual.training());
        put(defaults, "explaining", usual.explaining());
        put(defaults, "tuning", usual.tuning());
        put(defaults, "data", usual.data());
        defaults.put("runs", usual.runs());
        Table table = Table.of(Format.CSV, "x");
        defaults.put("data.events.delimiter", table.delimiter());
        defaults.put("data.events.quote", table.quote());
        defaults.put("data.events.encoding", table.encoding());
        defaults.put("data.events.timeFormat", table.time());
        // Those that are empty or depend on the machine stand there in words.
        List.of(
                        "split.file",
                        "split.parts",
                        "data.mapping",
                        "data.texts",
                        "data.minimumValue",
                        "data.kinds",
                        "training.workers",
                        "training.memory",
                        "tuning.space",
                        "model.options")
                .forEach(defaults::remove);
        assertThat(defaults).hasSizeGreaterThan(20);
        defaults.forEach((key, value) -> {
            assertThat(keys).containsKey(key);
            List<String> cells = keys.getOrDefault(key, List.of());
            assertThat(unquoted(cells.get(cells.size() - 2))).as(key).isEqualTo(value);
        });
    }

    private static void put(Map<String, String> defaults, String section, Record options) {
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(options);
                String text = value instanceof Enum<?> name
                        ? name.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        : String.valueOf(value);
                defaults.put(section + "." + component.getName(), text);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(component + " cannot be read", e);
            }
        }
    }

    @Test
    void states_each_option_of_each_model_with_its_default_and_no_other() throws IOException {
        String text = Files.readString(DOC);
        for (String kind : Models.kinds()) {
            int from = text.indexOf("\n### `" + kind + "`\n");
            assertThat(from).as("a section on " + kind).isPositive();
            int to = text.indexOf("\n#", from + 1);
            Map<String, String> documented = new LinkedHashMap<>();
            rows(text.substring(from, to))
                    .forEach((option, cells) -> documented.put(option, unquoted(cells.get(cells.size() - 2))));
            assertThat(documented).as(kind).containsExactlyEntriesOf(Models.defaults(kind));
        }
    }

    @Test
    void states_the_usual_space_of_each_model() throws IOException {
        String text = Files.readString(DOC);
        String section = text.substring(text.indexOf("\n## `tuning`"));
        for (String kind : Models.kinds()) {
            String row = section.lines()
                    .filter(line -> line.startsWith("| `" + kind + "` |"))
                    .findFirst()
                    .orElse("");
            TuningSpaces.usual(kind, Models.defaults(kind))
                    .forEach((option, range) -> assertThat(row).as(kind).contains("`" + option + ": " + range + "`"));
        }
    }

    @Test
    void gives_examples_that_are_accepted() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(DOC));
        int count = 0;
        while (examples.find()) {
            assertThat(read(examples.group(1))).as(examples.group(1)).isEmpty();
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }
}
