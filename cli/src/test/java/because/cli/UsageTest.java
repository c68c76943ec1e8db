package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** How the commands are called, and what is said to somebody who calls them wrongly. */
class UsageTest {
    /** All commands, with those below them. */
    static Stream<List<String>> commands() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        List<List<String>> commands = new ArrayList<>();
        collect(BecauseCommand.line(new Terminal(nowhere, nowhere)), List.of(), commands);
        return commands.stream();
    }

    private static void collect(CommandLine line, List<String> path, List<List<String>> commands) {
        commands.add(path);
        line.getSubcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(below, longer, commands);
        });
    }

    private static CommandLineRun run(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void there_are_the_commands_that_the_documents_name() {
        assertThat(commands().map(command -> String.join(" ", command)))
                .containsExactlyInAnyOrder(
                        "",
                        "quickstart",
                        "data",
                        "data import",
                        "data check",
                        "data describe",
                        "data split",
                        "data export",
                        "train",
                        "tune",
                        "evaluate",
                        "runs",
                        "recommend",
                        "explain",
                        "learn-explainer",
                        "picture",
                        "whatif",
                        "person",
                        "global",
                        "judge",
                        "retrain",
                        "encoder",
                        "encoder read",
                        "encoder train",
                        "encoder words",
                        "vectors",
                        "completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_describes_itself_and_every_option(List<String> command) {
        CommandLineRun help = run(command, "--help").succeeds();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains(("Usage: because " + String.join(" ", command)).strip(), "--help");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        CommandLine line = BecauseCommand.line(new Terminal(nowhere, nowhere));
        for (String name : command) {
            line = line.getSubcommands().get(name);
        }
        assertThat(line.getCommandSpec().usageMessage().description().length
                        + line.getCommandSpec().usageMessage().header().length)
                .isPositive();
        assertThat(line.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_refuses_an_option_that_it_does_not_have(List<String> command) {
        CommandLineRun run = run(command, "--no-such-option=1");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotEmpty();
    }

    @Test
    void nothing_at_all_shows_the_help() {
        assertThat(CommandLineRun.of().succeeds().out())
                .contains("quickstart", "recommend", "Exit codes: 0 done, 1 a check failed");
        assertThat(CommandLineRun.of("data").succeeds().out()).contains("import", "check");
    }

    @ParameterizedTest
    @CsvSource({
        "recomend,recommend",
        "quikstart,quickstart",
        "evalute,evaluate",
        "data chek,check",
        "data exprt,export",
        "recommend --user=1 --languag=en,--language",
        "train --evaluat=test,--evaluate"
    })
    void a_misspelt_word_is_answered_with_the_near_one(String line, String meant) {
        CommandLineRun.of(line.split(" ")).isRefused(meant);
    }

    @Test
    void what_is_required_is_asked_for() {
        CommandLineRun.of("recommend").isRefused("--user");
        CommandLineRun.of("explain").isRefused("--user");
        CommandLineRun.of("whatif").isRefused("--user");
        CommandLineRun.of("vectors").isRefused("PATH");
        CommandLineRun.of("data", "split").isRefused("--to");
        CommandLineRun.of("data", "export").isRefused("--to");
    }

    @Test
    void a_value_that_is_no_number_is_refused() {
        CommandLineRun.of("recommend", "--user=1", "-n", "ten").isRefused("-n", "ten");
        CommandLineRun.of("train", "--seed=first").isRefused("--seed", "first");
        CommandLineRun.of("recommend", "--user=1", "--calls=99999999999999999999")
                .isRefused("--calls");
    }

    @Test
    void the_version_is_said() {
        assertThat(CommandLineRun.of("--version").succeeds().out()).startsWith("because ");
    }

    @Test
    void the_completion_is_a_script_that_bash_accepts(@TempDir Path folder) throws IOException, InterruptedException {
        String script = CommandLineRun.of("completion").succeeds().out();
        assertThat(script).contains("complete -F", "--language", "quickstart");
        Path bash = Path.of("/bin/bash");
        Assumptions.assumeTrue(Files.isExecutable(bash), "skipped: there is no bash");
        Path file = Files.writeString(folder.resolve("completion.sh"), script);
        Path complaints = folder.resolve("complaints");
        Process process = new ProcessBuilder(bash.toString(), "-n", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(complaints.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(complaints)).isZero();
    }

    @Test
    void what_cannot_be_finished_has_its_own_exit_code(@TempDir Path folder) throws IOException {
        SmallProject.write(folder);
        Files.createFile(folder.resolve("plain"));
        CommandLineRun run =
                CommandLineRun.of("data", "import", folder.toString(), "--project=" + folder.resolve("plain/below"));
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("plain");
    }
}
