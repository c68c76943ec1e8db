package because.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.Because;
import because.Config;
import because.EncoderTraining;
import because.Project;
import because.Training;
import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Item;
import because.core.Profile;
import because.core.Progress;
import because.models.text.EncoderFiles;
import because.models.text.EncoderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project whose articles are recommended for what is written in them, with a real encoder. */
class ProjectTextsTest {
    private static final List<String> COOKING = List.of(
            "How to bake sourdough bread at home",
            "Ten soups for cold evenings",
            "The secret of a crisp pizza crust",
            "Roasting vegetables without burning them");

    private static final List<String> FOOTBALL = List.of(
            "Late goal wins the cup final",
            "Striker transfers to a rival club",
            "Coach explains the penalty shoot-out",
            "Goalkeeper injured before the derby");

    @TempDir
    private Path folder;

    private Project project(String texts) throws IOException {
        StringBuilder articles = new StringBuilder("id,headline,section\n");
        for (int i = 0; i < 4; i++) {
            articles.append("c").append(i).append(',').append(COOKING.get(i)).append(",x\n");
            articles.append("f").append(i).append(',').append(FOOTBALL.get(i)).append(",x\n");
        }
        articles.append("n,,x\n");
        Files.writeString(folder.resolve("articles.csv"), articles);
        Files.writeString(
                folder.resolve("clicks.csv"),
                "reader,article\nann,c0\nann,c1\nann,c2\nann,f1\nbob,f0\nbob,f2\nbob,f1\nbob,c2\n");
        Files.writeString(folder.resolve("because.yaml"), """
                data:
                  path: .
                  events: {files: clicks.csv, user: reader, item: article}
                  items:
                    files: articles.csv
                    id: id
                    title: headline
                    attributes: {section: token}
                %s
                model:
                  kind: content
                  options: {of: text vector}
                """.formatted(texts.indent(2)));
        return Project.open(folder);
    }

    @Test
    void what_nobody_read_yet_is_recommended_for_its_headline() throws IOException {
        Project project = project("texts: {encoder: all-minilm-l6-v2, of: [title]}");
        Dataset data = project.data(Progress.NONE);
        assertThat(data.catalog().item(data.catalog().index("c3")).attributes().get("text vector"))
                .isInstanceOfSatisfying(
                        Attribute.Vector.class,
                        vector -> assertThat(vector.size()).isEqualTo(384));
        assertThat(data.catalog().item(data.catalog().index("n")).attributes()).doesNotContainKey("text vector");
        Training.train(project, "content", false, Progress.NONE).recommender().close();
        try (Because because = Because.open(folder)) {
            // Of each, three of four clicks are about the same; c3 and f3 were clicked by nobody.
            assertThat(because.recommend("ann", 1, List.of(), false).items()).containsExactly("c3");
            assertThat(because.recommend("bob", 1, List.of(), false).items()).containsExactly("f3");
        }
        // The vectors are kept: with them, the data is the same data.
        try (var kept = Files.list(folder.resolve(".because/cache"))) {
            assertThat(kept).isNotEmpty();
        }
        assertThat(Project.open(folder).data(Progress.NONE).fingerprint()).isEqualTo(data.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {EncoderFiles.MINILM, EncoderFiles.BGE_ZH})
    void the_fingerprints_by_which_kept_vectors_are_found_are_those_of_the_files(String ready) {
        assertThat(EncoderSource.READY)
                .containsEntry(ready, EncoderFiles.find(ready, List.of()).fingerprint());
    }

    @Test
    void a_project_without_texts_has_no_encoder_to_train() throws IOException {
        Files.writeString(folder.resolve("clicks.csv"), "reader,article\n" + "ann,1\nann,2\nann,3\nann,4\n".repeat(3));
        Files.writeString(
                folder.resolve("because.yaml"), "data:\n  events: {files: clicks.csv, user: reader, item: article}\n");
        for (EncoderTraining.On on : EncoderTraining.On.values()) {
            EncoderTraining.Plan plan = EncoderTraining.Plan.defaults(on);
            assertThatThrownBy(() -> EncoderTraining.train(
                            Project.open(folder),
                            "all-minilm-l6-v2",
                            folder.resolve("mine"),
                            plan,
                            false,
                            Progress.NONE))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("data.texts.of");
            assertThat(folder.resolve("mine")).doesNotExist();
        }
    }

    @Test
    void a_project_may_name_the_encoder_that_is_made_from_its_own_texts() throws IOException {
        Project project = project("texts: {encoder: mine, of: [title]}");
        StringBuilder clicks = new StringBuilder("reader,article\n");
        for (int reader = 0; reader < 24; reader++) {
            for (String article : List.of("c0", "c1", "c2", "f1")) { // the last two are not learned from
                clicks.append(reader).append(',').append(article).append('\n');
            }
        }
        Files.writeString(folder.resolve("clicks.csv"), clicks);
        long seed = LongStream.range(0, 1000)
                .filter(one -> {
                    Random people = new Random(one);
                    return IntStream.range(0, 24)
                                    .filter(_ -> people.nextDouble() < 0.1)
                                    .count()
                            == 2;
                })
                .findFirst()
                .orElseThrow();
        EncoderTraining.Plan plan = new EncoderTraining.Plan(EncoderTraining.On.NEXT, 1, 2, 1, 5e-4, 0, 2e-5, seed);
        EncoderTraining.train(project, "all-minilm-l6-v2", folder.resolve("mine"), plan, false, Progress.NONE);
        assertThat(project.data(Progress.NONE).catalog().item(0).attributes().get("text vector"))
                .isInstanceOfSatisfying(
                        Attribute.Vector.class,
                        vector -> assertThat(vector.size()).isEqualTo(384));
        try (var kept = Files.list(folder.resolve(".because/cache"))) {
            assertThat(kept).as("no vectors of another encoder were made").hasSize(1);
        }
    }

    @Test
    void an_encoder_that_is_trained_with_the_model_goes_with_it() throws IOException {
        Project project = project("texts: {encoder: all-minilm-l6-v2, of: [title]}");
        Map<String, String> options = Map.of(
                "ids",
                "false",
                "bias",
                "false",
                "attributes",
                "true",
                "encoderLayers",
                "1",
                "encoderRate",
                "0.001",
                "epochs",
                "2");
        Config config = project.config().withModel(new Config.Model("transformer", options));
        Project tuned = project.with(config);
        Training.train(tuned, "tuned", false, Progress.NONE).recommender().close();
        try (Because because = Because.open(tuned, "tuned", Progress.NONE)) {
            // A headline that is the catalogue's, of an article that is not in it, is read by the same encoder.
            Item known = because.recommender().catalog().item(1);
            Item same = new Item("new", known.title(), Map.of("section", new Attribute.Tokens(List.of("x"))));
            Profile profile = because.profile("ann").orElseThrow();
            double[] scores = because.recommender()
                    .score(List.of(profile), List.of(new Candidate.Known(1), new Candidate.Described(same)))[0];
            assertThat(scores[1]).isCloseTo(scores[0], within(1e-4));
            Candidate asData =
                    new Candidate.Described(tuned.data(Progress.NONE).catalog().item(1));
            assertThat(because.recommender().score(List.of(profile), List.of(asData))[0][0])
                    .isCloseTo(scores[0], within(1e-4));
            assertThat(known.attributes().get("text vector"))
                    .isNotEqualTo(tuned.data(Progress.NONE)
                            .catalog()
                            .item(1)
                            .attributes()
                            .get("text vector"));
        }
    }

    @Test
    void the_encoder_of_reviews_may_be_named_where_items_have_no_texts() throws IOException {
        Files.writeString(folder.resolve("clicks.csv"), "reader,article\nann,c0\nann,c1\nann,c2\nbob,c0\nbob,c1\n");
        Files.writeString(folder.resolve("reviews.csv"), "article,review\nc0,A crisp crust\nc0,Good bread\n");
        Files.writeString(folder.resolve("because.yaml"), """
                data:
                  events: {files: clicks.csv, user: reader, item: article}
                  reviews: {files: reviews.csv, item: article, text: review}
                  texts: {encoder: all-minilm-l6-v2}
                """);
        Dataset data = Project.open(folder).data(Progress.NONE);
        assertThat(data.catalog().item(data.catalog().index("c0")).attributes()).containsOnlyKeys("review vector");
        assertThat(data.catalog().item(data.catalog().index("c1")).attributes()).isEmpty();
    }

    @Test
    void texts_that_are_not_there_and_names_that_are_taken_are_refused() throws IOException {
        Project without = project("texts: {of: [abstract]}");
        assertThatThrownBy(() -> without.data(Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data.texts.of");
        Project taken = project("texts: {encoder: all-minilm-l6-v2, as: section}");
        assertThatThrownBy(() -> taken.data(Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data.texts.as");
        Project unknown = project("texts: {encoder: no-such-folder}");
        assertThatThrownBy(() -> unknown.data(Progress.NONE))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no-such-folder");
    }
}
