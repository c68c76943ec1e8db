package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command line did.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandLineRun(int code, String out, String err) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Runs a command line in this process, and checks that nobody is shown a stack trace. */
    static CommandLineRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(stream(out), stream(err), arguments);
        CommandLineRun run =
                new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(run.out + run.err)
                .as(String.join(" ", arguments))
                .doesNotContain("\tat ", "Exception", "something went wrong");
        return run;
    }

    /** Runs a command on a project. */
    static CommandLineRun in(Path project, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--project=" + project);
        return of(all.toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The command did what it was asked to. */
    CommandLineRun succeeds() {
        assertThat(code).as(err).isZero();
        return this;
    }

    /** The command was refused: it answers nothing, and complains of all of this. */
    CommandLineRun isRefused(String... complaints) {
        assertThat(code).as(out + err).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err).contains(complaints);
        return this;
    }

    /** The one JSON object that standard output holds. */
    JsonNode json() {
        JsonNode json = JSON.readTree(out);
        assertThat(json.isObject()).as(out).isTrue();
        return json;
    }

    /** The values of a field in an array of objects. */
    List<String> texts(String array, String field) {
        List<String> texts = new ArrayList<>();
        json().get(array).forEach(element -> texts.add(element.get(field).asString()));
        return texts;
    }
}
