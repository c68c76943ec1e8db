package because.models.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.network.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSpaceTest {
    private static final FeatureOptions EVERY_WORD =
            FeatureOptions.defaults().withMinimumCount(1).withBins(4);

    private static Attribute tokens(String... words) {
        return new Attribute.Tokens(List.of(words));
    }

    private static Attribute number(double value) {
        return new Attribute.Quantity(value);
    }

    /** Each person has one event: with the item of the same number, of the value of that number, an hour after the other. */
    private static Dataset data(List<Map<String, Attribute>> items, List<Map<String, Attribute>> people, int events) {
        List<Item> catalog = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            catalog.add(new Item("i" + i, "item " + i, items.get(i)));
        }
        Map<Integer, Map<String, Attribute>> known = new java.util.LinkedHashMap<>();
        for (int u = 0; u < people.size(); u++) {
            known.put(u, people.get(u));
        }
        int[] user = IntStream.range(0, events).toArray();
        float[] value = new float[events];
        long[] time = new long[events];
        for (int i = 0; i < events; i++) {
            value[i] = i;
            time[i] = i * 3_600_000L;
        }
        return new Dataset(
                "test",
                new IdMap(
                        IntStream.range(0, people.size()).mapToObj(u -> "u" + u).toList()),
                new Catalog(catalog),
                new IdMap(List.of("rating")),
                Interactions.sorted(people.size(), user, user.clone(), value, time, null),
                known);
    }

    private static Map<String, Float> named(FeatureBlock block, Features features) {
        Map<String, Float> names = new java.util.LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            names.put(block.name(features.index(i)), features.value(i));
        }
        return names;
    }

    private static FeatureSpace ofPeople(FeatureOptions options, List<Map<String, Attribute>> people) {
        List<Map<String, Attribute>> items =
                people.stream().map(_ -> Map.<String, Attribute>of()).toList();
        return FeatureSpace.learn(data(items, people, people.size()), options);
    }

    @Test
    void words_numbers_and_vectors_become_features_that_say_what_they_are() {
        List<Map<String, Attribute>> people = List.of(
                Map.of("job", tokens("student"), "age", number(20), "face", new Attribute.Vector(new float[] {3, 4})),
                Map.of("job", tokens("retired"), "age", number(60), "face", new Attribute.Vector(new float[] {0, 5})));
        FeatureSpace space = ofPeople(EVERY_WORD.withBins(2), people);

        Profile known = new Profile(List.of(), people.getFirst(), Set.of(), List.of(), Context.NONE);
        assertThat(named(space.people(), space.person(known)))
                .containsOnly(
                        Map.entry("job = student", 1f),
                        Map.entry("age", -1f),
                        Map.entry("age below 60", 1f),
                        Map.entry("face[0]", 0.6f),
                        Map.entry("face[1]", 0.8f));
        assertThat(named(space.people(), space.person(Profile.EMPTY)))
                .containsOnly(
                        Map.entry("job not known", 1f),
                        Map.entry("age not known", 1f),
                        Map.entry("face not known", 1f));
    }

    @Test
    void a_word_that_is_rare_or_was_never_seen_is_another_value() {
        List<Map<String, Attribute>> people =
                List.of(Map.of("job", tokens("a")), Map.of("job", tokens("a")), Map.of("job", tokens("b")));
        FeatureSpace space = ofPeople(FeatureOptions.defaults(), people);

        assertThat(named(space.people(), space.people().encode(people.get(0)))).containsOnlyKeys("job = a");
        assertThat(named(space.people(), space.people().encode(people.get(2)))).containsOnlyKeys("job = another value");
        assertThat(named(space.people(), space.people().encode(Map.of("job", tokens("z")))))
                .containsOnlyKeys("job = another value");
    }

    @Test
    void several_words_share_the_length_one() {
        List<Map<String, Attribute>> people = List.of(Map.of("likes", tokens("a", "b", "c", "d", "a")));
        FeatureSpace space = ofPeople(EVERY_WORD, people);

        assertThat(named(space.people(), space.people().encode(people.getFirst())))
                .containsOnly(
                        Map.entry("likes = a", .5f),
                        Map.entry("likes = b", .5f),
                        Map.entry("likes = c", .5f),
                        Map.entry("likes = d", .5f));
    }

    @Test
    void only_items_and_people_with_training_events_are_learned_from() {
        List<Map<String, Attribute>> three = List.of(
                Map.of("x", tokens("seen")), Map.of("x", tokens("seen, too")), Map.of("x", tokens("test only")));
        FeatureSpace space = FeatureSpace.learn(data(three, three, 2), EVERY_WORD);

        for (FeatureBlock block : List.of(space.items(), space.people())) {
            assertThat(block.fields())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Field.Tokens.class,
                            f -> assertThat(f.tokens()).containsExactlyInAnyOrder("seen", "seen, too"));
        }
    }

    @Test
    void an_attribute_of_another_type_than_most_is_not_known() {
        List<Map<String, Attribute>> people =
                List.of(Map.of("year", number(1)), Map.of("year", number(2)), Map.of("year", tokens("unknown")));
        FeatureSpace space = ofPeople(EVERY_WORD, people);

        assertThat(named(space.people(), space.people().encode(people.get(2)))).containsOnlyKeys("year not known");
    }

    @Test
    void ranges_hold_about_equally_many_and_every_number_is_in_exactly_one() {
        Random random = new Random(7);
        List<Map<String, Attribute>> people = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            people.add(Map.of("x", number(Math.exp(3 * random.nextGaussian()))));
        }
        FeatureBlock block = ofPeople(EVERY_WORD.withBins(10), people).people();
        int[] counts = new int[block.size()];
        people.forEach(person -> {
            Features features = block.encode(person);
            assertThat(features.size()).isEqualTo(2); // the number itself and its range
            counts[features.index(1)]++;
        });
        assertThat(IntStream.range(2, counts.length).map(i -> counts[i]))
                .hasSize(10)
                .allSatisfy(n -> assertThat(n).isBetween(99, 101));
    }

    @Test
    void numbers_without_spread_or_without_bounds_stay_finite() {
        List<Map<String, Attribute>> people = List.of(
                Map.of("same", number(5), "huge", number(Double.MAX_VALUE)),
                Map.of("same", number(5), "huge", number(-Double.MAX_VALUE)));
        FeatureBlock block = ofPeople(EVERY_WORD, people).people();
        for (double x : new double[] {-Double.MAX_VALUE, -1, 0, Double.MIN_VALUE, 5, Double.MAX_VALUE}) {
            Features features = block.encode(Map.of("same", number(x), "huge", number(x)));
            for (int i = 0; i < features.size(); i++) {
                assertThat(features.value(i)).isBetween(-5f, 5f);
            }
        }
    }

    @Test
    void an_event_tells_its_kind_its_value_and_the_time_since_the_one_before() {
        List<Map<String, Attribute>> none = List.of(Map.of(), Map.of(), Map.of());
        FeatureSpace space = FeatureSpace.learn(data(none, none, 3), EVERY_WORD.withBins(0));
        Event event = new Event(new because.core.Candidate.Known(0), "rating", 1, 60_000L);

        assertThat(named(space.events(), space.event(event, Event.NO_TIME))).containsOnlyKeys("kind = rating");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void comes_back_from_its_json_and_encodes_the_same(long seed) {
        Random random = new Random(seed);
        List<Map<String, Attribute>> people = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Map<String, Attribute> one = new java.util.LinkedHashMap<>();
            for (int a = 0; a < 6; a++) {
                if (random.nextInt(4) > 0) {
                    one.put("\"a" + a + "\n", random(random, a % 3));
                }
            }
            people.add(one);
        }
        FeatureSpace space = ofPeople(EVERY_WORD, people);
        FeatureSpace back = FeatureSpace.fromJson(space.toJson());
        assertThat(back).isEqualTo(space);
        Set<String> names = new TreeSet<>();
        for (int f = 0; f < space.people().size(); f++) {
            assertThat(names.add(space.people().name(f))).isTrue();
        }
        people.forEach(person -> assertThat(back.people().encode(person))
                .isEqualTo(space.people().encode(person)));
    }

    private static Attribute random(Random random, int kind) {
        return switch (kind) {
            case 0 -> tokens("w" + random.nextInt(9), "v" + random.nextInt(9));
            case 1 -> number(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
            default -> new Attribute.Vector(new float[] {random.nextFloat(), -random.nextFloat()});
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[],\"people\":[],\"events\":[]}",
                "{\"format\":\"because-features\",\"version\":2,\"items\":[],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"other\",\"version\":1,\"items\":[],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[{\"kind\":\"class\",\"name\":\"x\"}],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[null],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[{\"kind\":\"vector\",\"name\":\"x\",\"dimension\":2147483647,\"scale\":1}],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[{\"kind\":\"number\",\"name\":\"x\",\"mean\":0,\"deviation\":0,\"cuts\":[]}],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[{\"kind\":\"number\",\"name\":\"x\",\"mean\":0,\"deviation\":1,\"cuts\":[2,1]}],\"people\":[],\"events\":[],\"context\":[]}",
                "{\"format\":\"because-features\",\"version\":1,\"items\":[{\"kind\":\"tokens\",\"name\":\"x\",\"several\":false,\"tokens\":[\"a\",\"a\"]}],\"people\":[],\"events\":[],\"context\":[]}"
            })
    void refuses_json_that_is_no_feature_space(String json) {
        assertThatThrownBy(() -> FeatureSpace.fromJson(json))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("features");
    }

    @Test
    void the_empty_data_has_no_features() {
        FeatureSpace space = FeatureSpace.learn(data(List.of(), List.of(), 0), FeatureOptions.defaults());
        assertThat(space.items().size()).isZero();
        assertThat(space.person(Profile.EMPTY)).isEqualTo(Features.NONE);
        assertThat(FeatureSpace.fromJson(space.toJson())).isEqualTo(space);
    }
}
