package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Attribution;
import because.core.Budget;
import because.core.Dataset;
import because.core.Explainer;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import because.core.Target;
import because.core.Trainer;
import because.explain.learned.LearnedFile;
import because.explain.learned.LearnedModel;
import because.explain.learned.LearnedOptions;
import because.explain.learned.LearnedTraining;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The method auto takes a learned explainer for a control variate where it was measured to say most of the model, and not otherwise. */
class LearnedAutoTest {
    private static final Dataset DATA = PlantedEvents.generate(new PlantedEvents.Options(150, 40, 24, 1, 0.9), 3)
            .data();

    private static final Recommender MODEL = Models.trainer(
                    "transformer",
                    Map.of(
                            "dimension",
                            "16",
                            "window",
                            "14",
                            "negatives",
                            "32",
                            "batchTokens",
                            "512",
                            "epochs",
                            "6",
                            "learningRate",
                            "0.005"))
            .train(DATA, Trainer.Run.of(1));

    private static final Budget BUDGET = Budget.calls(130);

    @TempDir
    private Path runs;

    private static LearnedModel learned(Target target, LearnedOptions options) {
        LearnedTraining.Questions questions = ExplainerLearning.questions(
                MODEL,
                DATA,
                target,
                Absence.REMOVED,
                ExplainerLearning.Options.defaults().withProfiles(2).withMeasured(10));
        return new LearnedTraining(options, 1, Progress.NONE).learn(MODEL, questions);
    }

    private Attribution auto(Target target) {
        Question question = ExplainerLearning.questions(
                        MODEL, DATA, target, Absence.REMOVED, ExplainerLearning.Options.defaults())
                .measure()
                .getFirst();
        assertThat(question.players()).hasSize(14);
        Methods methods = new Methods(
                () -> Setting.NONE, MethodChoices.NONE, Optional.of(ExplainerFiles.of(runs.resolve("m"), MODEL)));
        Explainer explainer = methods.checked(
                new Config.Explaining("auto", 0, target, Absence.REMOVED, 100, 3, 1), question, BUDGET, 0, List.of());
        return (Attribution) explainer.explain(MODEL, question, BUDGET, 1).getFirst();
    }

    @Test
    void goes_by_what_was_measured_and_never_shows_unchecked_values() throws IOException {
        Attribution without = auto(Target.SCORE);
        assertThat(without.header().options()).doesNotContainKeys("auto learned", "learnedFactor");
        ExplainerFiles files = ExplainerFiles.of(runs.resolve("m"), MODEL);
        Path file = files.file(Target.SCORE, Absence.REMOVED);
        LearnedModel poor = learned(
                Target.SCORE,
                LearnedOptions.defaults().withEpochs(1).withWidth(4).withPairs(1));
        assertThat(poor.measured().unexplained()).isGreaterThan(0.5);
        LearnedFile.write(file, poor);
        assertThat(auto(Target.SCORE)).isEqualTo(without);
        LearnedModel good =
                learned(Target.SCORE, LearnedOptions.defaults().withEpochs(25).withWidth(32));
        assertThat(good.measured().unexplained()).isLessThan(0.5);
        LearnedFile.write(file, good);
        Attribution with = auto(Target.SCORE);
        assertThat(with.header().method()).isEqualTo("learned");
        assertThat(with.header().options())
                .containsKeys("auto", "auto learned", "learnedFactor", "sampledBy")
                .doesNotContainKey("comparedWithModel");
        assertThat(auto(Target.SCORE)).as("the same bits").isEqualTo(with);
        assertThat(auto(Target.MARGIN).header().options()).as("another target").doesNotContainKey("auto learned");
        Files.writeString(file, "half");
        assertThat(auto(Target.SCORE).players()).isEqualTo(without.players());
        assertThat(auto(Target.SCORE).header().options()).containsEntry("auto learned", "unreadable");
    }
}
