package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.Game;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Question;
import because.core.Trainer;
import because.models.store.StoredModel;
import because.network.DoubleEngine;
import because.network.Features;
import because.testkit.RecommenderContract;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A world in which the hour says what people take: mornings and evenings have items of their own, and so do weekends. */
class CalendarTest {
    private static final int ITEMS = 30;
    private static final int KINDS = 3; // of moments: morning, evening, weekend
    private static final int PEOPLE = 150;
    private static final int LENGTH = 12;

    /** A Monday at 00:00 UTC. */
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

    private static Dataset data;
    private static Transformer model;
    private static Transformer blind;

    @BeforeAll
    static void train() {
        data = world(true, 1);
        model = trained("context=true");
        blind = trained("context=false");
    }

    private static Dataset world(boolean times, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] user = new int[PEOPLE * LENGTH];
        int[] items = new int[user.length];
        long[] time = new long[user.length];
        for (int u = 0; u < PEOPLE; u++) {
            for (int i = 0; i < LENGTH; i++) {
                int row = u * LENGTH + i;
                int kind = random.nextInt(KINDS);
                user[row] = u;
                items[row] = kind + KINDS * random.nextInt(ITEMS / KINDS);
                time[row] = moment(i, kind, random.nextInt(2));
            }
        }
        return new Dataset(
                "hours",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(IntStream.range(0, ITEMS)
                        .mapToObj(i -> new Item("i" + i, "Item " + i, Map.of()))
                        .toList()),
                new IdMap(List.of("event")),
                Interactions.sorted(PEOPLE, user, items, null, times ? time : null, null),
                Map.of());
    }

    /** In some week: Tuesdays at 8 or 9, Tuesdays at 20 or 21, or Saturdays at noon or at one. */
    private static long moment(int week, int kind, int later) {
        Duration day = Duration.ofDays(7L * week + (kind == 2 ? 5 : 1));
        Duration hour = Duration.ofHours((kind == 0 ? 8 : kind == 1 ? 20 : 12) + later);
        return MONDAY.plus(day).plus(hour).toEpochMilli();
    }

    private static Transformer trained(String options) {
        TransformerOptions all = Planted.with(Planted.options(30), options + " window=8 batchTokens=256");
        return new TransformerTrainer(all).train(data, Trainer.Run.of(5).withWorkers(2));
    }

    private static Profile history(int user) {
        return data.profile(user);
    }

    private static Profile asked(Profile profile, long time) {
        return profile.withContext(new Context(time, Map.of()));
    }

    /** How often the item that comes first is one of the moment's. */
    private static double right(Transformer model) {
        int right = 0;
        for (int user = 0; user < PEOPLE; user++) {
            int kind = user % KINDS;
            double[] scores = model.score(
                            List.of(asked(history(user), moment(LENGTH, kind, user % 2))),
                            data.catalog().candidates())[0];
            int best = IntStream.range(0, ITEMS)
                    .reduce((a, b) -> scores[a] >= scores[b] ? a : b)
                    .orElseThrow();
            right += best % KINDS == kind ? 1 : 0;
        }
        return (double) right / PEOPLE;
    }

    @Test
    void what_is_liked_at_an_hour_or_a_weekday_comes_first_then_and_only_with_context() {
        assertThat(right(model)).isGreaterThan(0.95);
        assertThat(right(blind)).isBetween(0.2, 0.5); // a third by chance
    }

    @Test
    void it_says_that_it_looks_at_times_and_keeps_the_contract_of_recommenders() {
        assertThat(model.capabilities().time()).isTrue();
        assertThat(blind.capabilities().time()).isFalse();
        assertThat(RecommenderContract.check(model)).isEmpty();
    }

    @Test
    void it_can_be_asked_without_a_moment() {
        double[] scores = model.score(List.of(history(0)), data.catalog().candidates())[0];
        assertThat(scores).doesNotContain(Double.NaN);
        assertThat(scores)
                .isNotEqualTo(model.score(
                                List.of(asked(history(0), moment(LENGTH, 1, 0))),
                                data.catalog().candidates())[0]);
    }

    @Test
    void a_moment_never_seen_in_training_says_nothing() {
        long night = MONDAY.plus(Duration.ofDays(7L * LENGTH + 3))
                .plus(Duration.ofHours(3))
                .toEpochMilli();
        List<Candidate> all = data.catalog().candidates();
        assertThat(model.score(List.of(asked(history(0), night)), all))
                .isDeepEqualTo(model.score(List.of(history(0)), all));
    }

    @Test
    void comes_back_from_its_folder_with_its_zone() {
        Transformer berlin = trained("context=true zone=Asia/Kolkata epochs=1");
        StoredModel stored = berlin.store();
        Profile profile = asked(history(3), moment(LENGTH, 1, 1));
        assertThat(Transformer.restore(stored).tokens(profile).features(LENGTH))
                .isEqualTo(berlin.tokens(profile).features(LENGTH));
        assertThat(stored.provenance().options()).containsEntry("zone", "Asia/Kolkata");
        // 18:30 UTC is the next day's midnight there.
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        long before = Instant.parse("2024-01-01T18:29:00Z").toEpochMilli();
        long after = Instant.parse("2024-01-01T18:30:00Z").toEpochMilli();
        assertThat(Calendar.day(Calendar.place(before, zone))).isZero();
        assertThat(Calendar.hour(Calendar.place(before, zone))).isEqualTo(23);
        assertThat(Calendar.day(Calendar.place(after, zone))).isEqualTo(1);
        assertThat(Calendar.hour(Calendar.place(after, zone))).isZero();
    }

    @Test
    void games_are_those_of_the_changed_profiles() {
        Profile profile = asked(
                new Profile(history(7).events(), Map.of(), java.util.Set.of(), List.of(), Context.NONE),
                moment(LENGTH, 2, 0));
        for (Absence absence : List.of(Absence.REMOVED, Absence.MASKED)) {
            Question question = Question.about(
                            profile,
                            model.catalog(),
                            model.catalog().candidates().subList(0, 3))
                    .withAbsence(absence);
            Coalitions coalitions = new Coalitions(question.players().size());
            coalitions.addAll();
            coalitions.addNone();
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 8; i++) {
                java.util.BitSet some = new java.util.BitSet();
                IntStream.range(0, coalitions.players()).forEach(p -> some.set(p, random.nextBoolean()));
                coalitions.add(some);
            }
            double[][] fast = new double[coalitions.size()][3];
            double[][] slow = new double[coalitions.size()][3];
            model.game(question).values(coalitions, fast);
            Game.of(model, question).values(coalitions, slow);
            assertThat(fast).as("%s", absence).isDeepEqualTo(slow);
        }
    }

    @Test
    void both_engines_read_moments_alike() {
        Profile profile = asked(history(11), moment(LENGTH, 0, 0));
        double[] state = model.states(List.of(profile))[0];
        DoubleEngine.Reading reading = new DoubleEngine(model.network()).read(model.tokens(profile));
        double[] exact = reading.state(reading.run());
        for (int i = 0; i < state.length; i++) {
            assertThat(state[i]).isCloseTo(exact[i], org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    @Test
    void a_hidden_event_has_no_moment_but_what_comes_after_it_does() {
        Profile last = new Profile(
                List.of(new Event(ItemRef.Hidden.HIDDEN, "event", Double.NaN, moment(0, 0, 0))),
                Map.of(),
                java.util.Set.of(),
                List.of(),
                new Context(moment(1, 1, 0), Map.of()));
        Features features = model.tokens(last).features(1);
        assertThat(features.size()).isEqualTo(2); // weekday and hour of what comes next
    }

    @Test
    void without_times_or_with_one_moment_only_it_is_refused() {
        TransformerOptions options = Planted.with(Planted.options(1), "context=true");
        Dataset timeless = world(false, 1);
        assertThatThrownBy(() -> new TransformerTrainer(options).train(timeless, Trainer.Run.of(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the option context is true, but the training data has no events at several");
        assertThatThrownBy(() -> Planted.with(Planted.options(1), "context=true zone=Mars"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("zone")
                .hasMessageContaining("Europe/Berlin");
        assertThatThrownBy(() -> Planted.with(Planted.options(1), "context=true shuffled=true"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("moments");
    }

    @Test
    void a_cloze_is_told_by_its_own_moment() {
        assertThat(right(trained("context=true objective=cloze epochs=20"))).isGreaterThan(0.9);
    }
}
