package because;

import static because.Told.how;
import static because.Told.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.InteractionValues;
import because.core.Interactions;
import because.core.Item;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.core.Transferable;
import because.models.baseline.Content;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations in terms of what is known of items, on a world in which people keep to a group and colours are chance. */
class ItemQuestionTest {
    private static final int ITEMS = 24;
    private static final int PEOPLE = 60;
    private static final List<String> TEXTS =
            List.of("the war of the worlds", "a war at sea", "love in the rain", "a garden of love", "the last war");

    private static final Dataset DATA = data();

    private static Item item(int number) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("group", new Attribute.Tokens(List.of("g" + number % 3)));
        attributes.put("colour", new Attribute.Tokens(List.of("c" + number / 3 % 4)));
        attributes.put("year", new Attribute.Quantity(1990 + number));
        return new Item("i" + number, "Title " + number, attributes);
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(5);
        int length = 6;
        int[] users = new int[PEOPLE * length];
        int[] items = new int[users.length];
        float[] values = new float[users.length];
        for (int row = 0; row < users.length; row++) {
            users[row] = row / length;
            items[row] = users[row] % 3 + 3 * random.nextInt(ITEMS / 3);
            values[row] = 1 + random.nextInt(5);
        }
        return new Dataset(
                "groups",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(ItemQuestionTest::item)
                        .toList()),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(PEOPLE, users, items, values, null, null),
                Map.of());
    }

    private static Recommender model(String kind, String... options) {
        return Told.model(DATA, kind, options);
    }

    private static Recommender transformer() {
        return model(
                "transformer",
                "attributes=true",
                "ids=false",
                "dimension=8",
                "window=10",
                "negatives=16",
                "batchTokens=128",
                "epochs=12");
    }

    private static Answer.Why explain(Recommender model, Config.Explaining how, Profile profile, int item) {
        return Told.explain(model, DATA, how, profile, item);
    }

    private static Candidate without(int item, Set<String> absent, String of) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(item(item).attributes());
        attributes.keySet().removeIf(name -> absent.contains(of + name));
        return new Candidate.Described(new Item("i" + item, "Title " + item, attributes));
    }

    private static double asked(Recommender model, List<Integer> history, int item, Set<String> absent) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Candidate used = without(history.get(i), absent, "items:");
            events.add(new Event(used, Event.ANY, Double.NaN, Event.NO_TIME));
        }
        return model.score(List.of(Profile.of(events)), List.of(without(item, absent, "item:")))[0][0];
    }

    /** Shapley values from 2ⁿ scores that are asked for by hand. */
    private static double shapley(List<String> players, String player, ToDoubleFunction<Set<String>> v) {
        List<String> others = players.stream().filter(p -> !p.equals(player)).toList();
        double sum = 0;
        for (int mask = 0; mask < 1 << others.size(); mask++) {
            Set<String> absent = new HashSet<>();
            for (int i = 0; i < others.size(); i++) {
                if ((mask >> i & 1) == 0) {
                    absent.add(others.get(i));
                }
            }
            double with = v.applyAsDouble(absent);
            absent.add(player);
            double weight = 1.0 / players.size();
            int s = Integer.bitCount(mask);
            for (int i = 1; i <= s; i++) {
                weight *= (double) i / (players.size() - i);
            }
            sum += weight * (with - v.applyAsDouble(absent));
        }
        return sum;
    }

    @Test
    void attributes_of_the_item_and_of_all_events_get_their_shapley_values_and_the_planted_one_is_the_reason() {
        for (Recommender model : List.of(transformer(), model("content"))) {
            try (model) {
                List<Integer> history = List.of(0, 6, 15, 21);
                Profile profile = Profile.ofItems(0, 6, 15, 21);
                Answer.Why why = explain(model, how("shapley-exact", "item-attributes"), profile, 3);
                Map<String, Double> values = values(why);
                List<String> players = List.copyOf(values.keySet());
                assertThat(players)
                        .containsExactly(
                                "item:group", "item:colour", "item:year", "items:group", "items:colour", "items:year");
                for (String player : players) {
                    assertThat(values.get(player))
                            .as("%s of %s", player, model.provenance().model())
                            .isCloseTo(
                                    shapley(players, player, absent -> asked(model, history, 3, absent)), within(1e-5));
                }
                assertThat(why.explanation().header().score())
                        .isCloseTo(model.score(List.of(profile), List.of(new Candidate.Known(3)))[0][0], within(1e-6));
                double largest = values.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow();
                assertThat(Math.max(values.get("item:group"), values.get("items:group")))
                        .isEqualTo(largest);
                assertThat(why.attribution().players().getFirst().player().name())
                        .isEqualTo("group: g0");
                if (why.attribution().header().deletionTest().orElseThrow().passed()) {
                    assertThat(why.reason(Language.EN)).contains("group");
                    assertThat(why.reason(Language.ZH)).contains("group");
                }
                assertThat(Json.explanation(Json.read(Json.text(Json.write(why.explanation())))))
                        .isEqualTo(why.explanation());
            }
        }
    }

    @Test
    void one_attribute_is_told_event_by_event() {
        try (Recommender model = model("content")) {
            Profile profile = Profile.ofItems(0, 1, 2, 4);
            Answer.Why why = explain(model, how("shapley-exact", "item-attributes:group"), profile, 3);
            Map<String, Double> values = values(why);
            assertThat(values.keySet())
                    .containsExactly("item:group", "event:0:group", "event:1:group", "event:2:group", "event:3:group");
            assertThat(values.get("event:0:group")).isPositive(); // the only one of its group
            assertThat(why.attribution().players().get(1).player().name()).isEqualTo("Title 0: g0");
            Config.Explaining d = how("shapley-exact", "item-attributes:group");
            Config.Explaining few =
                    new Config.Explaining(d.method(), 0, d.target(), d.absence(), 3, 3, 1).withTerms(d.terms());
            assertThat(values(explain(model, few, profile, 3)).keySet())
                    .containsExactly("item:group", "items:group", "event:2:group", "event:3:group");
        }
    }

    @Test
    void of_a_long_history_ids_count_the_events_that_the_model_never_saw() {
        try (Recommender model = transformer()) {
            Profile profile = Profile.ofItems(0, 3, 6, 9, 12, 15, 18, 21, 1, 4, 7, 10); // two more than its window
            Answer.Why why = explain(model, how("leave-one-out", "item-attributes:group"), profile, 3);
            assertThat(values(why).keySet())
                    .hasSize(11)
                    .contains("event:2:group", "event:11:group")
                    .doesNotContain("event:0:group", "event:1:group");
        }
    }

    @Test
    void a_model_that_reads_what_is_known_of_candidates_alone_is_asked_about_that_alone() {
        try (Recommender model = model("fm", "task=rating", "epochs=2")) {
            Map<String, Double> values =
                    values(explain(model, how("shapley-exact", "item-attributes"), DATA.profile(4), 3));
            assertThat(values.keySet()).containsExactly("item:group", "item:colour", "item:year");
        }
    }

    @Test
    void several_items_are_asked_about_one_by_one_and_pairs_of_attributes_too() {
        try (Recommender model = model("content")) {
            Profile profile = Profile.ofItems(0, 6);
            List<Answer.Why> all = new Because(model, how("shapley-exact", "item-attributes"), Optional.of(DATA))
                    .explain(profile, List.of(new Candidate.Known(3), new Candidate.Known(4)), Set.of());
            assertThat(all).hasSize(2);
            assertThat(all.get(1)).isEqualTo(explain(model, how("shapley-exact", "item-attributes"), profile, 4));
            Answer.Why pairs = explain(model, how("interactions", "item-attributes"), profile, 3);
            InteractionValues told = (InteractionValues) pairs.explanation();
            assertThat(told.pairs()).hasSize(15);
            InteractionValues.Pair strongest = told.pairs().stream()
                    .max(Comparator.comparingDouble(InteractionValues.Pair::value))
                    .orElseThrow();
            assertThat(List.of(strongest.one(), strongest.other())).containsExactly("item:group", "items:group");
        }
    }

    @Test
    void what_cannot_be_asked_says_what_can() {
        Profile profile = Profile.ofItems(0, 6);
        try (Recommender ease = model("ease");
                Recommender content = model("content");
                Recommender vbmf = model("vbmf")) {
            refused(ease, how("auto", "item-attributes"), profile, "players", "ease", "Maybe train");
            refused(ease, how("auto", "words"), profile, "players", "Maybe train");
            refused(vbmf, how("auto", "item-attributes"), profile, "takes a described item for a new one");
            refused(
                    content,
                    how("auto", "item-attributes:gruop"),
                    profile,
                    "unknown attribute",
                    "Maybe you meant group");
            refused(content, how("counterfactual", "item-attributes"), profile, "method", "shapley-exact");
            refused(content, how("owen", "item-attributes"), profile, "method");
            refused(content, how("auto", "item-attributes").withGroup("group"), profile, "group");
            refused(content, how("auto", "words"), profile, "does not read its texts", "data.texts");
        }
    }

    private static void refused(Recommender model, Config.Explaining how, Profile profile, String... parts) {
        assertThatThrownBy(() -> explain(model, how, profile, 3))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "events:3", "words:", ":"})
    void terms_that_are_none_are_refused(String text) {
        assertThatThrownBy(() -> Terms.parse(text)).isInstanceOf(BadInput.class);
    }

    @Test
    void terms_are_read_as_they_are_written() {
        for (String text : List.of(
                "events", "words", "words:about", "item-attributes", "item-attributes:a:b", "person", "person:a")) {
            assertThat(Terms.parse(text).label()).isEqualTo(text);
        }
    }

    /** A vector with a place for each word that it knows; counts what it was asked. */
    private static final class BagOfWords implements TextEncoder {
        private static final List<String> WORDS = List.of("war", "love", "sea", "rain", "garden", "last", "worlds");
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger lists = new AtomicInteger();

        @Override
        public EncoderFiles files() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int dimension() {
            return WORDS.size() + 1;
        }

        @Override
        public float[] encode(String text) {
            calls.incrementAndGet();
            return vector(text);
        }

        @Override
        public List<float[]> encode(List<String> texts) {
            lists.incrementAndGet();
            return TextEncoder.super.encode(texts);
        }

        static float[] vector(String text) {
            float[] vector = new float[WORDS.size() + 1];
            vector[WORDS.size()] = 0.1f;
            for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
                int place = WORDS.indexOf(word);
                if (place >= 0) {
                    vector[place] = word.equals("war") || word.equals("love") ? 1 : 0.2f;
                }
            }
            return vector;
        }

        @Override
        public List<Token> tokens(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static Item written(int number, String text) {
        return new Item(
                "t" + number,
                "t" + number,
                Map.of(
                        "about",
                        new Attribute.Text(text),
                        "text vector",
                        new Attribute.Vector(BagOfWords.vector(text))));
    }

    private static Dataset written() {
        List<Item> items = IntStream.range(0, TEXTS.size())
                .mapToObj(i -> written(i, TEXTS.get(i)))
                .toList();
        return new Dataset(
                "texts",
                new IdMap(List.of("u")),
                new Catalog(items),
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(1, new int[] {0, 0}, new int[] {0, 1}, null, null, null),
                Map.of());
    }

    @Test
    void the_word_that_makes_a_text_alike_is_the_reason_and_each_word_gets_its_shapley_value() {
        Dataset data = written();
        Recommender content = Models.trainer("content", Map.of()).train(data, Trainer.Run.of(1));
        BagOfWords encoder = new BagOfWords();
        Recommender model =
                new TextReading(content, new TextVectors(Config.Texts.defaults(), Path.of(".")), () -> encoder);
        Profile profile = Profile.ofItems(0, 1);
        Answer.Why why = new Because(model, how("shapley-exact", "words"), Optional.of(data))
                .explain(profile, List.of(new Candidate.Known(4)), Set.of(0, 1))
                .getFirst();
        Attribution words = why.attribution();
        assertThat(words.players().stream().map(PlayerValue::player).map(Player::name))
                .containsExactly("the", "last", "war");
        List<String> players = List.of("the", "last", "war");
        for (int i = 0; i < 3; i++) {
            double exact = shapley(players, players.get(i), absent -> {
                String left = String.join(
                        " ",
                        players.stream().filter(word -> !absent.contains(word)).toList());
                Map<String, Attribute> attributes = new LinkedHashMap<>();
                if (!left.isEmpty()) {
                    attributes.put("text vector", new Attribute.Vector(BagOfWords.vector(left)));
                }
                Candidate asked = new Candidate.Described(new Item("t4", "t4", attributes));
                return content.score(List.of(profile), List.of(asked))[0][0];
            });
            assertThat(words.players().get(i).value()).as(players.get(i)).isCloseTo(exact, within(1e-6));
        }
        assertThat(encoder.calls.get()).isLessThanOrEqualTo(7); // each version of the text once
        assertThat(encoder.lists.get()).isLessThan(encoder.calls.get()); // and several in one call
        assertThat(words.players().get(2).value())
                .isGreaterThan(words.players().get(0).value());
        assertThat(words.header().deletionTest().orElseThrow().named()).first().isEqualTo("word:about:9");
        assertThat(why.reason(Language.EN)).contains("its text says “war”");
        assertThat(why.reason(Language.ZH)).contains("它的文字中有“war”");
        assertThat(ExplanationText.render(words, data.catalog().item(4), Language.EN, 5))
                .contains("war");
    }

    @Test
    void texts_and_their_vector_come_and_go_together() {
        Dataset data = written();
        Recommender content = Models.trainer("content", Map.of()).train(data, Trainer.Run.of(1));
        BagOfWords encoder = new BagOfWords();
        Recommender model =
                new TextReading(content, new TextVectors(Config.Texts.defaults(), Path.of(".")), () -> encoder);
        Answer.Why why = new Because(model, how("shapley-exact", "item-attributes"), Optional.of(data))
                .explain(Profile.ofItems(0, 1), List.of(new Candidate.Known(4)), Set.of(0, 1))
                .getFirst();
        assertThat(values(why).keySet()).containsExactly("item:text vector", "items:text vector");
        assertThat(why.attribution().players().getLast().player().name()).isEqualTo("about (2×)");
        assertThat(why.attribution().header().base()).isZero();
        double half = why.attribution().header().score() / 2; // nothing is alike if one of the two is not there
        assertThat(values(why).values()).allSatisfy(value -> assertThat(value).isCloseTo(half, within(1e-9)));
        assertThat(encoder.calls.get()).isZero();
    }

    @Test
    void a_new_item_is_read_by_the_encoder_that_was_trained_with_the_model() {
        Dataset data = written();
        StoredModel stored = ((Storable) Models.trainer("content", Map.of()).train(data, Trainer.Run.of(1))).store();
        Map<String, String> tuned = new LinkedHashMap<>(stored.texts());
        tuned.put("encoder.json", "{\"encoder\": \"words\", \"fingerprint\": \"0\"}");
        String text = "war, war and war";
        Item stale = new Item(
                "new",
                "new",
                Map.of(
                        "about",
                        new Attribute.Text(text),
                        "text vector",
                        new Attribute.Vector(BagOfWords.vector("love"))));
        List<Item> items = new ArrayList<>(data.catalog().items());
        items.add(0, stale);
        for (boolean own : new boolean[] {true, false}) {
            Recommender content =
                    Content.restore(stored.of(stored.catalog(), stored.weights(), own ? tuned : stored.texts()));
            BagOfWords encoder = new BagOfWords();
            try (Recommender model =
                    new TextReading(content, new TextVectors(Config.Texts.defaults(), Path.of(".")), () -> encoder)) {
                Recommender over = model.as(Transferable.class).orElseThrow().over(new Catalog(items));
                // Without an encoder of its own the model reads what the data says.
                assertThat(over.catalog().item(0).attributes().get("text vector"))
                        .isEqualTo(new Attribute.Vector(BagOfWords.vector(own ? text : "love")));
                assertThat(over.catalog().items().subList(1, items.size()))
                        .isEqualTo(data.catalog().items());
                assertThat(encoder.lists.get()).isEqualTo(own ? 1 : 0);
            }
        }
    }

    @Test
    void an_item_of_which_only_a_text_is_known_is_read_by_it() {
        Dataset data = written();
        Recommender content = Models.trainer("content", Map.of()).train(data, Trainer.Run.of(1));
        BagOfWords encoder = new BagOfWords();
        try (Recommender model =
                new TextReading(content, new TextVectors(Config.Texts.defaults(), Path.of(".")), () -> encoder)) {
            List<Profile> profile = List.of(Profile.ofItems(0));
            Candidate text = new Candidate.Described(
                    new Item("new", "new", Map.of("about", new Attribute.Text("war, war and war"))));
            Candidate whole = new Candidate.Described(written(9, "war, war and war"));
            double score = content.score(profile, List.of(whole))[0][0];
            assertThat(content.score(profile, List.of(text))[0][0]).isNotEqualTo(score);
            assertThat(model.score(profile, List.of(text))[0][0]).isEqualTo(score);
            Profile read = Profile.of(List.of(new Event(text, Event.ANY, Double.NaN, Event.NO_TIME)));
            Profile given = Profile.of(List.of(new Event(whole, Event.ANY, Double.NaN, Event.NO_TIME)));
            List<Candidate> all = data.catalog().candidates();
            assertThat(model.score(List.of(read), all)).isEqualTo(content.score(List.of(given), all));
            assertThat(model.score(profile, all)).isEqualTo(content.score(profile, all));
            assertThat(model.as(TextReading.class)).isPresent();
        }
    }

    @Test
    void words_are_runs_of_letters_and_single_chinese_characters() {
        String text = "The 2nd café, 战争 x-y!";
        assertThat(WordReasons.words(text).stream().map(span -> text.substring(span[0], span[1])))
                .containsExactly("The", "2nd", "café", "战", "争", "x", "y");
        assertThat(WordReasons.words("")).isEmpty();
        assertThat(WordReasons.words("…!")).isEmpty();
    }
}
