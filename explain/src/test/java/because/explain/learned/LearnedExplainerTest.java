package because.explain.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.DeletionTest;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import because.core.Target;
import because.explain.CheckedExplainer;
import because.explain.Explainers;
import because.testkit.TableWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedExplainerTest {
    private static final LearnedOptions SMALL = new LearnedOptions(24, 1, 12, 40, 16, 6e-3, 1e-3);
    private static final PlantedStates ADDING = PlantedStates.adding(1);
    private static final PlantedStates ATTENDING = PlantedStates.attending(2);
    private static final LearnedModel OF_ADDING = learned(ADDING, SMALL, 1);
    private static final LearnedModel OF_ATTENDING = learned(ATTENDING, SMALL, 1);

    @TempDir
    private Path folder;

    private static LearnedModel learned(PlantedStates world, LearnedOptions options, long seed) {
        return new LearnedTraining(options, seed, Progress.NONE)
                .learn(
                        world,
                        new LearnedTraining.Questions(
                                world.questions(600, 3, 9, 1),
                                world.questions(40, 3, 9, 2),
                                world.questions(40, 3, 9, 3)));
    }

    @Test
    void learns_the_exact_values_of_a_world_that_adds_up() {
        assertThat(OF_ADDING.measured().error()).isLessThan(0.06);
        assertThat(OF_ADDING.measured().correlation()).isGreaterThan(0.97);
        assertThat(OF_ADDING.measured().reference()).isZero(); // few players: compared with exact values
        for (Question question : ADDING.questions(20, 4, 8, 9)) {
            List<Attribution> alone = explain(LearnedExplainer.alone().with(OF_ADDING), ADDING, question, 2);
            for (int column = 0; column < alone.size(); column++) {
                assertThat(alone.get(column).completenessGap()).isCloseTo(0, within(1e-6));
                assertThat(alone.get(column).header().calls()).isEqualTo(2);
                int candidate =
                        ((because.core.Candidate.Known) question.candidates().get(column)).index();
                for (int i = 0; i < question.players().size(); i++) {
                    double exact =
                            ADDING.says(question.profile().events().get(i).knownItem(), candidate);
                    PlayerValue value = alone.get(column).players().get(i);
                    assertThat(value.value()).isCloseTo(exact, within(0.6));
                    assertThat(value.standardError()).isPositive();
                }
            }
        }
    }

    @Test
    void pools_learn_how_events_are_weighed_against_each_other() {
        LearnedModel without = learned(ATTENDING, SMALL.withPools(0), 1);
        assertThat(OF_ATTENDING.measured().error()).isLessThan(0.25);
        assertThat(OF_ATTENDING.measured().unexplained())
                .isLessThan(0.6 * without.measured().unexplained());
    }

    @Test
    void what_was_learned_makes_sampling_more_precise() {
        double with = 0;
        double without = 0;
        for (Question question : ATTENDING.questions(30, 12, 14, 5)) {
            List<Attribution> exact = explain(Explainers.named("shapley-exact"), ATTENDING, question, 1 << 14);
            with += off(explain(LearnedExplainer.checked().with(OF_ATTENDING), ATTENDING, question, 8 * 14), exact);
            without += off(explain(Explainers.named("auto"), ATTENDING, question, 8 * 14), exact);
        }
        assertThat(with).isLessThan(0.5 * without);
    }

    private static double off(List<Attribution> found, List<Attribution> exact) {
        double off = 0;
        for (int column = 0; column < exact.size(); column++) {
            for (int i = 0; i < exact.get(column).players().size(); i++) {
                off += Math.pow(
                        found.get(column).players().get(i).value()
                                - exact.get(column).players().get(i).value(),
                        2);
            }
        }
        return off;
    }

    @Test
    void the_same_seed_gives_the_same_bits() throws IOException {
        LearnedOptions few = SMALL.withEpochs(2);
        LearnedFile.write(folder.resolve("one"), learned(ADDING, few, 4));
        LearnedFile.write(folder.resolve("two"), learned(ADDING, few, 4));
        LearnedFile.write(folder.resolve("three"), learned(ADDING, few, 5));
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("three")))
                .isNotNegative();
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void a_learning_that_was_killed_goes_on_with_the_same_bits() throws IOException {
        LearnedOptions few = SMALL.withEpochs(4);
        Path checkpoint = folder.resolve(".learning");
        LearnedFile.write(folder.resolve("unbroken"), learned(ADDING, few, 4));
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertThatThrownBy(() -> kept(few, checkpoint, true)).hasMessage("killed");
            assertThat(checkpoint).exists();
        }
        LearnedFile.write(folder.resolve("resumed"), kept(few, checkpoint, false));
        assertThat(folder.resolve("resumed")).hasSameBinaryContentAs(folder.resolve("unbroken"));
        assertThat(checkpoint).doesNotExist();
        assertThatThrownBy(() -> kept(few.withEpochs(3), checkpoint, true)).hasMessage("killed");
        LearnedFile.write(folder.resolve("anew"), kept(few, checkpoint, false));
        assertThat(folder.resolve("anew"))
                .as("what another learning left is not looked at")
                .hasSameBinaryContentAs(folder.resolve("unbroken"));
        Files.writeString(checkpoint, "half");
        assertThatThrownBy(() -> kept(few, checkpoint, false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe delete it");
    }

    /** One that is to be killed is so after its first epoch. */
    private static LearnedModel kept(LearnedOptions options, Path checkpoint, boolean killed) {
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, java.util.Map<String, Double> values) {
                if (killed && values.containsKey("unexplained")) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        return new LearnedTraining(options, 4, progress)
                .keeping(checkpoint)
                .learn(
                        ADDING,
                        new LearnedTraining.Questions(
                                ADDING.questions(600, 3, 9, 1),
                                ADDING.questions(40, 3, 9, 2),
                                ADDING.questions(40, 3, 9, 3)));
    }

    @Test
    void a_file_brings_back_what_was_learned() {
        Path file = folder.resolve("explainer");
        LearnedFile.write(file, OF_ATTENDING);
        LearnedModel read = LearnedFile.read(file);
        assertThat(read.origin()).isEqualTo(OF_ATTENDING.origin());
        assertThat(read.measured()).isEqualTo(OF_ATTENDING.measured());
        Question question = ATTENDING.questions(1, 6, 6, 8).getFirst();
        for (Explainer again : LearnedExplainer.of((_, _) -> read)) {
            Explainer before = Explainers.named(
                    again.method(), Setting.NONE.withMade(LearnedExplainer.of((_, _) -> OF_ATTENDING)));
            assertThat(again.explain(ATTENDING, question, Budget.calls(1000), 3))
                    .isEqualTo(before.explain(ATTENDING, question, Budget.calls(1000), 3));
        }
    }

    @Test
    void a_damaged_file_is_refused() throws IOException {
        Path file = folder.resolve("explainer");
        LearnedFile.write(file, OF_ADDING);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> LearnedFile.read(file)).isInstanceOf(BadInput.class);
        Files.write(
                file,
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("\"SCORE\"", "\"SCARE\"")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LearnedFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("learn-explainer");
    }

    @Test
    void another_model_target_or_absence_is_refused() {
        Question question = ADDING.questions(1, 5, 5, 8).getFirst();
        for (Explainer explainer : LearnedExplainer.of((_, _) -> OF_ADDING)) {
            assertThatThrownBy(() -> explain(explainer, PlantedStates.adding(3), question, 100))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("belongs to the model");
            assertThatThrownBy(() -> explain(explainer, ADDING, question.withTarget(Target.MARGIN), 100))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("--target score");
            assertThatThrownBy(() -> explain(explainer, ADDING, question.withAbsence(Absence.MASKED), 100))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("--absence removed");
        }
    }

    @Test
    void nothing_learned_says_what_to_do() {
        Question question = ADDING.questions(1, 5, 5, 8).getFirst();
        for (String name : List.of(LearnedExplainer.CHECKED, LearnedExplainer.ALONE)) {
            assertThatThrownBy(() -> explain(Explainers.named(name, Setting.NONE), ADDING, question, 100))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("because learn-explainer");
        }
    }

    @Test
    void a_model_without_vectors_of_events_is_refused() {
        TableWorld table = TableWorld.random(4, 2, 1);
        assertThatThrownBy(() -> new LearnedTraining(SMALL, 1, Progress.NONE)
                        .learn(
                                table,
                                new LearnedTraining.Questions(
                                        List.of(table.question(0)),
                                        List.of(table.question(0)),
                                        List.of(table.question(0)))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--method auto");
    }

    @Test
    void too_few_people_are_refused() {
        assertThatThrownBy(() -> new LearnedTraining(SMALL, 1, Progress.NONE)
                        .learn(
                                ADDING,
                                new LearnedTraining.Questions(
                                        ADDING.questions(5, 1, 1, 1),
                                        ADDING.questions(5, 3, 3, 1),
                                        ADDING.questions(5, 3, 3, 1))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two events");
    }

    @Test
    void somebody_without_events_is_explained_by_the_base_alone() {
        Question nobody = Question.about(
                Profile.EMPTY,
                ADDING.catalog(),
                ADDING.questions(1, 5, 5, 8).getFirst().candidates());
        for (Explainer explainer : LearnedExplainer.of((_, _) -> OF_ADDING)) {
            assertThat(explain(explainer, ADDING, nobody, 100)).hasSize(2).allSatisfy(attribution -> {
                assertThat(attribution.players()).isEmpty();
                assertThat(attribution.completenessGap()).isZero();
            });
        }
    }

    @Test
    void groups_of_events_are_players_too() {
        Question single = ADDING.questions(1, 8, 8, 8).getFirst();
        Question grouped = single.withPlayers(
                Player.groups(single.profile(), event -> event.knownItem() % 2 == 0 ? "even" : "odd"));
        List<Attribution> alone = explain(LearnedExplainer.alone().with(OF_ADDING), ADDING, grouped, 2);
        List<Attribution> exact = explain(Explainers.named("shapley-exact"), ADDING, grouped, 1 << 10);
        for (int i = 0; i < grouped.players().size(); i++) {
            assertThat(alone.getFirst().players().get(i).value())
                    .isCloseTo(exact.getFirst().players().get(i).value(), within(1.0));
        }
    }

    /** An explainer that never learned anything, and claims to be precise: its values alone fall through the deletion test, and sampling takes no harm. */
    @Test
    void a_liar_is_told_apart() {
        LearnedModel liar = new LearnedModel(
                OF_ADDING.origin(),
                new LearnedModel.Measured(40, 0.01, 0.01, 0.99, 0.01, 0),
                OF_ADDING.inputs(),
                OF_ADDING.network().width(),
                1,
                OF_ADDING.network().random(99),
                20 * OF_ADDING.unit());
        int honest = 0;
        int lying = 0;
        double harmed = 0;
        int aside = 0;
        double plain = 0;
        List<Question> questions = ADDING.questions(100, 9, 12, 6);
        for (Question question : questions) {
            honest += passed(LearnedExplainer.alone().with(OF_ADDING), question);
            lying += passed(LearnedExplainer.alone().with(liar), question);
        }
        assertThat(honest).isGreaterThan(150);
        assertThat(lying).isLessThan(60);
        for (Question question : ATTENDING.questions(30, 12, 14, 6)) {
            List<Attribution> exact = explain(Explainers.named("shapley-exact"), ATTENDING, question, 1 << 14);
            LearnedModel lies = new LearnedModel(
                    OF_ATTENDING.origin(),
                    liar.measured(),
                    OF_ATTENDING.inputs(),
                    OF_ATTENDING.network().width(),
                    1,
                    OF_ATTENDING.network().random(98),
                    20 * OF_ATTENDING.unit());
            List<Attribution> with = explain(LearnedExplainer.checked().with(lies), ATTENDING, question, 16 * 14);
            List<Attribution> without = explain(Explainers.named("auto"), ATTENDING, question, 16 * 14);
            harmed += off(with, exact);
            plain += off(without, exact);
            if ("0.0".equals(with.getFirst().header().options().get("learnedFactor"))) {
                aside++;
                for (int column = 0; column < with.size(); column++) {
                    assertThat(with.get(column).players())
                            .isEqualTo(without.get(column).players());
                }
            }
        }
        assertThat(harmed).isLessThan(1.1 * plain);
        assertThat(aside).isGreaterThan(20); // and then the values are the same bits
    }

    private static int passed(Explainer explainer, Question question) {
        int passed = 0;
        for (Attribution attribution : explain(new CheckedExplainer(explainer), ADDING, question, 2)) {
            passed += attribution
                            .header()
                            .deletionTest()
                            .map(DeletionTest::passed)
                            .orElse(false)
                    ? 1
                    : 0;
        }
        return passed;
    }

    private static List<Attribution> explain(Explainer explainer, Recommender world, Question question, long calls) {
        List<Explanation> explanations = explainer.explain(world, question, Budget.calls(calls), 1);
        return explanations.stream().map(Attribution.class::cast).toList();
    }
}
