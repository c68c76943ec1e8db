package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import because.Models;
import because.core.Recommender;
import because.testkit.ServedModel;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A model of ours that is served as if it were somebody else's is explained, judged and evaluated to the same numbers. */
class OutsideModelTest {
    @TempDir
    private static Path project;

    private static Runnable stop = () -> {};

    @BeforeAll
    static void register() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train", "--model=ease").succeeds();
        CommandLineRun.in(project, "train").succeeds();
        for (String run : new String[] {"ease", "transformer"}) {
            Recommender model = Models.open(project.resolve("runs").resolve(run));
            HttpServer server = new ServedModel(model).http(0);
            Runnable others = stop;
            stop = () -> {
                server.stop(0);
                model.close();
                others.run();
            };
            String url = "http://localhost:" + server.getAddress().getPort() + "/";
            CommandLineRun.in(project, "train", "--model=remote", "--option=url=" + url, "--name=remote-" + run)
                    .succeeds();
        }
    }

    @AfterAll
    static void stop() {
        stop.run();
    }

    private static JsonNode asked(String run, String... command) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 2);
        all[command.length] = "--run=" + run;
        all[command.length + 1] = "--json";
        return withoutNames(CommandLineRun.in(project, all).succeeds().json());
    }

    /** All but what names the model. */
    private static JsonNode withoutNames(JsonNode json) {
        for (JsonNode child : json) {
            withoutNames(child);
        }
        if (json instanceof ObjectNode object) {
            object.remove(List.of("model", "run", "fingerprint", "name"));
        }
        return json;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ease | explain --user=u3",
                "ease | explain --user=u3 --item=i5 --method=shapley-permutation --calls=300",
                "ease | explain --user=u3 --target=rank --method=lime --calls=300",
                "ease | recommend --user=u2 -n 5 --why",
                "ease | whatif --user=u3 --add=i5",
                "ease | explain --user=u3 --method=counterfactual",
                "ease | person --user=u3",
                "ease | global --method=importance --people=10",
                "transformer | explain --user=u3",
                "transformer | explain --user=silent",
            })
    void what_is_asked_of_it_is_answered_to_the_bit_as_by_the_model_itself(String run, String command) {
        String[] words = command.split(" ");
        assertThat(asked("remote-" + run, words)).isEqualTo(asked(run, words));
    }

    @Test
    void it_is_evaluated_and_judged_as_the_model_itself() {
        JsonNode own = CommandLineRun.in(project, "evaluate", "ease", "--part=validation", "--json")
                .succeeds()
                .json();
        JsonNode other = CommandLineRun.in(project, "evaluate", "remote-ease", "--part=validation", "--json")
                .succeeds()
                .json();
        assertThat(other.get("metrics")).isEqualTo(own.get("metrics"));
        JsonNode[] bounds = new JsonNode[2];
        for (String run : new String[] {"ease", "remote-ease"}) {
            CommandLineRun judged = CommandLineRun.in(
                    project, "judge", "--run=" + run, "--people=8", "--method=leave-one-out", "--repeats=1", "--json");
            assertThat(judged.code()).as(judged.err()).isLessThanOrEqualTo(1);
            assertThat(Schemas.errors("judge.json", judged.out())).isEmpty();
            bounds[run.equals("ease") ? 0 : 1] = judged.json().get("bounds");
        }
        assertThat(bounds[1]).isEqualTo(bounds[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deeplift", "integrated-gradients", "attention", "decoding"})
    void what_looks_into_a_network_is_refused_with_what_to_do(String method) {
        CommandLineRun.in(project, "explain", "--run=remote-transformer", "--user=u3", "--method=" + method)
                .isRefused("looks into a network, but remote is none", "Maybe use shapley-regression");
    }

    @Test
    void hidden_events_are_for_models_that_say_that_they_know_them() {
        String[] masked = {"explain", "--user=u3", "--absence=masked", "--calls=100"};
        assertThat(asked("remote-transformer", masked)).isNotNull();
        CommandLineRun.in(project, "explain", "--user=u3", "--absence=masked", "--run=remote-ease")
                .isRefused("removed, for the model remote");
    }

    /** What went over the line when a model that reads hidden events was asked about some. */
    @Test
    void questions_and_answers_are_those_of_the_schemas() throws IOException {
        List<String> questions = Collections.synchronizedList(new ArrayList<>());
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Recommender model = Models.open(project.resolve("runs/transformer"))) {
            ServedModel served = new ServedModel(model);
            server.createContext("/", exchange -> {
                try (exchange) {
                    byte[] question = exchange.getRequestBody().readAllBytes();
                    byte[] answer = served.answer(question);
                    questions.add(new String(question, StandardCharsets.UTF_8));
                    answers.add(new String(answer, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            server.start();
            String url = "http://localhost:" + server.getAddress().getPort() + "/";
            CommandLineRun.in(project, "train", "--model=remote", "--option=url=" + url, "--name=heard")
                    .succeeds();
            CommandLineRun.in(project, "explain", "--user=u3", "--absence=masked", "--calls=50", "--run=heard")
                    .succeeds();
        } finally {
            server.stop(0);
        }
        assertThat(questions).hasSizeGreaterThan(10).anyMatch(question -> question.contains("\"item\":null"));
        assertThat(answers).anyMatch(answer -> answer.contains("\"window\":20"));
        for (String question : questions) {
            assertThat(Schemas.errors("scoring-request.json", question))
                    .as(question)
                    .isEmpty();
        }
        for (String answer : answers) {
            assertThat(Schemas.errors("scoring-answer.json", answer)).as(answer).isEmpty();
        }
        assertThat(Schemas.errors("scoring-request.json", "{\"format\":1,\"profiles\":[{\"events\":[]}]}"))
                .isNotEmpty();
        assertThat(Schemas.errors("scoring-answer.json", "{\"scores\":[[null]]}"))
                .isNotEmpty();
    }

    @Test
    void a_server_that_is_not_there_ends_the_command_in_words() {
        CommandLineRun run = CommandLineRun.in(
                project,
                "train",
                "--model=remote",
                "--option=url=http://localhost:9/",
                "--option=retries=0",
                "--name=dead");
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("http://localhost:9/ cannot be reached");
        assertThat(project.resolve("runs/dead")).doesNotExist();
        CommandLineRun.in(project, "train", "--model=remote", "--name=nowhere")
                .isRefused("the model remote has no url", "Maybe say where");
    }

    /** The program of the guide, run where the project is, whatever the current folder. */
    @Test
    void the_python_program_of_the_guide_is_registered_and_explained() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "skipped: there is no python3");
        String guide = Files.readString(
                Path.of(System.getProperty("because.root", "..")).resolve("docs/guide/models-of-your-own.md"));
        int from = guide.indexOf("```python\n") + "```python\n".length();
        Files.writeString(project.resolve("model.py"), guide.substring(from, guide.indexOf("```", from)));
        CommandLineRun.in(
                        project,
                        "train",
                        "--model=command",
                        "--option=command=/usr/bin/python3 model.py events.csv",
                        "--name=python")
                .succeeds();
        JsonNode json = CommandLineRun.in(
                        project,
                        "explain",
                        "--user=u3",
                        "--run=python",
                        "--method=shapley-exact",
                        "--calls=100000",
                        "--json")
                .succeeds()
                .json();
        assertThat(json.at("/explanation/players").size()).isPositive();
        // Its scores are sums over the events, of a share of people each.
        json.at("/explanation/players")
                .forEach(player -> assertThat(player.get("value").asDouble()).isBetween(-1e-9, 1.0));
    }
}
