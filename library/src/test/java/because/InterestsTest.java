package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import because.core.Trainer;
import because.models.baseline.ContentOptions;
import because.models.baseline.ContentTrainer;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.narrate.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of their interests is what the model reads. */
class InterestsTest {
    private static final String[] GENRES = {"Comedy", "Horror", "War"};

    /** Thirty films, ten of each genre. Ann saw eight comedies and then two horror films; Bob one war film. */
    private static final Dataset DATA = data();

    private static Dataset data() {
        List<Item> items = IntStream.range(0, 30)
                .mapToObj(i ->
                        new Item("f" + i, "Film " + i, Map.of("genres", new Attribute.Tokens(List.of(GENRES[i / 10])))))
                .toList();
        int[] seen = {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 20};
        int[] user = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        return new Dataset(
                "films",
                new IdMap(List.of("ann", "bob")),
                new Catalog(items),
                new IdMap(List.of("rating")),
                Interactions.sorted(2, user, seen, null, null, null),
                Map.of());
    }

    private static Because open(Optional<Path> file) {
        Recommender model = new ContentTrainer(ContentOptions.defaults()).train(DATA, Trainer.Run.of(1));
        Because because = new Because(model, Config.Explaining.DEFAULTS, Optional.of(DATA));
        return file.map(path ->
                        because.with(new Interests(model, Optional.of(DATA), new InterestFile(Optional.of(path)))))
                .orElse(because);
    }

    private static List<String> genres(Because because, String user) {
        return because.recommend(user, 5, List.of(), false).items().stream()
                .map(id -> GENRES[Integer.parseInt(id.substring(1)) / 10])
                .toList();
    }

    private static Interest interest(Because because, String user, String genre) {
        return because.interests().of(user).stream()
                .filter(i -> i.value().equals(genre))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void long_and_short_term_shares_are_those_of_the_events() {
        Because because = open(Optional.empty());
        Interest comedy = interest(because, "ann", "Comedy");
        Interest horror = interest(because, "ann", "Horror");
        assertThat(comedy.longTerm()).isEqualTo(0.8);
        assertThat(horror.longTerm()).isEqualTo(0.2);
        double recent = 1 + Math.pow(2, -0.2);
        double all =
                IntStream.range(0, 10).mapToDouble(i -> Math.pow(2, -i / 5.0)).sum();
        assertThat(horror.shortTerm()).isCloseTo(recent / all, within(1e-12));
        assertThat(horror.usual()).isCloseTo(2 / 11.0, within(1e-12));
        assertThat(horror.events()).containsExactly(8, 9);
        assertThat(because.interests().of("nobody")).isEmpty();
    }

    @Test
    void an_interest_that_is_declared_changes_the_next_recommendation_and_is_said_as_the_reason() {
        Because because = open(Optional.empty());
        assertThat(genres(because, "bob")).containsOnly("War");
        because.interests().reset("bob", "genres=War");
        because.interests().remove("bob", "genres=War");
        because.interests().declare("bob", "genres=Horror");
        assertThat(genres(because, "bob")).containsOnly("Horror");
        String reason = because.recommend("bob", 1)
                .recommendations()
                .getFirst()
                .why()
                .orElseThrow()
                .reason(Language.EN);
        assertThat(reason).contains("you said that you like “Horror”");
        // Somebody of whom nothing is known gets recommendations from what they say.
        because.interests().declare("new", "genres=Comedy");
        assertThat(genres(because, "new")).containsOnly("Comedy");
        assertThat(because.recommend("new", 1).known()).isTrue();
    }

    @Test
    void an_interest_that_is_removed_has_no_effect_left() {
        Because because = open(Optional.empty());
        because.interests().remove("ann", "genres=Comedy");
        Recommender model = because.recommender();
        Profile never = Profile.ofItems(10, 11);
        assertThat(model.score(
                        List.of(because.profile("ann").orElseThrow()),
                        model.catalog().candidates()))
                .isDeepEqualTo(model.score(List.of(never), model.catalog().candidates()));
        // The films that were seen stay known: they are not recommended again.
        assertThat(because.recommend("ann", 30, List.of(), false).items()).doesNotContain("f0", "f7", "f10");
        assertThat(interest(because, "ann", "Comedy").standing()).isEqualTo(Interest.Standing.REMOVED);
        assertThat(interest(because, "ann", "Comedy").longTerm()).isZero();
        because.interests().reset("ann", "genres=Comedy");
        assertThat(because.profile("ann")).contains(DATA.profile(0));
    }

    @Test
    void nothing_of_what_is_muted_is_recommended() {
        Because because = open(Optional.empty());
        because.interests().mute("ann", "genres=Comedy");
        assertThat(because.recommend("ann", 30, List.of(), false).items())
                .hasSize(18)
                .noneMatch(id -> Integer.parseInt(id.substring(1)) < 10);
        assertThat(because.profile("ann").orElseThrow().events()).hasSize(2);
        because.interests().reset("ann", "genres=Comedy");
        assertThat(because.recommend("ann", 30, List.of(), false).items()).hasSize(20);
    }

    @Test
    void what_is_said_is_kept_for_the_next_process_and_by_several_at_once(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("interests.json");
        List<Thread> threads = new ArrayList<>();
        for (String genre : GENRES) {
            threads.add(Thread.ofPlatform()
                    .start(() -> open(Optional.of(file)).interests().mute("ann", "genres=" + genre)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        open(Optional.of(file)).interests().remove("bob", "genres=War");
        Because later = open(Optional.of(file));
        for (String genre : GENRES) {
            assertThat(interest(later, "ann", genre).standing()).isEqualTo(Interest.Standing.MUTED);
        }
        assertThat(later.recommend("ann", 5).recommendations()).isEmpty();
        assertThat(later.profile("bob").orElseThrow().events()).isEmpty();
        // Events that come later count again.
        assertThat(new InterestFile(Optional.of(file))
                        .said("bob")
                        .silences(new Interests.Word("genres", "War"), 1, Event.of(20)))
                .isFalse();
    }

    /** Ann's events, by item and time. */
    private static Dataset annOf(int[] items, long... times) {
        return DATA.withEvents(Interactions.sorted(2, new int[items.length], items, null, times, null));
    }

    private static Interests interests(Dataset data, Path file) {
        Recommender model = new ContentTrainer(ContentOptions.defaults()).train(DATA, Trainer.Run.of(1));
        return new Interests(model, Optional.of(data), new InterestFile(Optional.of(file)));
    }

    private static List<Integer> read(Dataset data, Path file) {
        Interests interests = interests(data, file);
        return interests.applied("ann", interests.history("ann")).events().stream()
                .map(Event::knownItem)
                .toList();
    }

    @Test
    void what_was_removed_stays_removed_when_older_events_come_late_or_are_filtered_out(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("interests.json");
        interests(annOf(new int[] {0, 10, 1}, -7, 0, 50), file).remove("ann", "genres=Comedy");
        assertThat(Files.readString(file)).contains("\"until\" : 50", "\"events\" : 3");
        // Comedies from before that are known only now do not count; one that came later does.
        Dataset imported = annOf(new int[] {2, 3, 0, 4, 10, 1, 5, 11}, -9, -8, -7, -6, 0, 50, 51, 60);
        assertThat(read(imported, file)).containsExactly(10, 5, 11);
        assertThat(interests(imported, file).of("ann").stream()
                        .filter(i -> i.value().equals("Comedy"))
                        .flatMap(i -> i.events().stream()))
                .containsExactly(6);
        // With less of the past, what came later is among the first events and counts all the same.
        assertThat(read(annOf(new int[] {1, 5, 11}, 50, 51, 60), file)).containsExactly(5, 11);
        // What is said of something else changes nothing of it.
        interests(imported, file).mute("ann", "genres=Horror");
        assertThat(read(imported, file)).containsExactly(5);
        // Events without times are told by their number.
        assertThat(read(
                        DATA.withEvents(
                                Interactions.sorted(2, new int[5], new int[] {0, 10, 1, 2, 3}, null, null, null)),
                        file))
                .containsExactly(2, 3);
    }

    @Test
    void files_of_earlier_versions_tell_what_was_removed_by_the_number_of_events(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("interests.json"), """
                {
                  "ann" : [ {
                    "interest" : {
                      "attribute" : "genres",
                      "value" : "Comedy"
                    },
                    "standing" : "removed",
                    "events" : 2
                  }, {
                    "interest" : {
                      "attribute" : "genres",
                      "value" : "War"
                    },
                    "standing" : "declared"
                  } ]
                }
                """);
        Dataset data = annOf(new int[] {0, 10, 1}, 10, 20, 30);
        assertThat(read(data, file)).containsExactly(10, 1, -1);
        // It stays what it was when something else is said, and is told by its time when it is said again.
        interests(data, file).mute("ann", "genres=Horror");
        assertThat(read(data, file)).containsExactly(1, -1);
        interests(data, file).remove("ann", "genres=Comedy");
        assertThat(read(annOf(new int[] {2, 0, 10, 1, 3}, 5, 10, 20, 30, 40), file))
                .containsExactly(3, -1);
    }

    @Test
    void what_means_nothing_is_refused(@TempDir Path folder) throws IOException {
        Interests interests = open(Optional.empty()).interests();
        assertThatThrownBy(() -> interests.mute("ann", "Comedy"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ATTRIBUTE=VALUE");
        assertThatThrownBy(() -> interests.mute("ann", "genre=Comedy"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("genres");
        assertThatThrownBy(() -> interests.mute("ann", "genres=Comdey"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Comedy");
        Recommender ease = new EaseTrainer(EaseOptions.defaults()).train(DATA, Trainer.Run.of(1));
        Interests ofEase = new Because(ease, Config.Explaining.DEFAULTS, Optional.of(DATA)).interests();
        assertThatThrownBy(() -> ofEase.declare("ann", "genres=War"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("attributes=true");
        ofEase.remove("ann", "genres=Comedy"); // that works for every model
        String entry = "{\"interest\": {\"attribute\": \"genres\", \"value\": \"War\"}, \"standing\": \"%s\"%s}";
        for (String text : List.of(
                "",
                "{",
                "[]",
                "{\"ann\": \"muted\"}",
                "{\"ann\": [{\"standing\": \"muted\"}]}",
                "{\"ann\": [" + entry.formatted("liked", "") + "]}",
                "{\"ann\": [" + entry.formatted("removed", ", \"events\": -1") + "]}",
                "{\"ann\": [" + entry.formatted("removed", ", \"until\": \"May\"") + "]}",
                "{\"ann\": [" + entry.formatted("removed", ", \"until\": 1.5") + "]}",
                "{\"ann\": \u00e9}")) {
            Path file = Files.write(folder.resolve("interests.json"), text.getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> open(Optional.of(file)).profile("ann"))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("interests.json");
        }
    }
}
