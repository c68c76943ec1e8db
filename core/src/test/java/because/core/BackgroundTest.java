package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private static final Profile PERSON = Profile.ofItems(0, 1, 2, 3);

    private static Dataset data(int[]... histories) {
        List<Integer> users = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int user = 0; user < histories.length; user++) {
            ids.add("person " + user);
            for (int item : histories[user]) {
                users.add(user);
                items.add(item);
            }
        }
        TestModel model = new TestModel(12, 2, false);
        return new Dataset(
                "test",
                new IdMap(ids),
                model.catalog(),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(
                        histories.length,
                        users.stream().mapToInt(i -> i).toArray(),
                        items.stream().mapToInt(i -> i).toArray(),
                        null,
                        null,
                        null),
                Map.of());
    }

    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }

    private static List<Integer> items(Profile profile) {
        return profile.events().stream().map(Event::knownItem).toList();
    }

    @Test
    void the_newest_event_becomes_the_newest_of_the_reference_and_a_short_one_begins_again() {
        Background background = Background.of("two", List.of(Profile.ofItems(10, 11)));
        assertThat(items(background.replace(PERSON, places(0, 3), Set.of(), 0))).containsExactly(10, 1, 2, 11);
        assertThat(items(background.replace(PERSON, places(0, 1, 2, 3), Set.of(), 0)))
                .containsExactly(10, 11, 10, 11);
    }

    @Test
    void a_reference_without_events_is_removal() {
        Background nobody = Background.of("nobody", List.of(Profile.EMPTY));
        assertThat(items(nobody.replace(PERSON, places(1, 2), Set.of(), 0))).containsExactly(0, 3);
        Question removed =
                Question.about(PERSON, new TestModel(12, 50, false).catalog(), List.of(new Candidate.Known(7)));
        Question replaced = removed.withBackground(nobody).withAbsence(Absence.BACKGROUND);
        for (int coalition = 0; coalition < 16; coalition++) {
            BitSet present = BitSet.valueOf(new long[] {coalition});
            assertThat(replaced.profiles(present)).isEqualTo(removed.profiles(present));
        }
    }

    @Test
    void an_attribute_becomes_the_references() {
        Map<String, Attribute> mine = Map.of("age", new Attribute.Quantity(30), "city", new Attribute.Text("Rome"));
        Map<String, Attribute> theirs = Map.of("age", new Attribute.Quantity(60));
        Profile person = new Profile(List.of(), mine, Set.of("vip"), List.of(), Context.NONE);
        Profile other = new Profile(List.of(), theirs, Set.of(), List.of(), Context.NONE);
        Set<Part> all = Set.of(new Part.OfAttribute("age"), new Part.OfAttribute("city"), new Part.OfTag("vip"));
        assertThat(Background.of("other", List.of(other)).replace(person, new BitSet(), all, 0))
                .isEqualTo(other);
    }

    @Test
    void a_word_of_an_attribute_stays_only_if_the_reference_has_it_too() {
        Profile person = speaking("Greek", "Latin", "Czech");
        Background other = Background.of("other", List.of(speaking("Latin", "Danish"), Profile.EMPTY));
        Set<Part> all = Set.of(
                new Part.OfToken("languages", "Greek"),
                new Part.OfToken("languages", "Latin"),
                new Part.OfToken("languages", "Czech"));
        assertThat(other.replace(person, new BitSet(), all, 0)).isEqualTo(speaking("Latin"));
        assertThat(other.replace(person, new BitSet(), all, 1)).isEqualTo(Profile.EMPTY);
        Set<Part> whole = Set.of(new Part.OfToken("languages", "Greek"), new Part.OfAttribute("languages"));
        assertThat(other.replace(person, new BitSet(), whole, 0)).isEqualTo(speaking("Latin", "Danish"));
    }

    private static Profile speaking(String... languages) {
        return new Profile(
                List.of(),
                Map.of("languages", new Attribute.Tokens(List.of(languages))),
                Set.of(),
                List.of(),
                Context.NONE);
    }

    @Test
    void people_are_others_and_the_same_for_the_same_seed() {
        Dataset data = data(new int[] {0, 1, 2, 3}, new int[] {5, 6}, new int[] {7}, new int[] {});
        Background people = Background.people(data, PERSON, 16, 1);
        assertThat(people.draws()).isEqualTo(2); // not the person, nor who has no events
        for (int draw = 0; draw < 2; draw++) {
            Profile replaced = people.replace(PERSON, places(0, 1, 2, 3), Set.of(), draw);
            assertThat(replaced)
                    .isEqualTo(
                            Background.people(data, PERSON, 16, 1).replace(PERSON, places(0, 1, 2, 3), Set.of(), draw));
            assertThat(items(replaced)).doesNotContain(0, 1, 2, 3);
        }
        assertThatThrownBy(() -> Background.people(data(new int[] {0, 1, 2, 3}), PERSON, 4, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no other people");
    }

    @Test
    void a_value_is_the_mean_over_the_draws() {
        TestModel model = new TestModel(12, 1000, false);
        Dataset data = data(new int[] {4, 5}, new int[] {6}, new int[] {7, 8, 9});
        Background people = Background.people(data, PERSON, 3, 2);
        Question question = Question.about(PERSON, model.catalog(), List.of(new Candidate.Known(11)))
                .withBackground(people)
                .withAbsence(Absence.MARGINAL);
        Coalitions coalitions = new Coalitions(4);
        for (int i = 0; i < 16; i++) {
            coalitions.add(BitSet.valueOf(new long[] {i}));
        }
        double[][] values = new double[16][1];
        model.game(question).values(coalitions, values);
        for (int i = 0; i < 16; i++) {
            BitSet absent = BitSet.valueOf(new long[] {15 - i});
            double sum = 0;
            for (int draw = 0; draw < 3; draw++) {
                Profile profile = i == 15 ? PERSON : people.replace(PERSON, absent, Set.of(), draw);
                sum += model.score(profile, new Candidate.Known(11));
            }
            assertThat(values[i][0]).isCloseTo(sum / 3, within(1e-12));
        }
        assertThat(question.draws()).isEqualTo(3);
    }

    @Test
    void between_neighbours_stands_what_the_data_has_there() {
        // 1 is followed by 5 three times in four and by 6 once; 9 is preceded by 5 and by 7, as often.
        Dataset data = data(
                new int[] {1, 5, 9}, new int[] {1, 5}, new int[] {1, 5}, new int[] {1, 6}, new int[] {7, 9}, new int[] {
                    3
                });
        Background between = Background.between(data, 20_000, 3);
        Profile person = Profile.ofItems(1, 2, 9);
        double[] share = new double[12];
        for (int draw = 0; draw < between.draws(); draw++) {
            Profile drawn = between.replace(person, places(1), Set.of(), draw);
            assertThat(items(drawn)).hasSize(3).startsWith(1).endsWith(9);
            share[items(drawn).get(1)] += 1.0 / between.draws();
        }
        assertThat(share[5]).isCloseTo(.5 * .75 + .5 * .5, within(.015));
        assertThat(share[6]).isCloseTo(.5 * .25, within(.015));
        assertThat(share[7]).isCloseTo(.5 * .5, within(.015));
    }

    @Test
    void what_is_drawn_depends_on_nothing_but_the_coalition_and_the_draw() {
        Dataset data = data(new int[] {0, 1, 2, 3, 4, 5, 0, 2, 4}, new int[] {3, 1, 0, 8, 9, 10});
        Background one = Background.between(data, 4, 9);
        Background twin = Background.between(data, 4, 9);
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 200; trial++) {
            BitSet absent = BitSet.valueOf(new long[] {random.nextInt(16)});
            int draw = random.nextInt(4);
            Profile drawn = one.replace(PERSON, absent, Set.of(), draw);
            assertThat(drawn).isEqualTo(twin.replace(PERSON, absent, Set.of(), draw));
            for (int i = 0; i < 4; i++) {
                if (!absent.get(i)) {
                    assertThat(drawn.events().get(i)).isEqualTo(PERSON.events().get(i));
                }
            }
        }
    }

    @Test
    void a_question_that_replaces_says_what_it_lacks() {
        Question question =
                Question.about(PERSON, new TestModel(12, 2, false).catalog(), List.of(new Candidate.Known(7)));
        assertThatThrownBy(() -> question.withAbsence(Absence.MARGINAL))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("marginal")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> PERSON.without(Set.of(), Absence.CONDITIONAL)).isInstanceOf(BadInput.class);
    }
}
