package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed with SIGKILL, which no program can catch, goes on when it is started again, and ends in the same bits. */
class KilledTrainingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path killed;

    @TempDir
    private Path unbroken;

    @TempDir
    private Path logs;

    private Process start(Path project, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                // A shell that runs a command in the background has it ignore Ctrl-C; here it counts, as at a terminal.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "because.cli.Main"));
        command.addAll(List.of("train", "--project=" + project, "--json"));
        return new ProcessBuilder(command)
                .redirectOutput(logs.resolve(name + ".out").toFile())
                .redirectError(logs.resolve(name + ".err").toFile())
                .start();
    }

    private String finish(Path project, String name) throws IOException, InterruptedException {
        Process process = start(project, name);
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(logs.resolve(name + ".err"));
        CommandLineRun run =
                new CommandLineRun(process.exitValue(), Files.readString(logs.resolve(name + ".out")), said);
        return run.succeeds().json().get("fingerprint").asString();
    }

    /** More epochs than pass before the kill, and none that ends the training early. */
    private static void write(Path project) throws IOException {
        SmallProject.write(project);
        String yaml = SmallProject.YAML.replace("epochs: 4", "epochs: 80\n    patience: 80");
        assertThat(yaml).contains("patience");
        Files.writeString(project.resolve("because.yaml"), yaml);
    }

    private static boolean checkpointed(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> children = Files.list(checkpoints)) {
            return children.anyMatch(path -> path.getFileName().toString().matches("epoch-\\d+"));
        }
    }

    @Test
    void a_killed_training_is_taken_up_and_ends_in_the_model_of_an_unbroken_one()
            throws IOException, InterruptedException {
        write(killed);
        write(unbroken);
        Path runs = killed.resolve("runs");
        Path checkpoints = runs.resolve(".transformer.checkpoints");

        Process first = start(killed, "first");
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!checkpointed(checkpoints) && first.isAlive() && System.nanoTime() < end) {
                Thread.sleep(5);
            }
        } finally {
            first.destroyForcibly();
        }
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as("128 + SIGKILL").isEqualTo(137);
        assertThat(checkpointed(checkpoints)).isTrue();
        assertThat(runs.resolve("transformer")).doesNotExist();

        String again = finish(killed, "second");
        assertThat(Files.readString(logs.resolve("second.err")))
                .contains("training transformer (taken up after epoch ");
        assertThat(checkpoints).doesNotExist();
        assertThat(again).isEqualTo(finish(unbroken, "third"));
        assertThat(Files.readString(logs.resolve("third.err"))).doesNotContain("taken up");
        assertThat(Files.readAllBytes(runs.resolve("transformer/weights.safetensors")))
                .isEqualTo(Files.readAllBytes(unbroken.resolve("runs/transformer/weights.safetensors")));
    }

    @Test
    void an_interrupted_training_ends_with_the_exit_code_of_interrupted_programs()
            throws IOException, InterruptedException {
        write(killed);
        Path checkpoints = killed.resolve("runs/.transformer.checkpoints");
        Process training = start(killed, "interrupted");
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!checkpointed(checkpoints) && training.isAlive() && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            // Ctrl-C
            new ProcessBuilder("kill", "-INT", Long.toString(training.pid()))
                    .start()
                    .waitFor();
            assertThat(training.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            training.destroyForcibly();
        }
        assertThat(training.exitValue()).isEqualTo(130);
        assertThat(Files.readString(logs.resolve("interrupted.out"))).isEmpty();
        assertThat(Files.readString(logs.resolve("interrupted.err"))).doesNotContain("\tat ", "Exception");
    }
}
