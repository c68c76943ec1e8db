package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import because.core.Trainer;
import because.models.feature.FeatureSpace;
import because.models.store.StoredModel;
import because.network.Features;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import because.testkit.RecommenderContract;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Worlds in which attributes say what comes next, so that a model that reads them must know what no id could tell. */
class DescribedTest {
    private static final int ITEMS = 60;
    private static final int GROUPS = 6;
    /** Items from here on are in no event. */
    private static final int NEW = 48;

    private static final int PEOPLE = 200;
    private static final int LENGTH = 14;

    private static Dataset data;
    private static Transformer model;

    /**
     * Half of the people go up the groups, half down, as their attribute says. Every fifth event is a look at any item, which means nothing for what comes next.
     */
    @BeforeAll
    static void train() {
        data = world(3);
        model = trained("attributes=true people=true actions=true idDropout=0.3 epochs=40 batchTokens=128", 2);
    }

    private static Item item(int number, String id) {
        int group = number % GROUPS;
        float[] vector = new float[GROUPS];
        vector[(group * 5) % GROUPS] = 1;
        return new Item(
                id,
                "Item " + id,
                Map.of("group", new Attribute.Tokens(List.of("g" + group)), "about", new Attribute.Vector(vector)));
    }

    private static Dataset world(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] user = new int[PEOPLE * LENGTH];
        int[] items = new int[user.length];
        short[] kinds = new short[user.length];
        Map<Integer, Map<String, Attribute>> people = new HashMap<>();
        for (int u = 0; u < PEOPLE; u++) {
            people.put(u, person(u % 2 == 0));
            int group = random.nextInt(GROUPS);
            for (int i = 0; i < LENGTH; i++) {
                int row = u * LENGTH + i;
                user[row] = u;
                boolean look = random.nextInt(5) == 0;
                kinds[row] = (short) (look ? 1 : 0);
                if (!look) {
                    group = (group + (u % 2 == 0 ? 1 : GROUPS - 1)) % GROUPS;
                }
                int among = look ? random.nextInt(GROUPS) : group;
                items[row] = among + GROUPS * random.nextInt(NEW / GROUPS);
            }
        }
        return new Dataset(
                "groups",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> item(i, "i" + i))
                        .toList()),
                new IdMap(List.of("buy", "look")),
                Interactions.sorted(PEOPLE, user, items, null, null, kinds),
                people);
    }

    private static Map<String, Attribute> person(boolean up) {
        return Map.of("way", new Attribute.Tokens(List.of(up ? "up" : "down")));
    }

    private static Transformer trained(String options, int workers) {
        TransformerOptions all = Planted.with(Planted.options(25), options);
        return new TransformerTrainer(all).train(data, Trainer.Run.of(5).withWorkers(workers));
    }

    private static Profile profile(boolean up, Candidate last, String kind) {
        return new Profile(
                List.of(new Event(last, kind, Double.NaN, Event.NO_TIME)),
                person(up),
                Set.of(),
                List.of(),
                Context.NONE);
    }

    private static Candidate known(int item) {
        return new Candidate.Known(item);
    }

    /** How often an item of the right group is first among some items. */
    private static double hits(List<Candidate> candidates, boolean wanted) {
        int right = 0;
        int all = 0;
        for (int last = 0; last < NEW; last++) {
            for (boolean up : new boolean[] {true, false}) {
                double[] scores = model.score(List.of(profile(up, known(last), "buy")), candidates)[0];
                int best = 0;
                for (int i = 1; i < scores.length; i++) {
                    best = scores[i] > scores[best] ? i : best;
                }
                int group = (last + (up == wanted ? 1 : GROUPS - 1)) % GROUPS;
                right += best % GROUPS == group ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }

    @Test
    void an_item_that_nobody_used_is_recommended_for_its_attributes_and_the_persons() {
        List<Candidate> unused =
                IntStream.range(NEW, ITEMS).mapToObj(DescribedTest::known).toList();
        assertThat(hits(unused, true)).isGreaterThan(0.9);
        assertThat(hits(unused, false)).isLessThan(0.1);
    }

    @Test
    void keeps_the_contract_of_recommenders() {
        assertThat(RecommenderContract.check(model)).isEmpty();
    }

    @Test
    void an_item_outside_the_catalogue_scores_as_one_of_it_that_nobody_used() {
        List<Candidate> outside = IntStream.range(NEW, ITEMS)
                .mapToObj(i -> (Candidate) new Candidate.Described(item(i, "new " + i)))
                .toList();
        List<Candidate> inside =
                IntStream.range(NEW, ITEMS).mapToObj(DescribedTest::known).toList();
        Profile profile = profile(true, known(3), "buy");
        assertThat(model.score(List.of(profile), outside)[0])
                .containsExactly(model.score(List.of(profile), inside)[0], within(1e-5));
        assertThat(model.capabilities().describedItems()).isTrue();
        assertThat(model.capabilities().attributes()).isTrue();
    }

    @Test
    void an_event_of_an_item_outside_the_catalogue_is_read_by_its_attributes() {
        Candidate stranger = new Candidate.Described(item(NEW + 2, "stranger"));
        double[][] scores = model.score(
                List.of(profile(true, stranger, "buy"), profile(true, known(NEW + 2), "buy")),
                model.catalog().candidates());
        assertThat(scores[0]).containsExactly(scores[1], within(1e-5));
        // The catalogue's item with its own attributes is the catalogue's item.
        Candidate same = new Candidate.Described(data.catalog().item(7));
        double[][] own = model.score(
                List.of(profile(true, same, "buy"), profile(true, known(7), "buy")),
                model.catalog().candidates());
        assertThat(own[0]).containsExactly(own[1], within(1e-5));
    }

    @Test
    void an_item_of_the_catalogue_with_another_attribute_is_read_and_scored_otherwise() {
        Item other = new Item("i7", "Item i7", item(8, "i8").attributes());
        Candidate changed = new Candidate.Described(other);
        double[] scores = model.score(List.of(profile(true, known(7), "buy")), List.of(changed, known(7)))[0];
        assertThat(scores[0]).isGreaterThan(scores[1] + 1); // of the group that comes next
        FeatureSpace space = FeatureSpace.fromJson(model.store().text(FeatureSpace.FILE));
        Features moved = space.item(other);
        Features before = space.item(data.catalog().item(7));
        double[] state = model.states(List.of(profile(true, known(7), "buy")))[0];
        Tensor table = model.network().weight("features");
        double expected = scores[1];
        for (int f = 0; f < table.dimension(0); f++) {
            for (int j = 0; j < state.length; j++) {
                expected += state[j] * (value(moved, f) - value(before, f)) * table.floats()[f * state.length + j];
            }
        }
        assertThat(scores[0]).isCloseTo(expected, within(1e-4));
    }

    @Test
    void what_nobody_had_in_training_says_nothing() {
        FeatureSpace space = FeatureSpace.fromJson(model.store().text(FeatureSpace.FILE));
        Tensor table = model.network().weight("features");
        int width = table.dimension(1);
        int people = space.items().size();
        int events = people + space.people().size();
        BitSet told = new BitSet();
        for (String kind : List.of("buy", "look")) {
            Profile profile = profile(kind.equals("buy"), known(1), kind);
            add(space.person(profile), people, told);
            add(space.event(profile.events().getFirst(), Event.NO_TIME), events, told);
        }
        assertThat(told.cardinality()).isGreaterThanOrEqualTo(4);
        for (int feature = people; feature < events + space.events().size(); feature++) {
            double size = 0;
            for (int i = 0; i < width; i++) {
                size += Math.abs(table.floats()[feature * width + i]);
            }
            assertThat(size > 0).as("feature %s", feature).isEqualTo(told.get(feature));
        }
    }

    private static void add(Features features, int offset, BitSet to) {
        for (int i = 0; i < features.size(); i++) {
            to.set(offset + features.index(i));
        }
    }

    private static double value(Features features, int feature) {
        for (int i = 0; i < features.size(); i++) {
            if (features.index(i) == feature) {
                return features.value(i);
            }
        }
        return 0;
    }

    @Test
    void a_persons_attribute_and_an_event_are_players_of_the_same_game() {
        Profile profile = profile(true, known(7), "buy");
        Player way = new Player("way", "way", List.of(new Part.OfAttribute("way")));
        Player event = new Player("event", "event", List.of(new Part.OfEvent(0)));
        Question question =
                Question.about(profile, model.catalog(), List.of(known(8))).withPlayers(List.of(way, event));
        Coalitions coalitions = new Coalitions(2);
        coalitions.addNone();
        coalitions.add(BitSet.valueOf(new long[] {1}));
        coalitions.add(BitSet.valueOf(new long[] {2}));
        coalitions.addAll();
        double[][] values = new double[4][1];
        model.game(question).values(coalitions, values);
        Profile alone = new Profile(List.of(), profile.attributes(), Set.of(), List.of(), Context.NONE);
        List<Profile> profiles = List.of(Profile.EMPTY, alone, Profile.of(profile.events()), profile);
        assertThat(values).isDeepEqualTo(model.score(profiles, List.of(known(8))));
        assertThat(values[3][0]).isGreaterThan(values[2][0]); // who goes up comes to the next group
    }

    @Test
    void a_look_is_read_otherwise_than_a_purchase() {
        double[][] scores = model.score(
                List.of(profile(true, known(7), "buy"), profile(true, known(7), "look")),
                model.catalog().candidates());
        double bought = IntStream.range(0, NEW / GROUPS)
                .mapToDouble(i -> scores[0][2 + GROUPS * i])
                .average()
                .orElseThrow();
        double looked = IntStream.range(0, NEW / GROUPS)
                .mapToDouble(i -> scores[1][2 + GROUPS * i])
                .average()
                .orElseThrow();
        assertThat(bought).isGreaterThan(looked + 1);
    }

    @Test
    void weights_are_the_same_bits_at_any_number_of_workers_and_come_back_from_the_folder() {
        String options = "attributes=true people=true actions=true idDropout=0.3 epochs=2";
        StoredModel one = trained(options, 1).store();
        assertThat(trained(options, 3).store().weights()).isEqualTo(one.weights());
        Profile profile = profile(false, known(5), "look");
        assertThat(Transformer.restore(one)
                        .score(List.of(profile), data.catalog().candidates()))
                .isDeepEqualTo(trained(options, 2)
                        .score(List.of(profile), data.catalog().candidates()));
        Map<String, String> texts = new HashMap<>(one.texts());
        texts.remove("features.json");
        StoredModel damaged = new StoredModel(one.provenance(), one.metrics(), one.catalog(), one.weights(), texts);
        assertThatThrownBy(() -> Transformer.restore(damaged))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("features");
    }

    @Test
    void what_is_to_be_read_must_be_there() {
        Dataset bare = Planted.world(1, 1).data();
        for (String option : List.of("attributes", "people", "actions", "gaps")) {
            TransformerOptions options = Planted.with(Planted.options(1), option + "=true");
            assertThatThrownBy(() -> new TransformerTrainer(options).train(bare, Trainer.Run.of(1)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("the option " + option + " is true, but the training data has no ");
        }
        TransformerOptions nothing = Planted.with(Planted.options(1), "ids=false attributes=true");
        assertThatThrownBy(() -> new TransformerTrainer(nothing).train(bare, Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("attributes");
    }

    @Test
    void the_first_step_goes_against_the_slope_of_everything_that_is_read() {
        for (String form : List.of("tied=true", "tied=false", "loss=softmax ids=false")) {
            TransformerOptions options = TorchTrainingTest.options("attributes=true people=true actions=true", form);
            Random random = new Random(4);
            Described described = Described.learn(data, options).orElseThrow();
            Dataset few = fewItems();
            ItemFeatures known = new ItemFeatures(few, described, options.reading());
            Network network = known.begin(Blueprint.draw(options, TorchTrainingTest.ITEMS, described.size(), random));
            List<Example> batch = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Tokens tokens =
                        Tokens.of(random.ints(6, 0, TorchTrainingTest.ITEMS).toArray());
                List<Features> features = new ArrayList<>();
                features.add(described.person(person(i % 2 == 0)));
                for (int t = 0; t < 6; t++) {
                    Event event = new Event(known(0), t % 2 == 0 ? "buy" : "look", Double.NaN, Event.NO_TIME);
                    features.add(described.event(event, Event.NO_TIME));
                }
                batch.add(Example.next(new Stretch(tokens.with(features), 0), 0, false, random));
            }
            Draw draw = TorchTrainingTest.draw(options, batch, random);
            Network after;
            try (TorchWorkers workers = new TorchWorkers(2)) {
                TorchTraining training =
                        new TorchTraining(network, options, Optional.of(known), Optional.empty(), List.of(), workers);
                double loss = training.step(batch, draw, 1e-3, 1);
                assertThat(loss)
                        .isCloseTo(
                                TorchTrainingTest.loss(options, known.complete(network), batch, draw),
                                within(1e-4 * loss));
                after = training.snapshot();
            }
            Map<String, Integer> compared = new TreeMap<>();
            network.weights().forEach((name, weight) -> {
                for (int i = 0; i < weight.size(); i += 3) {
                    double up = TorchTrainingTest.loss(
                            options, known.complete(TorchTrainingTest.moved(network, name, i, 1e-2f)), batch, draw);
                    double down = TorchTrainingTest.loss(
                            options, known.complete(TorchTrainingTest.moved(network, name, i, -1e-2f)), batch, draw);
                    double slope = (up - down) / 2e-2;
                    boolean absent = name.equals("items") && weight.floats()[i] == 0;
                    if (Math.abs(slope) > 2e-2 && !absent) {
                        assertThat((double) after.weight(name).floats()[i] - weight.floats()[i])
                                .as("%s: %s[%s], slope %s", form, name, i, slope)
                                .isCloseTo(-1e-3 * Math.signum(slope), within(1e-5));
                        compared.merge(name, 1, Integer::sum);
                    }
                }
            });
            assertThat(compared.get("features")).isGreaterThan(20);
        }
    }

    /** As many items as the other test's steps have, each used once, so that all have a vector of their own. */
    private static Dataset fewItems() {
        int n = TorchTrainingTest.ITEMS;
        return new Dataset(
                "few",
                new IdMap(List.of("u")),
                new Catalog(data.catalog().items().subList(0, n)),
                data.kinds(),
                Interactions.sorted(1, new int[n], IntStream.range(0, n).toArray(), null, null, null),
                Map.of());
    }
}
