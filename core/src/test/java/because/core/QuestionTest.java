package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions, queries, players and budgets. */
class QuestionTest {
    private static final Catalog CATALOG = new Catalog(List.of(
            new Item("a", "Alien", Map.of()),
            new Item("b", "Brazil", Map.of()),
            new Item("c", "Casablanca", Map.of())));
    private static final List<Candidate> CANDIDATES = List.of(new Candidate.Known(2));

    @Test
    void the_usual_question_is_about_single_events_and_excludes_what_is_known() {
        Profile profile = Profile.of(List.of(
                Event.of(1),
                Event.of(0).hidden(),
                new Event(new Candidate.Described(Item.of("x")), "", 0, 1),
                Event.of(1)));
        Question question = Question.about(profile, CATALOG, CANDIDATES);
        assertThat(question.players())
                .containsExactly(
                        new Player("event:0", "Brazil", List.of(new Part.OfEvent(0))),
                        new Player("event:1", "(hidden)", List.of(new Part.OfEvent(1))),
                        new Player("event:2", "x", List.of(new Part.OfEvent(2))),
                        new Player("event:3", "Brazil", List.of(new Part.OfEvent(3))));
        assertThat(question.exclude()).containsExactly(1);
        assertThat(question.absence()).isEqualTo(Absence.REMOVED);
        assertThat(question.target()).isEqualTo(Target.SCORE);
        assertThat(Question.about(Profile.EMPTY, CATALOG, CANDIDATES).players()).isEmpty();
    }

    @Test
    void groups_come_in_the_order_of_their_first_event() {
        Profile profile = Profile.ofItems(2, 1, 2, 0, 1);
        assertThat(Player.groups(profile, event -> CATALOG.title(event.item())))
                .containsExactly(group("Casablanca", 0, 2), group("Brazil", 1, 4), group("Alien", 3));
        assertThat(Player.groups(Profile.EMPTY, _ -> "all")).isEmpty();
    }

    private static Player group(String name, int first, int... more) {
        List<Part> parts = new ArrayList<>(List.of(new Part.OfEvent(first)));
        for (int event : more) {
            parts.add(new Part.OfEvent(event));
        }
        return new Player("group:" + name, name, parts);
    }

    @Test
    void players_whose_events_leave_no_gap_are_a_sequence_by_their_last_event() {
        Question single = Question.about(Profile.ofItems(0, 1, 2), CATALOG, CANDIDATES);
        assertThat(single.sequence()).containsExactly(0, 1, 2);
        assertThat(single.withAbsence(Absence.MASKED).sequence()).isEmpty();
        List<Player> groups = List.of(
                new Player("late", "late", List.of(new Part.OfEvent(0), new Part.OfEvent(2))),
                new Player("early", "early", List.of(new Part.OfEvent(1))));
        assertThat(single.withPlayers(groups).sequence())
                .as("the last event of all is one of the first group")
                .containsExactly(1, 0);
        assertThat(single.withPlayers(single.players().subList(0, 2)).sequence())
                .as("the last event always stays")
                .isEmpty();
        assertThat(Question.about(Profile.EMPTY, CATALOG, CANDIDATES).sequence())
                .isEmpty();
    }

    @Test
    void refuses_to_be_about_nothing() {
        assertThatThrownBy(() -> Question.about(Profile.EMPTY, CATALOG, List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("at least one candidate");
        assertThatThrownBy(() -> new Player("p", "P", List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'p' has no parts");
    }

    @Test
    void refuses_players_of_the_same_id() {
        Question question = Question.about(Profile.ofItems(0, 1), CATALOG, CANDIDATES);
        List<Player> same = List.of(
                new Player("p", "One", List.of(new Part.OfEvent(0))),
                new Player("p", "Two", List.of(new Part.OfEvent(1))));
        assertThatThrownBy(() -> question.withPlayers(same))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two players have the id 'p'");
    }

    @Test
    void refuses_players_of_what_the_profile_does_not_have() {
        Link bob = new Link("friend", "bob");
        Profile profile = new Profile(
                List.of(Event.of(0)),
                Map.of("age", new Attribute.Quantity(9)),
                Set.of("vip"),
                List.of(bob),
                Context.NONE);
        Question question = Question.about(profile, CATALOG, CANDIDATES);
        for (Part part : List.of(
                new Part.OfEvent(0), new Part.OfAttribute("age"), new Part.OfTag("vip"), new Part.OfLink(bob))) {
            List<Player> players = List.of(new Player("p", "P", List.of(part)));
            assertThat(question.withPlayers(players).players()).isEqualTo(players);
        }
        for (Part part : List.of(
                new Part.OfEvent(1),
                new Part.OfAttribute("vip"),
                new Part.OfTag("age"),
                new Part.OfLink(new Link("employer", "bob")))) {
            List<Player> players = List.of(new Player("p", "P", List.of(new Part.OfEvent(0), part)));
            assertThatThrownBy(() -> question.withPlayers(players))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("player 'p'")
                    .hasMessageContaining(part.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refuses_a_query_for_fewer_than_one_item(int n) {
        assertThatThrownBy(() -> Query.of(Profile.EMPTY, n))
                .isInstanceOf(BadInput.class)
                .hasMessage("n is " + n + "; allowed: 1 or more.");
    }

    @Test
    void the_usual_query_excludes_the_items_of_the_profile() {
        Query query = Query.of(Profile.ofItems(2, 0, 2), 7);
        assertThat(query.exclude()).containsExactlyInAnyOrder(0, 2);
        assertThat(query.n()).isEqualTo(7);
        assertThat(query.filters()).isEmpty();
    }

    @Test
    void refuses_budgets_that_cannot_pay_for_nobody_and_everybody() {
        assertThat(Budget.calls(2)).isEqualTo(Budget.calls(2));
        assertThatThrownBy(() -> Budget.calls(1)).isInstanceOf(BadInput.class).hasMessageContaining("2 calls or more");
    }

    @Test
    void labels_are_lower_case_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(Target.MARGIN.label()).isEqualTo("margin");
            assertThat(Absence.REMOVED.label()).isEqualTo("removed");
        } finally {
            Locale.setDefault(before);
        }
    }
}
