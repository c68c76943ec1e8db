package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Absence;
import because.core.BadInput;
import because.core.Split;
import because.core.Target;
import because.data.Format;
import because.data.Mapping;
import because.data.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    private static final String ODD = "{}[]:,\"'&*!|>%@`-\n\t 0";

    @TempDir
    Path folder;

    private Config read(String yaml) throws IOException {
        Files.writeString(folder.resolve(Config.FILE), yaml);
        return Project.open(folder).config();
    }

    private void refuses(String yaml, String... messages) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(BadInput.class)
                .satisfies(e ->
                        assertThat(e.getMessage()).contains(messages).doesNotContain("Exception", "tools.jackson"));
    }

    /** Whoever changes one of these changes what every project without the key does. */
    @Test
    void what_is_not_said_is_as_it_always_was() throws IOException {
        Config config = read("data: events.csv");
        assertThat(config.name()).isEqualTo(folder.getFileName().toString());
        assertThat(config.data())
                .isEqualTo(new Config.Data(
                        Path.of("events.csv"),
                        Optional.empty(),
                        Double.NEGATIVE_INFINITY,
                        List.of(),
                        0,
                        0,
                        Optional.empty()));
        assertThat(config.split())
                .isEqualTo(
                        new Config.Splitting(Config.SplitKind.LEAVE_LAST_OUT, 0.1, 0.1, Optional.empty(), List.of()));
        assertThat(config.model()).isEqualTo(new Config.Model("transformer", Map.of()));
        assertThat(config.training())
                .isEqualTo(
                        new Config.Training(1, "ndcg@10", Runtime.getRuntime().availableProcessors()));
        assertThat(config.explaining())
                .isEqualTo(new Config.Explaining("auto", 0, Target.SCORE, Absence.REMOVED, 100, 3, 1));
        assertThat(config.runs()).isEqualTo("runs");
        assertThat(read("data: {path: events.csv}")).isEqualTo(config);
        assertThat(read("data: events.csv\nsplit:\nmodel:\ntraining:\nexplaining:\n"))
                .isEqualTo(config);
        assertThat(Config.of(config.name(), Path.of("events.csv"))).isEqualTo(config);
    }

    @Test
    void what_is_said_is_read() throws IOException {
        Config config = read("""
                name: shop
                data:
                  path: logs
                  events: {files: [a.csv, b.csv], format: csv, user: who, item: what, delimiter: ";", timeFormat: iso}
                  items: {files: items.csv, id: key, title: label, attributes: {price: number}}
                  minimumValue: 3.5
                  kinds: [buy, click]
                  userCore: 5
                  itemCore: 2
                split: {kind: global-time, validation: 0.2, test: 0.15}
                model: {kind: ease, options: {regularisation: 200}}
                training: {seed: 7, metric: recall@20, workers: 3}
                explaining: {method: leave-one-out, calls: 99, target: margin, absence: masked, players: 5, named: 2, seed: 11}
                runs: models
                """);
        Mapping mapping = config.data().mapping().orElseThrow();
        Table events = mapping.tables().get(Mapping.Role.EVENTS);
        assertThat(events.files()).containsExactly("a.csv", "b.csv");
        assertThat(events.format()).isEqualTo(Format.CSV);
        assertThat(events.columns()).containsEntry("user", "who").containsEntry("item", "what");
        assertThat(events.delimiter()).isEqualTo(";");
        assertThat(events.time()).isEqualTo("iso");
        Table items = mapping.tables().get(Mapping.Role.ITEMS);
        assertThat(items.columns()).containsEntry("title", "label");
        assertThat(items.attributes()).containsEntry("price", "number");
        assertThat(config.data().path()).isEqualTo(Path.of("logs"));
        assertThat(config.data().minimumValue()).isEqualTo(3.5);
        assertThat(config.data().kinds()).containsExactly("buy", "click");
        assertThat(config.data().userCore()).isEqualTo(5);
        assertThat(config.data().itemCore()).isEqualTo(2);
        assertThat(config)
                .isEqualTo(new Config(
                        "shop",
                        config.data(),
                        new Config.Splitting(Config.SplitKind.GLOBAL_TIME, 0.2, 0.15, Optional.empty(), List.of()),
                        new Config.Model("ease", Map.of("regularisation", "200")),
                        new Config.Training(7, "recall@20", 3),
                        new Config.Explaining("leave-one-out", 99, Target.MARGIN, Absence.MASKED, 5, 2, 11),
                        "models"));
    }

    @Test
    void memory_is_read_as_people_write_it() throws IOException {
        assertThat(read("data: x\ntraining: {memory: 4g}").training().memory()).isEqualTo(4L << 30);
        assertThat(read("data: x\ntraining: {memory: 1.5 GB}").training().memory())
                .isEqualTo(3L << 29);
        assertThat(read("data: x\ntraining: {memory: 512m}").training().memory())
                .isEqualTo(512L << 20);
        assertThat(read("data: x\ntraining: {memory: none}").training().memory())
                .isEqualTo(MemorySize.NONE);
        assertThat(read("data: x").training().memory()).isEqualTo(MemorySize.NONE);
        refuses("data: x\ntraining: {memory: lots}", "training.memory", "'lots'", "4g");
        refuses("data: x\ntraining: {memory: 0}", "training.memory", "more than nothing");
        assertThat(MemorySize.text(3L << 29)).isEqualTo("1.5 GB");
    }

    @Test
    void what_is_to_be_tuned_is_read() throws IOException {
        assertThat(read("""
                data: x
                tuning:
                  space: {dropout: [0.1, 0.2], window: 10..50, learningRate: 0.001..0.01 log}
                  configurations: 9
                  reduction: 2
                  least: 5
                  budget: people
                  seed: 4
                """).tuning())
                .isEqualTo(new TuningOptions(
                        Map.of(
                                "dropout", "0.1, 0.2",
                                "window", "10..50",
                                "learningRate", "0.001..0.01 log"),
                        9,
                        2,
                        5,
                        TuningOptions.Budget.PEOPLE,
                        4));
        refuses("data: x\ntuning: {space: {dropout: 0.1}}", "space of dropout", "two or more");
        refuses("data: x\ntuning: {configuration: 9}", "'configuration'", "configurations");
        refuses("data: x\ntuning: {budget: epoch}", "'epoch'", "epochs");
    }

    @Test
    void the_parts_of_a_split_by_files_are_read() throws IOException {
        Config config = read("data: x\nsplit: {kind: files, parts: [train, validation, test]}");
        assertThat(config.split().parts()).containsExactly(Split.Part.values());
        assertThat(read("data: x\nsplit: {kind: files, file: split.csv}")
                        .split()
                        .file())
                .contains(Path.of("split.csv"));
        refuses("data: x\nsplit: {kind: files}", "split.file", "split.parts");
        refuses(
                "data: x\nsplit: {kind: files, parts: [train, tets]}",
                "split.parts",
                "'tets'",
                "Maybe you meant test?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{data: x, modle: {kind: ease}} | unknown key in because.yaml 'modle' | Maybe you meant model",
                "{data: x, model: {knid: ease}} | unknown key in 'model' of because.yaml 'knid' | Maybe you meant kind?",
                "{data: x, model: {kind: eaze}} | unknown model 'eaze' | Maybe you meant ease?",
                "{data: x, model: {kind: ease, options: {regularization: 1}}} | 'regularization' | Maybe you meant regularisation?",
                "{data: x, model: {kind: ease, options: {regularisation: much}}} | 'much' | a number",
                "{data: x, explaining: {method: shapley}} | unknown explainer 'shapley' | shapley-exact",
                "{data: x, explaining: {target: scor}} | explaining.target 'scor' | Maybe you meant score?",
                "{data: x, split: {kind: leave-last}} | split.kind 'leave-last' | leave-last-out",
                "{data: {path: x, evens: {}}} | unknown key in 'data' of because.yaml 'evens' | Maybe you meant events?",
                "{data: {path: x, events: {files: a, usr: a}}} | unknown key in 'data.events' of because.yaml 'usr' | Maybe you meant user?",
                "{data: {path: x, events: {files: a, format: cvs}}} | data.events.format 'cvs' | Maybe you meant csv?",
                "{name: x} | does not say where the data is | data: FOLDER"
            })
    void names_that_do_not_exist_are_refused_with_the_near_ones(String yaml, String what, String maybe) {
        refuses(yaml, what, maybe);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{data: x, training: {seed: one}} | training.seed is 'one'; allowed: whole numbers",
                "{data: x, training: {seed: 1.5}} | training.seed is '1.5'; allowed: whole numbers",
                "{data: x, training: {seed: 99999999999999999999}} | training.seed is '99999999999999999999'",
                "{data: x, training: {workers: 0}} | training.workers is 0; allowed: 1 or more",
                "{data: x, training: {workers: 3000000000}} | training.workers is '3000000000'",
                "{data: x, training: {metric: [a]}} | training.metric",
                "{data: x, training: fast} | training is '\"fast\"'; allowed: keys and values",
                "{data: x, explaining: {calls: -1}} | explaining.calls is -1; allowed: 0",
                "{data: x, explaining: {calls: 1}} | explaining.calls is 1",
                "{data: x, explaining: {players: 0}} | explaining.players is 0; allowed: 1 or more",
                "{data: x, explaining: {named: 0}} | explaining.named is 0; allowed: 1 or more",
                "{data: x, split: {test: 0}} | split.validation and split.test is '0.1 and 0.0'",
                "{data: x, split: {test: 0.9, validation: 0.1}} | whose sum is below 1",
                "{data: x, split: {test: .nan}} | split.test",
                "{data: x, training: {metric: ndgc@10}} | Maybe you meant ndcg?",
                "{data: {path: x, userCore: -1}} | data.userCore",
                "{data: {path: x, minimumValue: a}} | data.minimumValue is 'a'; allowed: numbers",
                "{data: [x]} | data",
                "[data, x] | holds no keys",
                "data | holds no keys",
                "'' | holds no keys"
            })
    void values_that_do_not_fit_are_refused(String yaml, String message) {
        refuses(yaml, message);
    }

    @Test
    void what_is_not_yaml_is_refused() throws IOException {
        refuses("data: [x", "because.yaml is not YAML");
        refuses("data: x\n  name: y\n", "because.yaml is not YAML");
        refuses("data: x\n\tname: y\n", "because.yaml is not YAML");
        refuses("data: x\ndata: y\n", "because.yaml is not YAML", "data");
        refuses("data: x\nmodel: {kind: ease, kind: ials}\n", "because.yaml is not YAML", "kind");
        refuses("data: \u0000", "because.yaml is not YAML");
        refuses("data: x\n---\nname: y\n", "because.yaml holds 2 documents");
        refuses("a: " + "[".repeat(20_000), "because.yaml is not YAML");
        Files.write(folder.resolve(Config.FILE), "data: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Project.open(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void aliases_are_refused_rather_than_taken_for_texts() {
        refuses("data: *nothing", "is '*nothing'; allowed: values without aliases");
        refuses("name: &shop corner\ndata: *shop\n", "is '*shop'; allowed: values without aliases");
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            yaml.append("a%d: &a%d [%s]\n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
        }
        refuses(yaml.toString(), "values without aliases");
    }

    @Test
    void a_file_with_a_changed_character_is_read_or_refused_in_words() throws IOException {
        String yaml = """
                name: shop
                data: {path: logs, events: {files: [a.csv], user: who, item: what}}
                model: {kind: ease, options: {regularisation: 200}}
                training: {seed: 7, metric: recall@20}
                """;
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            char[] changed = yaml.toCharArray();
            changed[random.nextInt(changed.length)] = ODD.charAt(random.nextInt(ODD.length()));
            try {
                read(new String(changed));
            } catch (BadInput inWords) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void a_project_that_is_not_there_is_refused() throws IOException {
        assertThatThrownBy(() -> Project.open(folder.resolve("nowhere")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no")
                .hasMessageContaining("\nMaybe ");
        Files.createDirectory(folder.resolve(Config.FILE));
        assertThatThrownBy(() -> Project.open(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void the_file_itself_is_a_project_too() throws IOException {
        Config config = read("data: x");
        Project project = Project.open(folder.resolve(Config.FILE));
        assertThat(project.config()).isEqualTo(config);
        assertThat(project.folder()).isEqualTo(folder);
    }
}
