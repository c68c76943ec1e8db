package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import because.EncoderTraining;
import because.Json;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the commands about encoders print with {@code --json}, where an encoder is installed that counts letters. */
class EncoderCommandTest {

    /** Opens such encoders, whatever their files hold. */
    public static final class Letters implements TextEncoders.Engine {
        private static final int ALPHABET = 26;
        private static final Pattern WORD = Pattern.compile("[a-z]+");

        @Override
        public TextEncoder open(EncoderFiles files) {
            return new TextEncoder() {
                @Override
                public EncoderFiles files() {
                    return files;
                }

                @Override
                public int dimension() {
                    return ALPHABET + 1;
                }

                @Override
                public float[] encode(String text) {
                    float[] counts = new float[ALPHABET + 1];
                    counts[ALPHABET] = 1;
                    text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
                    return counts;
                }

                @Override
                public List<Token> tokens(String text) {
                    List<Token> tokens = new ArrayList<>();
                    Matcher words = WORD.matcher(text);
                    while (words.find()) {
                        tokens.add(new Token(1, words.group(), words.start(), words.end()));
                    }
                    return tokens;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public TextEncoder open(EncoderFiles files, Network network) {
            return open(files); // nothing of it can be trained
        }
    }

    @Test
    void words_are_told_by_the_schema_and_add_up(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(TextEncoders.Engine.class.getName()), Letters.class.getName());
        Path encoder = Files.createDirectories(folder.resolve("letters"));
        Files.writeString(encoder.resolve("model.onnx"), "");
        Files.writeString(encoder.resolve("tokenizer.json"), "{}");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        String[] asked = {"encoder", "words", "aab zz", "--near=ab", "--encoder=" + encoder, "--json"};
        try (URLClassLoader with =
                new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()}, before)) {
            thread.setContextClassLoader(with);
            CommandLineRun run = CommandLineRun.of(asked).succeeds();
            assertThat(Schemas.errors("encoder.json", run.out())).isEmpty();
            assertThat(Schemas.errors("encoder.json", run.out().replace("\"similarity\"", "\"cosine\"")))
                    .isNotEmpty();
            JsonNode json = run.json();
            double sum = json.get("base").asDouble();
            for (JsonNode word : json.get("words")) {
                sum += word.get("value").asDouble();
            }
            // The vectors are (2, 1, …, 2, 1) and (1, 1, …, 0, 1).
            assertThat(json.get("similarity").asDouble())
                    .isCloseTo(4 / Math.sqrt(10.0 * 3), org.assertj.core.data.Offset.offset(1e-6));
            assertThat(sum).isCloseTo(json.get("similarity").asDouble(), org.assertj.core.data.Offset.offset(1e-9));
            assertThat(json.at("/words/0/value").asDouble()).isPositive();
            assertThat(json.at("/words/1/value").asDouble()).isNegative();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void trainings_are_told_by_the_schema() {
        for (double mrr : new double[] {Double.NaN, 0.25}) {
            EncoderTraining.Trained trained =
                    new EncoderTraining.Trained(Path.of("mine"), "all-minilm-l6-v2", List.of(2.5, 2.25), 1, mrr, mrr);
            String json = Json.line(EncoderCommand.json(trained));
            assertThat(Schemas.errors("encoder.json", json)).isEmpty();
            assertThat(Schemas.errors("encoder.json", json.replace("\"best\":1", "\"best\":-1")))
                    .isNotEmpty();
        }
        assertThat(Schemas.errors("encoder.json", "{\"folder\":\"mine\"}")).isEmpty();
    }
}
