package because.models.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Profile;
import because.testkit.PlantedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that answer, do not answer, and end. */
class CommandTest {
    private static final PlantedWorld WORLD = PlantedWorld.additive(3);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void shell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
    }

    private Outside register(String command, Asking asking) {
        CommandOptions options = CommandOptions.defaults().withCommand(command).withAsking(asking);
        return new CommandTrainer(options, folder).train(Asked.data(WORLD.catalog()), Asked.RUN);
    }

    private static Asking once() {
        return Asking.defaults().withRetries(0).withTimeout(20);
    }

    @Test
    void scores_are_those_of_the_model_to_the_bit_and_its_program_ends_with_it() {
        Optional<ProcessHandle> program;
        try (Outside model = register(PlantedProgram.command(0), once().withBatch(3))) {
            List<Profile> profiles =
                    List.of(Profile.EMPTY, Profile.ofItems(1), Profile.ofItems(2, 5), Profile.ofItems(7, 3, 1));
            assertThat(model.score(profiles, WORLD.catalog().candidates()))
                    .isDeepEqualTo(PlantedWorld.all(3)
                            .getFirst()
                            .score(profiles, WORLD.catalog().candidates()));
            program = ours();
            assertThat(program).isPresent();
        }
        assertThat(program.orElseThrow().isAlive()).isFalse();
    }

    private static Optional<ProcessHandle> ours() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("PlantedProgram"))
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sh -c 'echo boom >&2; echo bang >&2; exit 7' | exit code 7 | boom | bang",
                "sh -c 'while read line; do echo hello; done' | not JSON: 'hello' | hello | hello",
                "sh -c 'echo sleepy >&2; sleep 30' | within 0.5 seconds | sleepy | sleepy",
                "sh -c 'sleep 30 & wait' | within 0.5 seconds | sh | sleep",
                "sh -c 'head -c 100000 /dev/zero; sleep 30' | more than the 65536 bytes | bytes | zero",
            })
    void what_goes_wrong_is_told_with_what_the_program_said(String command, String a, String b, String c) {
        Asking asking = once().withTimeout(command.contains("sleep") ? 0.5 : 20);
        assertThatThrownBy(() -> register(command, asking))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the command '")
                .hasMessageContainingAll(a, b, c);
        assertThat(ProcessHandle.current()
                        .descendants()
                        .map(child -> child.info().commandLine().orElse(""))
                        .filter(line -> line.startsWith("sleep 30") || line.contains("/sleep 30")))
                .isEmpty();
    }

    /** It reads nothing, and the requests are longer than a pipe holds. */
    @Test
    void a_program_that_does_not_read_is_given_up() {
        Asking asking = once().withTimeout(0.5);
        Exchange exchange = new ProcessExchange(
                CommandOptions.defaults().withCommand("sleep 30").withAsking(asking), folder);
        assertThatThrownBy(() -> exchange.ask(new byte[1 << 20], 10)).hasMessageContaining("within 0.5 seconds");
        exchange.close();
    }

    @Test
    void a_program_that_ended_is_started_again() throws IOException {
        // It answers one request for each start, and describes itself in the first.
        Files.writeString(folder.resolve("once.sh"), """
                read line
                case "$line" in
                *describe*) echo '{"format":1,"fingerprint":"x"}' ;;
                *) n=$(printf '%s' "$line" | grep -o '"events"' | wc -l)
                   row='[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]'
                   rows=$row; while [ "$n" -gt 1 ]; do rows="$rows,$row"; n=$((n-1)); done
                   echo "{\\"scores\\":[$rows]}" ;;
                esac
                """);
        try (Outside model =
                register("sh once.sh", Asking.defaults().withRetries(3).withTimeout(20))) {
            assertThat(model.score(List.of(Profile.EMPTY), WORLD.catalog().candidates()))
                    .hasDimensions(1, PlantedWorld.ITEMS);
        }
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertThatThrownBy(() -> register("no-such-program --now", once()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no-such-program --now")
                .hasMessageContaining("cannot be started")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> register(" ", once()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no command");
    }

    @Test
    void quotes_keep_words_together() {
        assertThat(CommandOptions.words("python3  'my model.py' --name=\"a b\" '' x'y'"))
                .containsExactly("python3", "my model.py", "--name=a b", "", "xy");
        assertThatThrownBy(() -> CommandOptions.defaults().withCommand("sh -c 'x"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("quotes close");
    }
}
