package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.Catalog;
import because.core.Concepts;
import because.core.Curve;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Importance;
import because.core.Importance.Measure;
import because.core.Importance.Weight;
import because.core.Interactions;
import because.core.Item;
import because.core.Progress;
import because.core.Recommender;
import because.core.Rules;
import because.core.Split;
import because.core.Task;
import because.core.Trainer;
import because.data.Splits;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.models.labelled.LogisticOptions;
import because.models.labelled.LogisticTrainer;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Overviews of trained models on worlds whose laws are known. */
class OverviewTest {
    /** Offers in two colours to people of two towns; whether they are taken depends on both, and on nothing else that is known. */
    private static final Split OFFERS = offers();

    private static final Recommender LOGISTIC = new LogisticTrainer(
                    LogisticOptions.defaults().withTask(Task.probabilityOf("yes")))
            .train(OFFERS.train(), Trainer.Run.of(1));

    /** In this order, whatever the machine. */
    private static Map<String, Attribute> ordered(String first, Attribute one, String second, Attribute two) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put(first, one);
        attributes.put(second, two);
        return attributes;
    }

    private static Split offers() {
        Random random = new Random(5);
        int people = 900;
        List<Item> items = IntStream.range(0, 8)
                .mapToObj(i -> new Item(
                        "o" + i,
                        "Offer " + i,
                        ordered(
                                "colour",
                                new Attribute.Tokens(List.of(i % 2 == 0 ? "red" : "blue")),
                                "weight",
                                new Attribute.Quantity(i / 2))))
                .toList();
        Map<Integer, Map<String, Attribute>> known = new TreeMap<>();
        int[] user = new int[people];
        int[] item = new int[people];
        short[] kind = new short[people];
        for (int u = 0; u < people; u++) {
            boolean ulm = random.nextBoolean();
            user[u] = u;
            item[u] = random.nextInt(8);
            double odds = (ulm ? 1.5 : -1.5) + (item[u] % 2 == 0 ? 1 : -1);
            kind[u] = (short) (random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0);
            known.put(
                    u,
                    ordered(
                            "town",
                            new Attribute.Tokens(List.of(ulm ? "Ulm" : "Bonn")),
                            "age",
                            new Attribute.Quantity(20 + random.nextInt(50))));
        }
        Dataset data = new Dataset(
                "offers",
                new IdMap(IntStream.range(0, people).mapToObj(u -> "u" + u).toList()),
                new Catalog(items),
                new IdMap(List.of("no", "yes")),
                Interactions.sorted(people, user, item, null, null, kind),
                known);
        return Splits.random(data, 0.4, 0.1, 1);
    }

    private static List<Answer.Why> ask(Recommender model, Split split, Overview.Options options) {
        return new Overview(model, split).explain(options, Progress.NONE);
    }

    private static Overview.Options options(Overview.Method method) {
        return Overview.Options.defaults().withMethod(method).withPeople(150);
    }

    private static Map<String, Weight> weights(Answer.Why answer) {
        return ((Importance) answer.explanation()).weights().stream().collect(Collectors.toMap(Weight::name, w -> w));
    }

    @Test
    void importance_and_shapley_find_the_two_features_of_the_law() {
        for (Overview.Method method : List.of(Overview.Method.IMPORTANCE, Overview.Method.SHAPLEY)) {
            Map<String, Weight> weights =
                    weights(ask(LOGISTIC, OFFERS, options(method)).getFirst());
            double two = weights.get("person:town").share()
                    + weights.get("item:colour").share();
            assertThat(two).as("%s: %s", method, weights).isGreaterThan(0.6);
            assertThat(weights.get("person:town").value())
                    .isGreaterThan(weights.get("item:colour").value())
                    .isGreaterThan(5 * weights.get("person:age").value());
        }
    }

    @Test
    void the_loss_rises_without_what_the_law_is_made_of() {
        Map<String, Weight> weights = weights(ask(
                        LOGISTIC,
                        OFFERS,
                        options(Overview.Method.IMPORTANCE).withPeople(300).withMeasure(Measure.LOSS))
                .getFirst());
        assertThat(weights.get("person:town").low()).isPositive();
        assertThat(weights.get("item:colour").low()).isPositive();
        assertThat(weights.get("person:age").value())
                .isLessThan(weights.get("item:colour").value() / 3);
    }

    @Test
    void the_log_odds_of_a_logistic_regression_have_no_interactions_and_parallel_lines() {
        List<Answer.Why> pairs = ask(LOGISTIC, OFFERS, options(Overview.Method.INTERACTIONS));
        assertThat(weights(pairs.getFirst()).values()).allMatch(weight -> weight.share() < 1e-9);
        for (Answer.Why answer : ask(LOGISTIC, OFFERS, options(Overview.Method.ICE))) {
            Curve curve = (Curve) answer.explanation();
            for (Curve.Line line : curve.lines()) {
                double off =
                        line.values().getFirst() - curve.points().getFirst().value();
                for (int p = 0; p < curve.points().size(); p++) {
                    assertThat(line.values().get(p) - curve.points().get(p).value())
                            .isCloseTo(off, within(1e-9));
                }
            }
        }
    }

    @Test
    void the_curve_that_goes_furthest_comes_first_and_those_of_both_kinds_agree() {
        List<Answer.Why> pdp = ask(LOGISTIC, OFFERS, options(Overview.Method.PDP));
        assertThat(((Curve) pdp.getFirst().explanation()).feature()).isEqualTo("person:town");
        Curve mean = (Curve) ask(LOGISTIC, OFFERS, options(Overview.Method.PDP).withFeatures(List.of("person:age")))
                .getFirst()
                .explanation();
        Curve local = (Curve) ask(LOGISTIC, OFFERS, options(Overview.Method.ALE).withFeatures(List.of("person:age")))
                .getFirst()
                .explanation();
        assertThat(local.range()).isCloseTo(mean.range(), within(1e-9));
    }

    @Test
    void rules_and_trees_say_what_the_model_says() {
        for (Overview.Method method : List.of(Overview.Method.RULES, Overview.Method.TREE)) {
            Rules rules = (Rules) ask(LOGISTIC, OFFERS, options(method).withPeople(300))
                    .getFirst()
                    .explanation();
            assertThat(rules.fidelity()).isGreaterThan(0.6);
            assertThat(rules.rules().getFirst().conditions())
                    .extracting(Rules.Condition::feature)
                    .containsAnyOf("person:town", "item:colour");
            assertThat(rules.header().candidate()).isEmpty();
        }
    }

    /** People who keep to one of two genres. */
    private static Split films() {
        Random random = new Random(7);
        List<Item> items = IntStream.range(0, 60)
                .mapToObj(i -> new Item(
                        "f" + i,
                        "Film " + i,
                        ordered(
                                "genre",
                                new Attribute.Tokens(List.of(i % 2 == 0 ? "Comedy" : "Drama")),
                                "lucky",
                                new Attribute.Tokens(List.of(random.nextBoolean() ? "yes" : "no")))))
                .toList();
        List<int[]> rows = new ArrayList<>();
        for (int u = 0; u < 120; u++) {
            List<Integer> films = new ArrayList<>(
                    IntStream.range(0, 30).map(i -> 2 * i).boxed().toList());
            Collections.shuffle(films, random);
            for (int e = 0; e < 10; e++) {
                rows.add(new int[] {u, films.get(e) + u % 2, e});
            }
        }
        Dataset data = new Dataset(
                "films",
                new IdMap(IntStream.range(0, 120).mapToObj(u -> "u" + u).toList()),
                new Catalog(items),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(
                        120,
                        rows.stream().mapToInt(r -> r[0]).toArray(),
                        rows.stream().mapToInt(r -> r[1]).toArray(),
                        null,
                        rows.stream().mapToLong(r -> r[2]).toArray(),
                        null),
                Map.of());
        return Splits.leaveLastOut(data);
    }

    @Test
    void of_a_recommender_of_films_the_match_of_genres_is_the_rule_and_genres_are_what_its_space_holds() {
        Split films = films();
        Recommender ease = new EaseTrainer(new EaseOptions(20)).train(films.train(), Trainer.Run.of(1));
        Rules rules = (Rules)
                ask(ease, films, options(Overview.Method.RULES)).getFirst().explanation();
        assertThat(rules.rules().getFirst().conditions())
                .extracting(Rules.Condition::feature)
                .contains("match:genre");
        assertThat(rules.fidelity()).isGreaterThan(0.1);
        Concepts concepts = (Concepts)
                ask(ease, films, options(Overview.Method.CONCEPTS)).getFirst().explanation();
        Map<String, Concepts.Concept> byName =
                concepts.concepts().stream().collect(Collectors.toMap(Concepts.Concept::name, c -> c));
        assertThat(byName.get("item:genre=Comedy").held()).isTrue();
        assertThat(byName.get("item:genre=Comedy").auc()).isGreaterThan(0.95);
        assertThat(byName.get("item:lucky=yes").held()).isFalse();
        Map<String, Weight> weights = weights(
                ask(ease, films, options(Overview.Method.IMPORTANCE).withFeatures(List.of("history:genre", "item")))
                        .getFirst());
        assertThat(weights.get("history:genre=Comedy").value()).isGreaterThan(0.1);
    }

    @Test
    void every_answer_reads_back_equal_is_told_in_both_languages_and_is_no_reason_for_a_person() {
        for (Overview.Method method : Overview.Method.values()) {
            Split split = method == Overview.Method.CONCEPTS ? films() : OFFERS;
            Recommender model = method == Overview.Method.CONCEPTS
                    ? new EaseTrainer(new EaseOptions(20)).train(split.train(), Trainer.Run.of(1))
                    : LOGISTIC;
            List<Answer.Why> answers = ask(model, split, options(method).withPeople(40));
            assertThat(answers).isNotEmpty();
            for (Answer.Why answer : answers) {
                assertThat(Json.explanation(Json.read(Json.text(Json.write(answer.explanation())))))
                        .isEqualTo(answer.explanation());
                assertThat(answer.reason(Language.EN))
                        .endsWith(".")
                        .doesNotContain("%s", "null", "NaN")
                        .matches("[A-Z].*");
                assertThat(answer.reason(Language.ZH)).endsWith("。").doesNotContain("null", "NaN");
                for (Language language : Language.values()) {
                    assertThat(ExplanationText.render(answer.explanation(), language, 5))
                            .contains(answer.explanation().header().method())
                            .doesNotContain("NaN", "Infinity");
                }
                assertThat(answer.explanation().evidence()).isNotEmpty();
            }
            assertThat(ask(model, split, options(method).withPeople(40))).isEqualTo(answers);
        }
    }
}
