package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pictures by the commands: one explanation, a saved one, and those of many people. */
class PictureCommandTest {
    @TempDir
    private static Path project;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        SmallProject.write(project);
        CommandLineRun.in(project, "train").succeeds();
        CommandLineRun.in(project, "train", "--model=itemknn").succeeds();
    }

    private CommandLineRun picture(String file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("picture", file(file)));
        arguments.addAll(List.of(more));
        return CommandLineRun.in(project, arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String svg(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void an_explanation_is_drawn_beside_its_table() throws IOException {
        String[] explain = {
            "explain", "--user=u4", "--run=itemknn", "--picture=" + file("why.svg"), "--json", "--rows=3"
        };
        CommandLineRun run = CommandLineRun.in(project, explain).succeeds();
        assertThat(Schemas.errors("explain.json", run.out())).isEmpty();
        JsonNode json = run.json();
        assertThat(json.at("/picture/chart").asString()).isEqualTo("waterfall");
        assertThat(json.at("/picture/width").asInt()).isEqualTo(800);
        assertThat(svg("why.svg"))
                .startsWith("<?xml")
                .contains("Why “" + json.get("title").asString() + "”?", "Deletion test");
        String first = svg("why.svg");
        CommandLineRun.in(project, explain).succeeds();
        assertThat(svg("why.svg")).isEqualTo(first);
    }

    @Test
    void a_png_is_as_wide_as_asked_for_times_its_scale() throws IOException {
        String[] explain = {
            "explain", "--user=u4", "--run=itemknn", "--picture=" + file("why.png"), "--width=390", "--scale=3"
        };
        CommandLineRun run = CommandLineRun.in(project, explain).succeeds();
        assertThat(run.err()).contains("The picture is in " + file("why.png"));
        BufferedImage image = ImageIO.read(folder.resolve("why.png").toFile());
        assertThat(image.getWidth()).isEqualTo(3 * 390);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, waterfall",
        "leave-one-out, bar",
        "attention, attention",
        "attention-heads, attention",
        "decoding, path",
        "ablation, bar",
        "counterfactual, bar",
        "examples, bar"
    })
    void each_method_has_a_picture_that_suits_it(String method, String chart) throws IOException {
        CommandLineRun run = CommandLineRun.in(
                        project,
                        "explain",
                        "--user=u4",
                        "--run=transformer",
                        "--method=" + method,
                        "--picture=" + file(method + ".svg"),
                        "--json")
                .succeeds();
        assertThat(Schemas.errors("explain.json", run.out())).isEmpty();
        JsonNode drawn = run.json().get("picture");
        // What leave-one-out does not share out is little where events hardly act together.
        assertThat(drawn.get("chart").asString()).isIn(chart, method.equals("leave-one-out") ? "waterfall" : chart);
        assertThat(svg(method + ".svg")).contains("<desc>", method.equals("auto") ? "shapley" : method);
    }

    @Test
    void a_saved_explanation_is_drawn_without_a_model() throws IOException {
        String json = CommandLineRun.in(project, "explain", "--user=u4", "--run=itemknn", "--json")
                .succeeds()
                .out();
        Files.writeString(folder.resolve("saved.json"), json);
        String[] draw = {"picture", file("saved.svg"), "--from=" + file("saved.json"), "--chart=path", "--language=zh"};
        CommandLineRun run = CommandLineRun.of(draw).succeeds();
        assertThat(run.out()).contains("为什么推荐");
        assertThat(svg("saved.svg")).contains("全部在场");
        Files.writeString(folder.resolve("other.json"), "{\"kind\": \"cake\"}");
        CommandLineRun.of("picture", file("x.svg"), "--from=" + file("other.json"))
                .isRefused("no explanation");
        CommandLineRun.of("picture", file("x.svg"), "--from=" + file("absent.json"))
                .isRefused("absent.json", "Maybe");
        CommandLineRun.of("picture", file("x.svg"), "--from=" + file("saved.json"), "--people=3")
                .isRefused("--from");
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beeswarm", "bar", "dependence", "heatmap"})
    void explanations_of_many_people_are_drawn_together(String chart) throws IOException {
        CommandLineRun run = picture(chart + ".svg", "--people=12", "--run=itemknn", "--chart=" + chart, "--json")
                .succeeds();
        assertThat(Schemas.errors("picture.json", run.out())).isEmpty();
        assertThat(run.json().get("explanations").asInt()).isEqualTo(12);
        assertThat(svg(chart + ".svg")).contains("What moves the scores of 12 recommendations?");
        String first = svg(chart + ".svg");
        picture(chart + ".svg", "--people=12", "--run=itemknn", "--chart=" + chart)
                .succeeds();
        assertThat(svg(chart + ".svg")).isEqualTo(first);
    }

    @Test
    void people_items_and_what_values_are_drawn_against_can_be_named() throws IOException {
        picture("one.svg", "--user=u4", "-n", "5", "--run=itemknn").succeeds();
        assertThat(svg("one.svg")).contains("A row for each item");
        picture("item.svg", "--user=u1,u2,u3", "--item=i5", "--run=itemknn").succeeds();
        assertThat(svg("item.svg")).contains("What moves the score of “Title 5 (1955)”, for 3 people?");
        picture("genre.svg", "--people=10", "--against=genre", "--run=itemknn").succeeds();
        assertThat(svg("genre.svg")).contains(">g0<", ">g1<", ">g2<");
    }

    @Test
    void what_cannot_be_drawn_is_refused_and_nothing_is_written() {
        picture("why.jpg").isRefused("why.jpg", ".svg or .png");
        picture("none/why.svg").isRefused("a folder that is there");
        picture("why.svg", "--chart=pie").isRefused("'pie'", "waterfall");
        picture("why.svg", "--width=10").isRefused("width", "280");
        picture("why.png", "--scale=0").isRefused("--scale");
        picture("why.png", "--font=" + file("absent.ttf")).isRefused("--font", "absent.ttf");
        picture("why.svg", "--people=0").isRefused("number of people");
        picture("why.svg", "--people=3", "--user=u1").isRefused("--people", "--user");
        picture("why.svg", "--user=u99999").isRefused("person", "u99999");
        picture("why.svg", "--user=u1", "--item=i999").isRefused("i999");
        picture("why.svg", "--people=5", "--against=colour", "--run=itemknn").isRefused("colour");
        picture("why.svg", "--people=5", "--method=counterfactual", "--run=itemknn")
                .isRefused("an attribution");
        CommandLineRun.of("picture").isRefused("FILE");
        CommandLineRun.in(project, "explain", "--user=u1", "--chart=bar").isRefused("--picture");
        CommandLineRun.in(project, "explain", "--user=u1", "--picture=" + file("a.svg"), "--chart=beeswarm")
                .isRefused("because picture FILE --people");
        assertThat(folder).isEmptyDirectory();
    }
}
