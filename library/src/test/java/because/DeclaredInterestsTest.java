package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Recommender;
import because.narrate.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declared interests of people with more events than a Transformer reads, in a world where the next item is mostly of the newest event's genre. */
class DeclaredInterestsTest {
    private static final int ITEMS = 36;
    private static final int GENRES = 3;
    private static final int PEOPLE = 120;
    private static final int LENGTH = 16;
    private static final int WINDOW = 8;
    private static final long HOUR = 3_600_000;

    private static final Dataset DATA = data();
    private static Recommender model;

    /** Of whom all events are of genre 0. */
    private static final String LOYAL = "u0";

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(11);
        int[] users = new int[PEOPLE * LENGTH];
        int[] items = new int[users.length];
        long[] times = new long[users.length];
        float[] values = new float[users.length];
        int genre = 0;
        for (int row = 0; row < users.length; row++) {
            users[row] = row / LENGTH;
            boolean turns = row % LENGTH == 0 || random.nextInt(5) == 0;
            genre = users[row] == 0 ? 0 : turns ? random.nextInt(GENRES) : genre;
            items[row] = genre + GENRES * random.nextInt(ITEMS / GENRES);
            times[row] = (row == 0 ? HOUR : times[row - 1] + HOUR * (1 + random.nextInt(40)));
            values[row] = 1 + random.nextInt(5);
        }
        List<Item> films = IntStream.range(0, ITEMS)
                .mapToObj(i -> new Item(
                        "i" + i,
                        "Film " + i,
                        Map.of(
                                "genre", new Attribute.Tokens(List.of("g" + i % GENRES)),
                                "colour", new Attribute.Tokens(List.of("c" + i / GENRES)))))
                .toList();
        return new Dataset(
                "films",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(films),
                new IdMap(List.of("rating")),
                Interactions.sorted(PEOPLE, users, items, values, times, null),
                Map.of());
    }

    @BeforeAll
    static void train() {
        model = Told.model(
                DATA,
                "transformer",
                "attributes=true",
                "gaps=true",
                "dimension=16",
                "window=" + WINDOW,
                "negatives=16",
                "batchTokens=128",
                "epochs=15");
    }

    private static Because open() {
        return new Because(model, Config.Explaining.DEFAULTS, Optional.of(DATA));
    }

    private static Profile profile(Because because, String user) {
        return because.profile(user).orElseThrow();
    }

    private static double[] scores(Because because, String user) {
        return model.score(List.of(profile(because, user)), model.catalog().candidates())[0];
    }

    /** By how much more the items of a genre score than the others, on average. */
    private static double margin(double[] scores, int genre) {
        double[] of = new double[2];
        for (int item = 0; item < ITEMS; item++) {
            of[item % GENRES == genre ? 0 : 1] += scores[item];
        }
        return of[0] / (ITEMS / GENRES) - of[1] / (ITEMS - ITEMS / GENRES);
    }

    @Test
    void what_is_added_counts_for_somebody_of_whom_more_is_known_than_is_read_and_leaves_no_trace() {
        Because because = open();
        double[] before = scores(because, LOYAL);
        assertThat(profile(because, LOYAL).events()).hasSize(LENGTH).hasSizeGreaterThan(model.window());
        assertThat(margin(before, 2)).isNegative();

        because.interests().declare(LOYAL, "genre=g2");
        double[] after = scores(because, LOYAL);
        assertThat(margin(after, 2)).isGreaterThan(margin(before, 2) + 1).isPositive();
        Answer.Recommended first = because.recommend(LOYAL, 1).recommendations().getFirst();
        assertThat(DATA.catalog().index(first.item()) % GENRES).isEqualTo(2);
        assertThat(first.why().orElseThrow().reason(Language.EN)).contains("you said that you like “g2”");
        // Asked again, or told again, it is the same.
        because.interests().declare(LOYAL, "genre=g2");
        assertThat(scores(because, LOYAL)).isEqualTo(after);

        because.interests().reset(LOYAL, "genre=g2");
        assertThat(scores(because, LOYAL)).isEqualTo(before);
        assertThat(profile(because, LOYAL)).isEqualTo(DATA.profile(0));
    }

    @Test
    void what_is_added_is_the_newest_event_at_the_time_of_the_last_one_that_is_left() {
        Because because = open();
        because.interests().declare(LOYAL, "genre=g2");
        Profile profile = profile(because, LOYAL);
        assertThat(profile.done()).isEqualTo(LENGTH);
        assertThat(profile.events().subList(0, LENGTH))
                .isEqualTo(DATA.profile(0).events());
        assertThat(profile.events().getLast().time())
                .isEqualTo(DATA.profile(0).events().getLast().time());
        assertThat(because.seen(profile).events()).isEqualTo(profile.events().subList(LENGTH + 1 - WINDOW, LENGTH + 1));

        // Of events that were taken back nothing is left, not even their time.
        because.interests().remove(LOYAL, "genre=g0");
        assertThat(profile(because, LOYAL).events())
                .singleElement()
                .returns(Event.NO_TIME, Event::time)
                .returns(true, Event::declared);
        because.interests().declare("somebody new", "genre=g2");
        assertThat(scores(because, LOYAL)).isEqualTo(scores(because, "somebody new"));
    }

    @Test
    void what_is_done_later_comes_before_what_is_added() {
        Because because = open();
        because.interests().declare(LOYAL, "genre=g2");
        Profile profile = profile(because, LOYAL);
        Profile more = because.changed(profile, List.of(5), List.of());
        Event added = more.events().get(LENGTH);
        assertThat(added.knownItem()).isEqualTo(5);
        assertThat(added.kind()).isEqualTo("rating");
        assertThat(more.events().getLast()).isEqualTo(profile.events().getLast());
        // As if it had been in the data when the interest was declared.
        Interests said = because.interests();
        assertThat(more).isEqualTo(said.applied(LOYAL, because.changed(DATA.profile(0), List.of(5), List.of())));
        because.interests().declare("somebody new", "genre=g2");
        Profile first = because.changed(profile(because, "somebody new"), List.of(5), List.of());
        assertThat(first.events().getFirst().kind()).isEqualTo(Event.ANY);
        assertThat(first.done()).isEqualTo(1);
    }

    @Test
    void more_than_is_read_is_refused_as_a_whole() {
        Interests interests = open().interests();
        String[] colours =
                IntStream.range(0, WINDOW).mapToObj(i -> "colour=c" + i).toArray(String[]::new);
        Arrays.stream(colours).forEach(colour -> interests.declare(LOYAL, colour));
        assertThatThrownBy(() -> interests.declare(LOYAL, "genre=g1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is 9")
                .hasMessageContaining("at most " + WINDOW)
                .hasMessageContaining("--reset");
        interests.declare(LOYAL, colours[3]); // it is there already
        interests.reset(LOYAL, colours[0]);
        interests.declare(LOYAL, "genre=g1");
        interests.mute(LOYAL, colours[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic atLeast=3", "fm atLeast=3 epochs=2 members=1", "vbmf factors=2"})
    void models_that_know_events_by_their_items_numbers_refuse_it(String told) {
        String[] words = told.split(" ");
        Recommender pairs = Told.model(DATA, words[0], Arrays.copyOfRange(words, 1, words.length));
        assertThat(pairs.capabilities().describedItems()).isTrue();
        Because because = new Because(pairs, Config.Explaining.DEFAULTS, Optional.of(DATA));
        assertThatThrownBy(() -> because.interests().declare(LOYAL, "genre=g2"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the model " + words[0])
                .hasMessageContaining("no effect")
                .hasMessageContaining("Maybe")
                .hasMessageContaining("affinity");
        assertThat(because.interests().of(LOYAL)).allMatch(i -> i.standing() == Interest.Standing.OBSERVED);
        because.interests().mute(LOYAL, "genre=g0"); // that works for every model
        assertThat(profile(because, LOYAL).events()).isEmpty();
    }
}
