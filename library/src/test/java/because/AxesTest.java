package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Profile;
import because.core.Recommender;
import because.core.Target;
import because.core.Trainer;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.testkit.PlantedEvents;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AxesTest {
    private static final Dataset DATA = PlantedEvents.generate(new PlantedEvents.Options(40, 30, 20, 1, 0.9), 1)
            .data();
    private static final Recommender EASE = new EaseTrainer(EaseOptions.defaults()).train(DATA, Trainer.Run.of(1));

    private static Config.Explaining how(Target target, Absence absence, String group, long calls) {
        return new Config.Explaining("leave-one-out", calls, target, absence, 100, 3, 1).withGroup(group);
    }

    private static Attribution explain(Config.Explaining how) {
        Profile profile = DATA.profile(3);
        List<Candidate> candidates = List.of(new Candidate.Known(5));
        return new Because(EASE, how, Optional.of(DATA))
                .explain(profile, candidates, Set.of())
                .getFirst()
                .attribution();
    }

    @Test
    void every_target_goes_with_every_absence_and_every_group() {
        for (Target target : Target.values()) {
            for (Absence absence : Absence.values()) {
                for (String group : List.of("none", "time:day", "time:session", "similar:3")) {
                    if (absence == Absence.MASKED) {
                        continue; // EASE does not know such places, and says so
                    }
                    Attribution attribution = explain(how(target, absence, group, 0));
                    assertThat(attribution.header().target()).isEqualTo(target);
                    assertThat(attribution.header().absence()).isEqualTo(absence);
                    assertThat(attribution.header().options().containsKey("background"))
                            .isEqualTo(absence.replaces());
                    for (Language language : Language.values()) {
                        assertThat(ExplanationText.render(
                                        attribution, EASE.catalog().item(5), language, 5))
                                .isNotEmpty();
                    }
                }
            }
        }
    }

    @Test
    void a_linear_models_value_is_the_weight_less_that_of_what_comes_in_its_place() {
        int other = DATA.profile(3).knownItems().nextClearBit(6);
        String id = EASE.catalog().item(other).id();
        Attribution attribution =
                explain(how(Target.SCORE, Absence.BACKGROUND, "none", 0).withBackground("item:" + id));
        Attribution removed = explain(how(Target.SCORE, Absence.REMOVED, "none", 0));
        double comes = EASE.score(List.of(Profile.ofItems(other)), List.of(new Candidate.Known(5)))[0][0];
        for (int i = 0; i < removed.players().size(); i++) {
            double weight = removed.players().get(i).value();
            assertThat(attribution.players().get(i).value()).isCloseTo(weight - comes, within(1e-12));
        }
    }

    @Test
    void calls_count_profiles_and_stay_within_the_budget() {
        Config.Explaining how = new Config.Explaining(
                        "shapley-permutation", 4000, Target.SCORE, Absence.MARGINAL, 100, 3, 1)
                .withDraws(5);
        Attribution attribution = explain(how);
        long check = 5L * 43; // the deletion test comes on top: everybody, without the named, and 41 others
        assertThat(attribution.header().calls()).isBetween(2000L, 4000L + check);
        assertThat(attribution.header().calls() % 5).isZero();
        assertThat(explain(how)).isEqualTo(attribution);
    }

    @Test
    void what_needs_data_says_so_where_there_is_none() {
        Config.Explaining how = how(Target.SCORE, Absence.CONDITIONAL, "none", 0);
        assertThatThrownBy(() -> new Because(EASE, how, Optional.empty())
                        .explain(DATA.profile(3), List.of(new Candidate.Known(5)), Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data is not at hand");
    }
}
