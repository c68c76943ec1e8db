package because.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import because.core.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedWorldTest {
    static Stream<PlantedWorld> worlds() {
        return Stream.of(1L, 2L, 3L).flatMap(seed -> PlantedWorld.all(seed).stream());
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void knows_its_shapley_values(PlantedWorld world) {
        Question question = world.question();
        for (Absence absence : java.util.List.of(Absence.REMOVED, Absence.MASKED)) {
            TableGame game = TableGame.copyOf(world.game(question.withAbsence(absence)));
            for (int column = 0; column < game.columns(); column++) {
                assertThat(world.truth(question, column))
                        .containsExactly(game.shapleyOverAllOrders(column), within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void knows_the_shapley_values_of_groups(PlantedWorld world) {
        if (world.name().equals("last event")) {
            return;
        }
        Question single = world.question();
        Question groups = single.withPlayers(Player.groups(single.profile(), e -> "group " + e.knownItem() % 3));
        TableGame game = TableGame.copyOf(world.game(groups));
        assertThat(game.players()).isEqualTo(3);
        for (int column = 0; column < game.columns(); column++) {
            assertThat(world.truth(groups, column)).containsExactly(game.shapleyOverAllOrders(column), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void names_dummies_and_twins_rightly(PlantedWorld world) {
        Question question = world.question();
        TableGame game = TableGame.copyOf(world.game(question));
        for (int dummy : world.dummies(question)) {
            for (int s = 0; s < 1 << game.players(); s++) {
                assertThat(game.v(s | 1 << dummy)).isEqualTo(game.v(s & ~(1 << dummy)));
            }
        }
        List<Integer> twins = world.twins(question);
        assertThat(twins).hasSize(world.name().equals("last event") ? 0 : 2);
        for (int s = 0; !twins.isEmpty() && s < 1 << game.players(); s++) {
            int without = s & ~(1 << twins.getFirst()) & ~(1 << twins.getLast());
            assertThat(game.v(without | 1 << twins.getFirst()))
                    .isCloseTo(game.v(without | 1 << twins.getLast()), within(1e-12));
        }
        assertThat(world.dummies(question))
                .hasSizeGreaterThanOrEqualTo(world.name().equals("last event") ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void is_a_proper_recommender(PlantedWorld world) {
        assertThat(RecommenderContract.check(world)).isEmpty();
    }

    @Test
    void refuses_to_say_a_truth_that_it_does_not_know() {
        PlantedWorld world = PlantedWorld.additive(1);
        Question about = world.question();
        assertThatThrownBy(() -> world.truth(about.withTarget(Target.RANK), 0))
                .isInstanceOf(IllegalArgumentException.class);
        Profile twice = Profile.ofItems(3, 3);
        List<Candidate> candidates = List.of(new Candidate.Known(9));
        assertThatThrownBy(() -> world.truth(Question.about(twice, world.catalog(), candidates), 0))
                .isInstanceOf(IllegalArgumentException.class);
        PlantedWorld last = PlantedWorld.lastEvent(1);
        assertThatThrownBy(() -> last.truth(about.withPlayers(Player.groups(about.profile(), _ -> "all")), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.score(List.of(), List.of(new Candidate.Known(PlantedWorld.ITEMS))))
                .isInstanceOf(BadInput.class);
    }
}
