package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Examples;
import because.core.Explanation;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Knowledge;
import because.core.Paths;
import because.core.Profile;
import because.core.Recommender;
import because.core.Setting;
import because.core.Trainer;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Examples and paths on a planted world: the people 0 to 4 have items 0, 1 and 2, the people 5 to 14 have 3, 4 and 5. */
class KindsTest {
    private static final Dataset DATA = data();
    private static final Recommender EASE = new EaseTrainer(new EaseOptions(1)).train(DATA, Trainer.Run.of(1));
    private static final Profile PERSON = Profile.ofItems(0, 3);

    private static Dataset data() {
        List<Item> items = IntStream.range(0, 6)
                .mapToObj(i -> new Item("i" + i, "Title " + i, Map.of()))
                .toList();
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < 15; user++) {
            for (int item = 0; item < 3; item++) {
                rows.add(new int[] {user, user < 5 ? item : item + 3});
            }
        }
        return new Dataset(
                "planted",
                new IdMap(IntStream.range(0, 15).mapToObj(i -> "person-" + i).toList()),
                new Catalog(items),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(
                        15,
                        rows.stream().mapToInt(row -> row[0]).toArray(),
                        rows.stream().mapToInt(row -> row[1]).toArray(),
                        null,
                        null,
                        null),
                Map.of());
    }

    private static Knowledge knowledge() {
        Knowledge.Builder builder = new Knowledge.Builder(EASE.catalog());
        IntStream.range(0, 6).forEach(i -> builder.link("i" + i, "e" + i));
        return builder.add("e0", "film.film.directed_by", "mann")
                .add("e2", "film.film.directed_by", "mann")
                .add("mann", "name", "Michael Mann")
                .add("e3", "film.film.language", "m.0en")
                .add("e5", "film.film.language", "m.0en")
                .build();
    }

    private static Answer.Why explain(String method, Setting setting, int item) {
        Config.Explaining usual = Config.Explaining.DEFAULTS;
        Config.Explaining how = new Config.Explaining(
                method, 0, usual.target(), usual.absence(), usual.players(), usual.named(), usual.seed());
        return new Because(EASE, how, Optional.of(DATA))
                .with(setting)
                .explain(PERSON, List.of(new Candidate.Known(item)), Set.of(0, 3))
                .getFirst();
    }

    private static void readsBack(Explanation explanation) {
        assertThat(Json.explanation(Json.read(Json.text(Json.write(explanation)))))
                .isEqualTo(explanation);
    }

    @Test
    void supporters_are_those_whose_removal_lowers_the_score_by_as_much_as_is_said() {
        Answer.Why why = explain("examples", Setting.NONE.withTraining(DATA), 2);
        Examples examples = (Examples) why.explanation();
        readsBack(examples);
        assertThat(examples.measure()).isEqualTo(Examples.Measure.RETRAINED);
        assertThat(examples.supporters()).isEqualTo(5);
        assertThat(examples.people()).isEqualTo(15);
        Dataset less = DATA.withEvents(DATA.events().where(row -> row >= 3)); // without person 0, one of the five
        List<Candidate> two = List.of(new Candidate.Known(2));
        double fall = EASE.score(List.of(PERSON), two)[0][0]
                - new EaseTrainer(new EaseOptions(1))
                        .train(less, Trainer.Run.of(1))
                        .score(List.of(PERSON), two)[0][0];
        for (Examples.Example example : examples.examples()) {
            assertThat(example.support()).isCloseTo(fall, within(1e-12));
            assertThat(example.shared()).containsExactly("Title 0");
            assertThat(example.person()).doesNotContain("person");
        }
        assertThat(why.reason(Language.EN)).contains("5 people", "“Title 0”").doesNotContain("person-");
        assertThat(why.reason(Language.ZH)).contains("5 位用户", "《Title 0》");
    }

    @Test
    void people_are_named_only_where_they_may_be() {
        Setting identified = new Setting(0, Optional.of(DATA), true);
        Examples examples = (Examples) explain("examples", identified, 2).explanation();
        assertThat(examples.examples()).extracting(Examples.Example::person).contains("person-0");
    }

    @Test
    void a_path_is_said_with_the_names_of_what_is_on_it() {
        Answer.Why why = explain("paths", Setting.NONE.withKnowledge(knowledge()), 2);
        Paths paths = (Paths) why.explanation();
        readsBack(paths);
        assertThat(paths.paths()).hasSize(1);
        assertThat(paths.paths().getFirst().cost()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(why.reason(Language.EN))
                .contains("“Title 0” (directed by “Michael Mann”, who also directed “Title 2”)");
        assertThat(why.reason(Language.ZH)).contains("《Title 0》（由“Michael Mann”执导，后者还执导了《Title 2》）");
    }

    @Test
    void a_thing_without_a_name_is_told_by_what_both_have() {
        Answer.Why why = explain("paths", Setting.NONE.withKnowledge(knowledge()), 5);
        assertThat(why.reason(Language.EN)).contains("“Title 3” (in the same language as “Title 5”)");
        assertThat(why.reason(Language.ZH)).contains("《Title 3》（与《Title 5》语言相同）");
    }

    @Test
    void without_an_event_that_matters_there_is_not_enough_evidence() {
        Knowledge other = new Knowledge.Builder(EASE.catalog())
                .link("i3", "e3")
                .link("i2", "e2")
                .add("e3", "film.film.directed_by", "mann")
                .add("e2", "film.film.directed_by", "mann")
                .build();
        Answer.Why why = explain("paths", Setting.NONE.withKnowledge(other), 2); // a path from 3, which does not matter
        assertThat(((Paths) why.explanation()).paths()).isEmpty();
        assertThat(why.reason(Language.EN)).contains("not enough evidence");
    }
}
