package because.explain.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Concepts;
import because.core.Curve;
import because.core.Event;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import because.core.Item;
import because.core.Profile;
import because.core.Progress;
import because.core.Recommender;
import because.core.Rules;
import because.core.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People and items as features, on models of which it is known what they look at. */
class PairSampleTest {
    private static PairSample sample(ToDoubleBiFunction<Profile, Item> score, boolean reads, int people) {
        int[] popularity = new int[Cinema.FILMS];
        Arrays.setAll(popularity, i -> Cinema.FILMS - i);
        return new PairSample(
                Cinema.model(score, reads),
                Cinema.pairs(people, 1),
                popularity,
                PairSample.Options.defaults(),
                Progress.NONE);
    }

    private static int number(Sample sample, String name) {
        return IntStream.range(0, sample.variables().size())
                .filter(v -> sample.variables().get(v).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " of " + sample.variables()));
    }

    private static Map<String, Double> weights(PairSample sample) {
        Importance importance =
                new PermutationImportance(Measure.VARIATION, 1000).explain(sample, sample.changeable(List.of()), 1);
        return importance.weights().stream().collect(Collectors.toMap(Weight::name, Weight::value));
    }

    private static double comedies(Profile profile) {
        return profile.events().stream()
                .filter(event -> Cinema.comedy(Cinema.CATALOG.item(event.knownItem())))
                .count();
    }

    @Test
    void importance_is_of_what_the_model_reads_and_of_nothing_else() {
        Map<String, Double> age = weights(sample((p, _) -> Cinema.age(p), true, 60));
        assertThat(age.get("person:age")).isCloseTo(1, within(1e-9));
        assertThat(age)
                .allSatisfy((name, value) -> assertThat(value).isEqualTo(name.equals("person:age") ? value : 0.0));
        Map<String, Double> newest = weights(
                sample((p, _) -> p.events().isEmpty() ? 0 : p.events().getLast().knownItem(), true, 60));
        assertThat(newest.get("history:newest")).isGreaterThan(0.5);
        assertThat(newest.get("history:order")).isPositive();
        assertThat(newest.get("history:newest 6-20")).isZero();
        assertThat(newest.get("item:price")).isZero();
        Map<String, Double> price = weights(sample((_, i) -> Cinema.price(i), true, 60));
        assertThat(price.get("item:price")).isCloseTo(1, within(1e-9));
        assertThat(price.get("item")).as("the same film under another id").isZero();
        Map<String, Double> stars = weights(
                sample((p, _) -> p.events().isEmpty() ? 0 : p.events().getLast().value(), true, 60));
        assertThat(stars.get("history:values")).isGreaterThan(0.5);
    }

    @Test
    void a_model_that_knows_items_by_their_numbers_is_asked_about_whole_items() {
        PairSample sample = sample((_, i) -> Cinema.price(i), false, 60);
        Map<String, Double> weights = weights(sample);
        assertThat(weights.get("item")).isCloseTo(1, within(0.35));
        assertThat(weights).doesNotContainKeys("item:price", "item:genres", "person:age");
        assertThatThrownBy(() -> sample.changeable(List.of("item:price")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe ask the methods tree or rules");
        Rules rules = new Surrogates(Surrogates.Options.defaults()).tree(sample, sample.readable(List.of()), 1);
        assertThat(rules.rules().getFirst().conditions().getFirst().feature()).isEqualTo("item:price");
    }

    @Test
    void who_it_is_is_all_that_is_known_of_the_person() {
        PairSample sample = sample((p, i) -> Cinema.age(p) + comedies(p) + Cinema.price(i), true, 40);
        List<Pair> pairs = Cinema.pairs(40, 1);
        int who = number(sample, "who");
        for (int row = 0; row < 40; row++) {
            Pair other = pairs.get((row + 3) % 40);
            int asked = pairs.get(row).item();
            double films = other.profile().events().stream()
                    .filter(e -> e.knownItem() != asked && Cinema.comedy(Cinema.CATALOG.item(e.knownItem())))
                    .count();
            assertThat(sample.predict(List.of(new Version.Mixed(row, List.of(who), (row + 3) % 40)))[0])
                    .isEqualTo(Cinema.age(other.profile()) + films + Cinema.price(Cinema.CATALOG.item(asked)));
        }
        assertThat(sample.changeable(List.of())).as("made of the others").doesNotContain(who);
        assertThat(sample.readable(List.of("item:genres")))
                .extracting(v -> sample.variables().get(v).name())
                .contains("item:genres=Comedy", "item:genres=Drama");
    }

    @Test
    void a_curve_over_a_word_or_a_number_is_what_the_model_makes_of_it() {
        PairSample sample = sample((p, i) -> 2 * Cinema.age(p) + (Cinema.comedy(i) ? 7 : 0), true, 40);
        Curve age = new PartialDependence(10, 0).explain(sample, number(sample, "person:age"), 1);
        Curve.Point first = age.points().getFirst();
        assertThat(age.points())
                .allSatisfy(point ->
                        assertThat(point.value() - first.value()).isCloseTo(2 * (point.x() - first.x()), within(1e-9)));
        Curve comedy = new PartialDependence(10, 0).explain(sample, number(sample, "item:genres=Comedy"), 1);
        assertThat(comedy.points().get(1).value() - comedy.points().get(0).value())
                .isCloseTo(7, within(1e-9));
        Curve local = new AccumulatedEffects(10).explain(sample, number(sample, "item:genres=Comedy"), 1);
        assertThat(local.range()).isCloseTo(7, within(1e-9));
    }

    @Test
    void a_share_of_a_history_is_set_as_nearly_as_whole_events_can() {
        PairSample sample = sample((p, _) -> comedies(p) / p.events().size(), false, 80);
        Curve curve = new PartialDependence(6, 80).explain(sample, number(sample, "history:genres=Comedy"), 1);
        for (Curve.Line line : curve.lines()) {
            int events = Cinema.pairs(80, 1)
                    .get(line.person() - 1)
                    .profile()
                    .events()
                    .size();
            double before = -1;
            for (int p = 0; p < curve.points().size(); p++) {
                double share = line.values().get(p);
                assertThat(share).isCloseTo(curve.points().get(p).x(), within(0.5 / events + 1e-12));
                assertThat(share).isGreaterThanOrEqualTo(before);
                before = share;
            }
        }
    }

    @Test
    void a_history_can_be_shorter_but_not_longer_than_it_is() {
        PairSample sample = sample((p, _) -> p.events().size(), false, 50);
        Curve curve = new PartialDependence(20, 3).explain(sample, number(sample, "history:length"), 1);
        for (Curve.Point point : curve.points()) {
            assertThat(point.value()).isEqualTo(point.x());
            assertThat(point.people()).isEqualTo((int) Cinema.pairs(50, 1).stream()
                    .filter(p -> p.profile().events().size() >= point.x())
                    .count());
        }
        assertThat(curve.lines().stream().flatMap(line -> line.values().stream()))
                .anyMatch(v -> Double.isNaN(v));
    }

    @Test
    void what_is_another_persons_is_put_together_so_that_nothing_is_out_of_order() {
        List<Pair> pairs = Cinema.pairs(30, 3);
        Recommender model = Cinema.model(
                (p, _) -> {
                    for (int i = 1; i < p.events().size(); i++) {
                        assertThat(p.events().get(i).time())
                                .isGreaterThanOrEqualTo(p.events().get(i - 1).time());
                    }
                    return p.events().stream().mapToDouble(Event::knownItem).sum();
                },
                true);
        PairSample sample = new PairSample(model, pairs, new int[0], PairSample.Options.defaults(), Progress.NONE);
        List<Integer> all = sample.changeable(List.of());
        for (int row = 0; row < 30; row++) {
            int donor = (row + 7) % 30;
            double mixed = sample.predict(List.of(new Version.Mixed(
                    row,
                    sample.changeable(List.of("history")).stream()
                            .filter(v -> sample.variables().get(v).name().contains("newest"))
                            .toList(),
                    donor)))[0];
            int asked = pairs.get(row).item();
            double expected = pairs.get(donor).profile().events().stream()
                    .mapToInt(Event::knownItem)
                    .filter(item -> item != asked)
                    .sum();
            assertThat(mixed).as("all slices are the donor's").isEqualTo(expected);
            assertThat(sample.predict(List.of(new Version.Mixed(row, all, row)))[0])
                    .as("one's own in all but the asked item's own events")
                    .isLessThanOrEqualTo(sample.predict(List.of(new Version.AsIs(row)))[0]);
        }
    }

    @Test
    void targets_of_pairs_are_those_of_the_catalogue() {
        ToDoubleBiFunction<Profile, Item> score = (p, i) -> Cinema.price(i) + Cinema.age(p);
        List<Pair> pairs = Cinema.pairs(10, 1);
        for (Target target : List.of(Target.MARGIN, Target.RANK, Target.LIST, Target.PROBABILITY)) {
            PairSample sample = new PairSample(
                    Cinema.model(score, true),
                    pairs,
                    new int[0],
                    PairSample.Options.defaults().withTarget(target),
                    Progress.NONE);
            double[] all =
                    Cinema.CATALOG.items().stream().mapToDouble(Cinema::price).toArray();
            double[] values = sample.asIs();
            for (int row = 0; row < 10; row++) {
                double own = all[pairs.get(row).item()];
                double better = Arrays.stream(all).filter(v -> v > own).count();
                double rank =
                        1 + better + (Arrays.stream(all).filter(v -> v == own).count() - 1) / 2.0;
                double expected = switch (target) {
                    case MARGIN -> own - Arrays.stream(all).average().orElseThrow();
                    case RANK -> -rank;
                    case LIST -> rank <= 10 ? 1 : 0;
                    default -> Math.exp(own) / Arrays.stream(all).map(Math::exp).sum();
                };
                assertThat(values[row]).as("%s", target).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void a_space_holds_what_its_scores_are_made_of_and_not_what_is_drawn_by_chance() {
        // Two tastes: how much a person cares for comedies, and for nothing that the price says.
        Recommender model = Cinema.model(
                (p, i) -> comedies(p) * (Cinema.comedy(i) ? 1 : -1) + Math.sin(i.hashCode() * (1 + comedies(p))),
                false);
        List<Profile> people = Cinema.pairs(12, 5).stream().map(Pair::profile).toList();
        int[] items = IntStream.range(0, Cinema.FILMS).toArray();
        Concepts concepts =
                new ConceptProbes(ConceptProbes.Options.defaults()).explain(model, items, people, List.of(), 1);
        assertThat(concepts.space()).isEqualTo(Concepts.Space.SCORES);
        Concepts.Concept comedy = concepts.concepts().stream()
                .filter(c -> c.name().equals("item:genres=Comedy"))
                .findFirst()
                .orElseThrow();
        assertThat(comedy.auc()).isGreaterThan(0.95);
        assertThat(comedy.held()).isTrue();
        assertThat(comedy.control()).isCloseTo(0.5, within(0.1));
        assertThat(comedy.items()).isEqualTo(20);
        assertThat(concepts.concepts())
                .filteredOn(c -> c.name().startsWith("item:price"))
                .allMatch(c -> !c.held());
        assertThatThrownBy(() -> new ConceptProbes(ConceptProbes.Options.defaults())
                        .explain(model, items, people, List.of("item:genre"), 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe you meant");
    }
}
