package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Attribution;
import because.core.Candidate;
import because.core.ForwardingRecommender;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import because.core.Trainer;
import because.evaluate.PairedComparison;
import because.evaluate.faithfulness.MethodChoice;
import because.evaluate.faithfulness.MethodChoice.Outcome;
import because.evaluate.faithfulness.MethodChoice.Standing;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The method auto goes by what was judged of the very model, for the kind of question that was judged, and says so. */
class MethodChoicesTest {
    private static final PlantedEvents WORLD = PlantedEvents.generate(new PlantedEvents.Options(60, 30, 20, 1, 0.9), 3);

    private static final Recommender MODEL = Models.trainer("ease", Map.of()).train(WORLD.data(), Trainer.Run.of(1));

    private static final Judging.Options JUDGED = Judging.Options.defaults();

    @TempDir
    private Path runs;

    private static MethodChoice choice(String picked, Outcome outcome) {
        PairedComparison gain = PairedComparison.of(new double[] {0.5, 0.6, 0.7}, new double[] {0.1, 0.3, 0.2}, 1);
        Standing auto = new Standing("auto", 0.2, 0.01, Optional.of(gain), false, 1024, true);
        Standing other = new Standing(picked, 0.6, 0.01, Optional.empty(), true, 20, true);
        return new MethodChoice(
                "NAOPC", 100, "auto", picked, picked, picked, outcome, Optional.of(gain), List.of(auto, other));
    }

    private static Because because(long calls, MethodChoices choices) {
        Config.Explaining how = new Config.Explaining("auto", calls, Target.SCORE, Absence.REMOVED, 100, 3, 1);
        return new Because(MODEL, how, Optional.of(WORLD.data())).with(choices);
    }

    private static Attribution explain(Because because) {
        Profile profile = WORLD.data().profile(0);
        List<Candidate> one =
                List.of(because.recommender().catalog().candidates().get(7));
        return because.explain(profile, one, Set.of()).getFirst().attribution();
    }

    private static String text(Attribution attribution, Language language) {
        return ExplanationText.render(attribution, MODEL.catalog().item(7), language, 3);
    }

    private MethodChoices kept(String picked, Judging.Options options) {
        MethodChoices.keep(runs.resolve("m"), MODEL, options, choice(picked, Outcome.CONFIRMED));
        return MethodChoices.read(runs.resolve("m"), MODEL.provenance().fingerprint());
    }

    @Test
    void the_method_that_measurement_puts_first_explains_and_the_header_and_the_text_say_why() {
        Because because = because(0, kept("leave-one-out", JUDGED));
        Attribution attribution = explain(because);
        assertThat(attribution.header().method()).isEqualTo("leave-one-out");
        assertThat(attribution.header().options())
                .containsEntry("auto", "confirmed")
                .containsEntry("auto metric", "NAOPC")
                .containsEntry("auto gain", "+0.4000");
        assertThat(text(attribution, Language.EN))
                .contains(
                        "choice    by measurement: leave-one-out beats the usual method by +0.4000 NAOPC on 3 people");
        assertThat(text(attribution, Language.ZH)).contains("选择      依据测量：").contains("leave-one-out 的 NAOPC");
        assertThat(explain(because)).as("the same bits").isEqualTo(attribution);
    }

    @Test
    void without_a_record_it_is_what_it_always_was() {
        Attribution attribution = explain(because(0, MethodChoices.NONE));
        assertThat(attribution.header().method()).startsWith("shapley-");
        assertThat(text(attribution, Language.EN))
                .contains("choice    the usual method: none was judged on this model");
        assertThat(MethodChoices.read(runs.resolve("m"), "f").judged()).isEmpty();
    }

    @Test
    void a_record_of_another_model_counts_for_nothing() {
        kept("leave-one-out", JUDGED);
        Attribution attribution = explain(because(0, MethodChoices.read(runs.resolve("m"), "another")));
        assertThat(attribution.header().method()).startsWith("shapley-");
        assertThat(text(attribution, Language.EN)).contains("what was judged is another model");
        // Kept anew, it is of this one.
        assertThat(explain(because(0, kept("leave-one-out", JUDGED))).header().method())
                .isEqualTo("leave-one-out");
    }

    @Test
    void questions_of_another_kind_are_answered_as_usual() {
        MethodChoices choices = kept("leave-one-out", JUDGED);
        Attribution dear = explain(because(20_000, choices));
        assertThat(dear.header().options()).containsEntry("auto", "another budget");
        assertThat(text(dear, Language.EN)).contains("because judge --keep --calls 20000");
        assertThat(explain(because(1_500, choices)).header().method())
                .as("1,500 are like 1,024")
                .isEqualTo("leave-one-out");
        Config.Explaining rank = new Config.Explaining("auto", 0, Target.RANK, Absence.REMOVED, 100, 3, 1);
        Attribution other = explain(because(0, choices).with(rank));
        assertThat(other.header().options()).containsEntry("auto", "another question");
        Attribution grouped = explain(because(0, choices).with(Config.Explaining.DEFAULTS.withGroup("time:week")));
        assertThat(grouped.header().options()).containsEntry("auto", "another question");
        Attribution precise = explain(because(0, choices).with(Config.Explaining.DEFAULTS.within(0.05, 0)));
        assertThat(precise.header().options()).containsEntry("auto", "a time or a precision");
        assertThat(text(precise, Language.ZH)).contains("所求为精度或时间");
    }

    @Test
    void each_budget_has_a_choice_of_its_own_and_the_nearest_counts() {
        kept("leave-one-out", JUDGED);
        MethodChoices both = kept("lime", JUDGED.withCalls(20_000));
        assertThat(both.judged()).hasSize(2);
        assertThat(explain(because(20_000, both)).header().method()).isEqualTo("lime");
        assertThat(explain(because(0, both)).header().method()).isEqualTo("leave-one-out");
        assertThat(kept("shapley-permutation", JUDGED).judged())
                .as("it is replaced")
                .hasSize(2);
    }

    @Test
    void each_task_of_a_model_has_a_record_of_its_own() {
        kept("leave-one-out", JUDGED);
        Recommender ratings = new OtherTask(MODEL);
        MethodChoices.keep(runs.resolve("m"), ratings, JUDGED, choice("lime", Outcome.CONFIRMED));
        MethodChoices own = MethodChoices.read(runs.resolve("m"), Task.Kind.RATING, "ratings");
        assertThat(explain(because(0, own)).header().method()).isEqualTo("lime");
        MethodChoices items =
                MethodChoices.read(runs.resolve("m"), MODEL.provenance().fingerprint());
        assertThat(explain(because(0, items)).header().method()).isEqualTo("leave-one-out");
        assertThat(MethodChoices.read(runs.resolve("m"), Task.Kind.PROBABILITY, "odds"))
                .as("nothing judged, rather than another model")
                .isSameAs(MethodChoices.NONE);
    }

    /** A model that is asked about ratings, and is then another to those who compare fingerprints. */
    private static final class OtherTask extends ForwardingRecommender implements Predictor {
        OtherTask(Recommender recommender) {
            super(recommender);
        }

        @Override
        public Task task() {
            return new Task(Task.Kind.RATING, "", 1);
        }

        @Override
        public Recommender withTemperature(double temperature) {
            return this;
        }

        @Override
        public <T> Optional<T> as(Class<T> view) {
            return view.isInstance(this) ? Optional.of(view.cast(this)) : super.as(view);
        }

        @Override
        public Provenance provenance() {
            Provenance own = super.provenance();
            return new Provenance(own.model(), own.options(), own.seed(), own.data(), "ratings", own.environment());
        }
    }

    @Test
    void what_cannot_answer_leaves_it_to_the_usual_method() {
        Attribution attribution = explain(because(0, kept("shapley-exact", JUDGED)));
        assertThat(attribution.header().method()).isEqualTo("shapley-regression");
        assertThat(text(attribution, Language.EN))
                .contains("the usual method: shapley-exact, which measurement puts first, cannot answer");
    }

    @Test
    void a_damaged_or_foreign_file_is_named_and_the_usual_method_explains() throws IOException {
        kept("leave-one-out", JUDGED);
        Path file = MethodChoices.file(runs.resolve("m"));
        String sound = Files.readString(file);
        List<String> damaged = List.of(
                "",
                "{",
                "[]",
                "{}",
                "null",
                sound.substring(0, sound.length() / 2),
                sound.replace("\"schema\" : 1", "\"schema\" : 2"),
                sound.replace("leave-one-out", "tarot"),
                sound.replace("leave-one-out", "learned-alone"),
                sound.replace("\"target\" : \"SCORE\"", "\"target\" : \"TAROT\""),
                sound.replace("\"outcome\" : \"CONFIRMED\",", ""),
                sound.replace("\"fingerprint\"", "\"finger\""));
        for (String text : damaged) {
            assertThat(text).isNotEqualTo(sound);
            Files.writeString(file, text);
            MethodChoices choices =
                    MethodChoices.read(runs.resolve("m"), MODEL.provenance().fingerprint());
            Attribution attribution = explain(because(0, choices));
            assertThat(attribution.header().method()).as(text).startsWith("shapley-");
            assertThat(attribution.header().options()).as(text).containsEntry("auto", "unreadable");
            assertThat(text(attribution, Language.EN))
                    .as(text)
                    .contains("what was judged cannot be read, m.json: ")
                    .contains("because judge --keep writes it anew");
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(explain(because(0, MethodChoices.read(runs.resolve("m"), "f")))
                        .header()
                        .options())
                .containsEntry("auto file", "m.json: it is not UTF-8 text");
        assertThat(kept("lime", JUDGED).judged()).as("it can be written anew").hasSize(1);
    }
}
