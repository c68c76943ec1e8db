package because;

import static because.Told.how;
import static because.Told.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.InteractionValues;
import because.core.Interactions;
import because.core.Item;
import because.core.Link;
import because.core.Profile;
import because.core.Recommender;
import because.core.Target;
import because.narrate.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations in terms of what is known of the person, in a world in which who plays chess likes the even items, and cities and ages are chance. */
class PersonPlayersTest {
    private static final int ITEMS = 20;
    private static final int PEOPLE = 80;
    private static final int EACH = 8;

    private static final Dataset DATA = data();

    private static boolean chess(int user) {
        return user % 2 == 0;
    }

    private static Map<String, Attribute> known(int user) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        List<String> hobbies = chess(user) ? List.of("cooking", "chess", "h" + user % 3) : List.of("cooking", "rowing");
        attributes.put("hobbies", new Attribute.Tokens(hobbies));
        attributes.put("city", new Attribute.Tokens(List.of("c" + user / 2 % 4)));
        attributes.put("age", new Attribute.Quantity(20 + user * 7 % 50));
        return attributes;
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(4);
        int[] users = new int[PEOPLE * EACH];
        int[] items = new int[users.length];
        float[] values = new float[users.length];
        Map<Integer, Map<String, Attribute>> people = new LinkedHashMap<>();
        for (int row = 0; row < users.length; row++) {
            users[row] = row / EACH;
            items[row] = random.nextInt(ITEMS);
            values[row] = (chess(users[row]) && items[row] % 2 == 0 ? 4 : 2) + random.nextInt(2);
            people.put(users[row], known(users[row]));
        }
        return new Dataset(
                "hobbies",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> new Item("i" + i, "Title " + i, Map.of()))
                        .toList()),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(PEOPLE, users, items, values, null, null),
                people);
    }

    private static Recommender model(String kind, String... options) {
        return Told.model(DATA, kind, options);
    }

    private static Recommender raters() {
        return model("fm", "task=rating", "factors=4", "epochs=40", "members=2");
    }

    private static Answer.Why explain(Recommender model, Config.Explaining how, Profile profile, int item) {
        return Told.explain(model, DATA, how, profile, item);
    }

    private static Profile with(Profile person, Map<String, Attribute> attributes) {
        return new Profile(person.events(), attributes, person.tags(), person.links(), person.context());
    }

    private static double score(Recommender model, Profile profile, int item) {
        return model.score(List.of(profile), List.of(new Candidate.Known(item)))[0][0];
    }

    /** Shapley values of two or three attributes, from all orders in which they become known. */
    private static Map<String, Double> byOrders(Recommender model, Profile person, int item) {
        List<String> names = List.copyOf(person.attributes().keySet());
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int[] order : orders) {
            Map<String, Attribute> known = new LinkedHashMap<>();
            double before = score(model, with(person, known), item);
            for (int place : order) {
                String name = names.get(place);
                known.put(name, person.attributes().get(name));
                double after = score(model, with(person, known), item);
                sums.merge("attribute:" + name, (after - before) / orders.length, Double::sum);
                before = after;
            }
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fm", "vbmf", "logistic", "transformer", "tokens"})
    void attributes_get_their_shapley_values_while_the_events_stay(String kind) {
        try (Recommender model = switch (kind) {
            case "fm" -> raters();
            case "logistic" -> model("logistic", "task=probability", "atLeast=4");
            case "vbmf" -> model("vbmf", "task=rating", "attributes=true", "iterations=10");
            default ->
                model(
                        "transformer",
                        "people=" + (kind.equals("tokens") ? "tokens" : "true"),
                        "dimension=8",
                        "negatives=16",
                        "batchTokens=128",
                        "epochs=3");
        }) {
            Profile person = DATA.profile(4);
            Answer.Why why = explain(model, how("shapley-exact", "person"), person, 6);
            Map<String, Double> expected = byOrders(model, person, 6);
            assertThat(values(why).keySet())
                    .containsExactlyInAnyOrder("attribute:hobbies", "attribute:city", "attribute:age");
            values(why)
                    .forEach((player, value) ->
                            assertThat(value).as(player).isCloseTo(expected.get(player), within(1e-5)));
            assertThat(expected.values().stream().mapToDouble(Math::abs).sum()).isGreaterThan(1e-3);
            assertThat(why.explanation().header().score()).isCloseTo(score(model, person, 6), within(1e-5));
            assertThat(((because.core.Attribution) why.explanation()).header().base())
                    .isCloseTo(score(model, with(person, Map.of()), 6), within(1e-5));
        }
    }

    @Test
    void what_was_planted_is_the_reason_for_a_rating_word_by_word() {
        try (Recommender model = raters()) {
            Answer.Why all = explain(model, how("auto", "person"), DATA.profile(4), 6);
            assertThat(all.reason(Language.EN)).contains("because of “hobbies: cooking, chess, h1”", "in your profile");
            assertThat(all.reason(Language.ZH)).contains("资料中有“hobbies: cooking, chess, h1”");
            Answer.Why words = explain(model, how("auto", "person:hobbies"), DATA.profile(4), 6);
            Map<String, Double> values = values(words);
            assertThat(values.keySet())
                    .containsExactlyInAnyOrder(
                            "attribute:hobbies:cooking", "attribute:hobbies:chess", "attribute:hobbies:h1");
            assertThat(values.get("attribute:hobbies:chess"))
                    .isGreaterThan(0.5)
                    .isEqualTo(values.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElseThrow());
            assertThat(words.reason(Language.EN)).contains("because of “chess”", "in your profile");
            Map<String, Attribute> less = new LinkedHashMap<>(DATA.profile(4).attributes());
            less.put("hobbies", new Attribute.Tokens(List.of("cooking", "h1")));
            double fall = score(model, DATA.profile(4), 6) - score(model, with(DATA.profile(4), less), 6);
            Answer.Why without = explain(model, how("leave-one-out", "person:hobbies"), DATA.profile(4), 6);
            assertThat(values(without).get("attribute:hobbies:chess")).isCloseTo(fall, within(1e-9));
            assertThat(Json.explanation(Json.read(Json.text(Json.write(words.explanation())))))
                    .isEqualTo(words.explanation());
        }
    }

    @Test
    void pairs_targets_and_other_peoples_attributes_go_with_it() {
        try (Recommender model = model("logistic", "task=probability", "atLeast=4")) {
            Profile person = DATA.profile(4);
            InteractionValues pairs = (InteractionValues)
                    explain(model, how("interactions", "person"), person, 6).explanation();
            assertThat(pairs.pairs()).hasSize(3);
            Config.Explaining d = how("shapley-exact", "person");
            Config.Explaining chance = new Config.Explaining(d.method(), 0, Target.PROBABILITY, d.absence(), 100, 3, 1)
                    .withTerms(d.terms());
            double log = score(model, person, 6);
            assertThat(explain(model, chance, person, 6).explanation().header().score())
                    .isCloseTo(1 / (1 + Math.exp(-log)), within(1e-6));
            Config.Explaining others =
                    new Config.Explaining(d.method(), 0, d.target(), Absence.MARGINAL, 100, 3, 1).withTerms(d.terms());
            assertThat(values(explain(model, others, person, 6))).hasSize(3);
        }
    }

    @Test
    void tags_and_links_are_players_too_and_too_many_are_one_together() {
        try (Recommender model = raters()) {
            Profile person = new Profile(
                    List.of(Event.of(3)),
                    known(4),
                    Set.of("vip"),
                    List.of(new Link("friend", "bob"), new Link("friend", "bob")),
                    Context.NONE);
            assertThat(values(explain(model, how("shapley-exact", "person"), person, 6))
                            .keySet())
                    .containsExactlyInAnyOrder(
                            "attribute:hobbies", "attribute:city", "attribute:age", "tag:vip", "link:friend:bob");
            Config.Explaining d = how("shapley-exact", "person");
            Config.Explaining few =
                    new Config.Explaining(d.method(), 0, d.target(), d.absence(), 3, 3, 1).withTerms(d.terms());
            Answer.Why why = explain(model, few, person, 6);
            assertThat(values(why).keySet()).containsExactlyInAnyOrder("attribute:hobbies", "attribute:city", "person");
            assertThat(values(why).values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isCloseTo(score(model, person, 6) - score(model, Profile.ofItems(3), 6), within(1e-6));
        }
    }

    @Test
    void a_network_with_tokens_for_attributes_is_looked_into() {
        try (Recommender model =
                model("transformer", "people=tokens", "dimension=8", "negatives=16", "batchTokens=128", "epochs=1")) {
            assertThat(values(explain(model, how("deeplift", "person"), DATA.profile(4), 6))
                            .keySet())
                    .containsExactlyInAnyOrder("attribute:hobbies", "attribute:city", "attribute:age");
            refused(model, how("deeplift", "person:hobbies"), DATA.profile(4), "deeplift", "tokens of their own");
        }
    }

    @Test
    void what_cannot_be_asked_says_what_can() {
        try (Recommender ease = model("ease");
                Recommender fm = model("fm", "task=rating", "epochs=1")) {
            Profile person = DATA.profile(4);
            refused(ease, how("auto", "person"), person, "players is 'person'", "ease", "Maybe train", "people: true");
            refused(fm, how("auto", "person"), Profile.ofItems(1), "nothing is known of the person", "Maybe map");
            refused(fm, how("auto", "person:hobies"), person, "unknown attribute", "Maybe you meant hobbies");
            refused(fm, how("counterfactual", "person"), person, "method", "shapley-exact", "person");
            refused(fm, how("owen", "person").withGroup("time:day"), person, "method");
            refused(fm, how("auto", "person").withGroup("time:day"), person, "group", "person", "Maybe");
        }
    }

    private static void refused(Recommender model, Config.Explaining how, Profile profile, String... parts) {
        assertThatThrownBy(() -> explain(model, how, profile, 3))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(parts);
    }
}
