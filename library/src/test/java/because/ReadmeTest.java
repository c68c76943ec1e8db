package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Progress;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java of the front page is a whole program: it runs as it stands there, in a folder where a quickstart was made. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("because.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh.md"})
    void the_program_of_the_front_page_runs_and_says_why(String page, @TempDir Path folder) throws Exception {
        Path project = Files.createDirectories(folder.resolve(".because/quickstart"));
        Files.writeString(project.resolve("events.csv"), events());
        Files.writeString(project.resolve(Config.FILE), "data: events.csv\nmodel: {kind: itemknn}\n");
        Training.train(Project.open(project), "itemknn", true, Progress.NONE)
                .recommender()
                .close();

        assertThat(blocks(page)).hasSize(1);
        assertThat(blocks(page).getFirst().lines().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(10);
        Files.writeString(folder.resolve("Shop.java"), blocks(page).getFirst());
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "Shop.java")
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor())
                .as("errors: %s", Files.readString(folder.resolve("errors")))
                .isZero();
        Matcher lines = Pattern.compile("item-\\d+: .{10,}").matcher(printed);
        assertThat(lines.results()).as(printed).hasSize(3);
    }

    /** Forty people, numbered as those of the sample are. */
    private static String events() {
        PlantedEvents world = PlantedEvents.generate(new PlantedEvents.Options(40, 60, 12, 1, 0.9), 1);
        StringBuilder csv = new StringBuilder("user,item,time\n");
        for (int user = 0; user < 40; user++) {
            for (int row = world.data().events().from(user);
                    row < world.data().events().to(user);
                    row++) {
                csv.append(user + 1)
                        .append(",item-")
                        .append(world.data().events().item(row))
                        .append(',')
                        .append(world.data().events().time(row) / 1000)
                        .append('\n');
            }
        }
        return csv.toString();
    }

    @Test
    void both_languages_show_the_same_program() throws IOException {
        String english = blocks("README.md").getFirst();
        assertThat(blocks("README.zh.md").getFirst().replace("Language.ZH", "Language.EN"))
                .isEqualTo(english);
    }
}
