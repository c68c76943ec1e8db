package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribute;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Context;
import because.core.Dataset;
import because.core.Game;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import because.core.Trainer;
import because.network.DoubleEngine;
import because.network.Tokens;
import because.testkit.RecommenderContract;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A world in which one attribute of a person says what they take, and others say nothing. */
class PeopleTokensTest {
    private static final int TASTES = 4;
    private static final int ITEMS = 40;
    private static final int PEOPLE = 160;
    private static final int LENGTH = 11;

    private static Dataset data;
    private static Transformer model;

    @BeforeAll
    static void train() {
        data = world(2);
        TransformerOptions all = Planted.with(Planted.options(40), "people=tokens window=6 batchTokens=256");
        model = new TransformerTrainer(all).train(data, Trainer.Run.of(5).withWorkers(2));
    }

    private static Dataset world(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] user = new int[PEOPLE * LENGTH];
        int[] items = new int[user.length];
        Map<Integer, Map<String, Attribute>> people = new HashMap<>();
        for (int u = 0; u < PEOPLE; u++) {
            int taste = u % (TASTES + 1); // of the last nothing is known
            people.put(u, person(taste, random.nextInt(3), 20 + random.nextInt(50)));
            for (int i = 0; i < LENGTH; i++) {
                user[u * LENGTH + i] = u;
                int of = taste == TASTES ? random.nextInt(TASTES) : taste;
                items[u * LENGTH + i] = of + TASTES * random.nextInt(ITEMS / TASTES);
            }
        }
        return new Dataset(
                "tastes",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> new Item("i" + i, "Item " + i, Map.of()))
                        .toList()),
                new IdMap(List.of("event")),
                Interactions.sorted(PEOPLE, user, items, null, null, null),
                people);
    }

    private static Map<String, Attribute> person(int taste, int town, double age) {
        Map<String, Attribute> known = new LinkedHashMap<>();
        known.put("town", new Attribute.Tokens(List.of("town " + town)));
        if (taste < TASTES) {
            known.put("taste", new Attribute.Tokens(List.of("taste " + taste)));
        }
        known.put("age", new Attribute.Quantity(age));
        return known;
    }

    private static Profile somebody(int taste, List<Integer> items) {
        return new Profile(
                items.stream().map(item -> because.core.Event.of(item)).toList(),
                person(taste, 1, 33),
                Set.of(),
                List.of(),
                Context.NONE);
    }

    private static int best(Profile profile) {
        double[] scores = model.score(List.of(profile), data.catalog().candidates())[0];
        return IntStream.range(0, ITEMS)
                .reduce((a, b) -> scores[a] >= scores[b] ? a : b)
                .orElseThrow();
    }

    @Test
    void somebody_without_events_gets_what_the_attribute_says() {
        for (int taste = 0; taste < TASTES; taste++) {
            assertThat(best(somebody(taste, List.of())) % TASTES).isEqualTo(taste);
        }
    }

    @Test
    void each_attribute_that_is_known_has_a_token_of_its_own_before_the_events() {
        Profile profile = somebody(2, List.of(2, 6, 10));
        Tokens tokens = model.tokens(profile);
        assertThat(tokens.leading()).isEqualTo(3);
        assertThat(tokens.size()).isEqualTo(6);
        assertThat(model.tokenOfEvent(profile)).containsExactly(3, 4, 5);
        assertThat(model.tokenOfAttribute(profile).keySet()).containsExactlyInAnyOrder("town", "taste", "age");
        assertThat(model.tokens(somebody(TASTES, List.of(2))).leading()).isEqualTo(2);
        assertThat(model.tokens(Profile.EMPTY).leading()).isZero();
    }

    @Test
    void a_long_history_does_not_push_the_attributes_out_of_the_window() {
        List<Integer> items = IntStream.range(0, 30).boxed().toList();
        assertThat(model.window()).isEqualTo(6);
        List<Candidate> all = data.catalog().candidates();
        double[][] scores =
                model.score(List.of(somebody(1, items), somebody(1, items.subList(24, 30)), somebody(3, items)), all);
        assertThat(scores[0]).isEqualTo(scores[1]);
        assertThat(scores[0]).isNotEqualTo(scores[2]);
        assertThat(model.read(somebody(1, items)).event(23)).isEmpty();
        assertThat(model.read(somebody(1, items)).event(24)).isNotEmpty();
    }

    @Test
    void attributes_are_players_whose_token_is_hidden() {
        Profile profile = somebody(3, List.of(3, 7, 0, 9));
        List<Player> players = new ArrayList<>();
        for (String name : profile.attributes().keySet()) {
            players.add(new Player(name, name, List.of(new Part.OfAttribute(name))));
        }
        for (int i = 0; i < profile.events().size(); i++) {
            players.add(new Player("event " + i, "event " + i, List.of(new Part.OfEvent(i))));
        }
        List<Candidate> candidates = data.catalog().candidates().subList(0, 4);
        for (Absence absence : List.of(Absence.REMOVED, Absence.MASKED)) {
            Question question = Question.about(profile, model.catalog(), candidates)
                    .withPlayers(players)
                    .withAbsence(absence);
            Coalitions coalitions = new Coalitions(players.size());
            for (int set = 0; set < 1 << players.size(); set++) {
                coalitions.add(BitSet.valueOf(new long[] {set}));
            }
            double[][] fast = new double[coalitions.size()][candidates.size()];
            double[][] slow = new double[coalitions.size()][candidates.size()];
            model.game(question).values(coalitions, fast);
            Game.of(model, question).values(coalitions, slow);
            assertThat(fast).as("%s", absence).isDeepEqualTo(slow);
            assertThat(model.game(question)).isInstanceOf(SequenceGame.class);
        }
    }

    @Test
    void the_attribute_that_decides_moves_the_score_and_the_others_hardly_do() {
        Profile profile = somebody(3, List.of());
        double whole = model.score(List.of(profile), List.of(new Candidate.Known(3)))[0][0];
        Map<String, Double> falls = new HashMap<>();
        for (String name : profile.attributes().keySet()) {
            Map<String, Attribute> others = new LinkedHashMap<>(profile.attributes());
            others.remove(name);
            Profile without = new Profile(List.of(), others, Set.of(), List.of(), Context.NONE);
            falls.put(name, whole - model.score(List.of(without), List.of(new Candidate.Known(3)))[0][0]);
        }
        assertThat(falls.get("taste")).isGreaterThan(1);
        assertThat(falls.get("taste")).isGreaterThan(3 * Math.abs(falls.get("town")));
        assertThat(falls.get("taste")).isGreaterThan(3 * Math.abs(falls.get("age")));
    }

    @Test
    void keeps_the_contract_and_both_engines_read_alike() {
        assertThat(RecommenderContract.check(model)).isEmpty();
        assertThat(model.capabilities().attributes()).isTrue();
        Profile profile = somebody(0, List.of(4, 8, 1));
        double[] state = model.states(List.of(profile))[0];
        DoubleEngine.Reading reading = new DoubleEngine(model.network()).read(model.tokens(profile));
        assertThat(state).containsExactly(reading.state(reading.run()), within(1e-4));
    }

    @Test
    void comes_back_from_its_folder() {
        Profile profile = somebody(1, List.of(5, 1));
        List<Candidate> all = data.catalog().candidates();
        assertThat(Transformer.restore(model.store()).score(List.of(profile), all))
                .isDeepEqualTo(model.score(List.of(profile), all));
    }
}
