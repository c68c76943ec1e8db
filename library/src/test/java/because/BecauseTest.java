package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.Explanation;
import because.core.Filter;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Provenance;
import because.core.Query;
import because.core.Recommender;
import because.core.Target;
import because.core.Trainer;
import because.models.baseline.EaseOptions;
import because.models.baseline.EaseTrainer;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BecauseTest {
    private static final int WINDOW = 12;
    private static final Dataset DATA = data();
    private static final Recommender TRANSFORMER = Models.trainer(
                    "transformer",
                    Map.of(
                            "dimension",
                            "8",
                            "window",
                            "" + WINDOW,
                            "negatives",
                            "16",
                            "batchTokens",
                            "256",
                            "epochs",
                            "4"))
            .train(DATA, Trainer.Run.of(1));
    private static final Recommender EASE = new EaseTrainer(EaseOptions.defaults()).train(DATA, Trainer.Run.of(1));

    /** Planted events with titles and colours; the last person has none. */
    private static Dataset data() {
        Dataset planted = because.testkit.PlantedEvents.generate(
                        new because.testkit.PlantedEvents.Options(40, 30, 20, 1, 0.9), 1)
                .data();
        List<Item> items = IntStream.range(0, 30)
                .mapToObj(i -> new Item(
                        "i" + i,
                        "Title " + i,
                        Map.of("colour", new because.core.Attribute.Tokens(List.of(i % 3 == 0 ? "red" : "blue")))))
                .toList();
        List<String> users = new ArrayList<>(planted.users().ids());
        users.add("silent");
        int size = planted.events().size();
        int[] user = new int[size];
        int[] item = new int[size];
        long[] time = new long[size];
        for (int u = 0; u < 40; u++) {
            for (int row = planted.events().from(u); row < planted.events().to(u); row++) {
                user[row] = u;
                item[row] = planted.events().item(row);
                time[row] = planted.events().time(row);
            }
        }
        return new Dataset(
                "shop",
                new IdMap(users),
                new Catalog(items),
                planted.kinds(),
                Interactions.sorted(41, user, item, null, time, null),
                Map.of());
    }

    private static Because because(Recommender recommender, Config.Explaining explaining) {
        return new Because(recommender, explaining, Optional.of(DATA));
    }

    private static Because because() {
        return because(TRANSFORMER, Config.Explaining.DEFAULTS);
    }

    private static Config.Explaining players(int players) {
        Config.Explaining d = Config.Explaining.DEFAULTS;
        return new Config.Explaining(d.method(), d.calls(), d.target(), d.absence(), players, d.named(), d.seed());
    }

    private static Config.Explaining masked() {
        Config.Explaining d = Config.Explaining.DEFAULTS;
        return new Config.Explaining(
                d.method(), d.calls(), d.target(), Absence.MASKED, d.players(), d.named(), d.seed());
    }

    @Test
    void every_recommendation_has_its_checked_reason_in_every_language() {
        Answer answer = because().recommend("person-3", 5);
        assertThat(answer.known()).isTrue();
        assertThat(answer.model()).isEqualTo("transformer");
        assertThat(answer.recommendations()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            Answer.Recommended recommended = answer.recommendations().get(i);
            Answer.Why why = recommended.why().orElseThrow();
            assertThat(recommended.rank()).isEqualTo(i + 1);
            assertThat(recommended.title())
                    .isEqualTo("Title " + recommended.item().substring(1));
            assertThat(why.explanation().header().candidate()).isEqualTo(recommended.item());
            assertThat(why.explanation().header().score()).isEqualTo(recommended.score());
            assertThat(why.explanation().header().deletionTest()).isPresent();
            for (Language language : Language.values()) {
                assertThat(why.reason(language)).isNotBlank();
            }
        }
    }

    @Test
    void what_the_person_knows_is_not_recommended() {
        Answer answer = because().recommend("person-3", 100, List.of(), false);
        Profile profile = because().profile("person-3").orElseThrow();
        assertThat(answer.recommendations())
                .hasSize(30 - profile.knownItems().cardinality())
                .allSatisfy(r -> assertThat(r.why()).isEmpty());
        assertThat(answer.items())
                .doesNotContainAnyElementsOf(
                        profile.events().stream().map(e -> "i" + e.knownItem()).toList());
    }

    @Test
    void somebody_whom_the_data_does_not_have_gets_what_the_empty_profile_gets() {
        Answer stranger = because().recommend("nobody", 5);
        Answer silent = because().recommend("silent", 5);
        assertThat(stranger.known()).isFalse();
        assertThat(silent.known()).isTrue();
        assertThat(stranger.profile()).isEqualTo(Profile.EMPTY);
        assertThat(stranger.recommendations()).isEqualTo(silent.recommendations());
        assertThat(because().recommend(Query.of(Profile.EMPTY, 5), true).recommendations())
                .isEqualTo(stranger.recommendations());
        for (Answer.Recommended recommended : stranger.recommendations()) {
            Attribution attribution = recommended.why().orElseThrow().attribution();
            assertThat(attribution.players()).isEmpty();
            assertThat(attribution.header().base()).isEqualTo(recommended.score());
            assertThat(attribution.header().deletionTest().orElseThrow().passed())
                    .isFalse();
        }
    }

    @Test
    void filters_hold_and_unknown_attributes_are_refused() {
        List<Filter> red = List.of(new Filter("colour", Set.of("red")));
        assertThat(because().recommend("nobody", 30, red, false).items())
                .hasSize(10)
                .allMatch(id -> Integer.parseInt(id.substring(1)) % 3 == 0);
        assertThat(because()
                        .recommend("nobody", 5, List.of(new Filter("colour", Set.of("green"))), true)
                        .recommendations())
                .isEmpty();
        assertThatThrownBy(() -> because().recommend("nobody", 5, List.of(new Filter("color", Set.of("red"))), true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe you meant colour?");
    }

    @Test
    void wrong_numbers_are_refused() {
        assertThatThrownBy(() -> because().recommend("person-1", 0))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("n is 0; allowed: 1 or more");
        assertThatThrownBy(() -> because().recommend("person-1", -3)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> because().item("j3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown item 'j3'")
                .hasMessageContaining("i3");
    }

    @Test
    void threads_that_ask_at_the_same_time_get_the_same_bits() throws Exception {
        Because because = because();
        List<String> users =
                IntStream.range(0, 12).mapToObj(i -> "person-" + i % 3).toList();
        List<String> alone = users.stream()
                .map(user -> Json.text(AnswerJson.of(because.recommend(user, 2))))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> together = threads.invokeAll(users.stream()
                    .map(user -> (Callable<String>) () -> Json.text(AnswerJson.of(because.recommend(user, 2))))
                    .toList());
            for (int i = 0; i < users.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        }
    }

    @Test
    void the_seed_decides_a_sampled_explanation() {
        Config.Explaining d = Config.Explaining.DEFAULTS;
        List<Answer> answers = IntStream.of(1, 1, 2)
                .mapToObj(seed -> because(
                                TRANSFORMER,
                                new Config.Explaining(
                                        "shapley-permutation",
                                        200,
                                        d.target(),
                                        d.absence(),
                                        d.players(),
                                        d.named(),
                                        seed))
                        .recommend("person-2", 2))
                .toList();
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(answers.get(2)).isNotEqualTo(answers.get(0));
    }

    private static Attribution explain(Because because, String user, int item) {
        Profile profile = because.profile(user).orElseThrow();
        List<Candidate> candidates = List.of(DATA.catalog().candidates().get(item));
        return because.explain(profile, candidates, Query.of(profile, 1).exclude())
                .getFirst()
                .attribution();
    }

    @Test
    void only_events_that_the_model_reads_are_players_and_they_are_counted_from_the_first() {
        Attribution attribution = explain(because(), "person-4", 0);
        assertThat(attribution.players())
                .extracting(p -> p.player().id())
                .containsExactlyElementsOf(IntStream.range(20 - WINDOW, 20)
                        .mapToObj(i -> "event:" + i)
                        .toList());
        Profile profile = because().profile("person-4").orElseThrow();
        for (int i = 0; i < WINDOW; i++) {
            assertThat(attribution.players().get(i).player().name())
                    .isEqualTo("Title " + profile.events().get(20 - WINDOW + i).knownItem());
        }
    }

    @Test
    void the_earlier_events_of_a_long_history_are_one_player() {
        Attribution attribution = explain(because(TRANSFORMER, players(5)), "person-4", 0);
        assertThat(attribution.players())
                .extracting(p -> p.player().id())
                .containsExactly("earlier", "event:16", "event:17", "event:18", "event:19");
        assertThat(attribution.players().getFirst().player().name()).isEqualTo("8 earlier events");
        assertThat(attribution.players().getFirst().player().parts()).hasSize(8);
        assertThat(attribution.header().method()).isEqualTo("shapley-exact");
        double sum =
                attribution.players().stream().mapToDouble(PlayerValue::value).sum();
        assertThat(attribution.header().base() + sum)
                .isCloseTo(attribution.header().score(), within(1e-5));
        double empty = TRANSFORMER
                .score(
                        List.of(Profile.EMPTY),
                        List.of(DATA.catalog().candidates().getFirst()))[0][0];
        assertThat(attribution.header().base()).isEqualTo(empty);
    }

    @Test
    void as_many_players_as_allowed_are_single_events() {
        assertThat(explain(because(TRANSFORMER, players(WINDOW)), "person-4", 0).players())
                .hasSize(WINDOW)
                .noneMatch(p -> p.player().id().equals("earlier"));
        assertThat(explain(because(TRANSFORMER, players(1)), "person-4", 0).players())
                .extracting(p -> p.player().id())
                .containsExactly("earlier");
    }

    @Test
    void groups_of_events_come_and_go_together() {
        Profile profile = because().profile("person-5").orElseThrow();
        Attribution attribution = because()
                .explain(
                        profile,
                        event -> event.knownItem() % 3 == 0 ? "red" : "blue",
                        List.of(DATA.catalog().candidates().getFirst()),
                        Set.of())
                .getFirst()
                .attribution();
        assertThat(attribution.players())
                .extracting(p -> p.player().id())
                .containsExactlyInAnyOrder("group:red", "group:blue");
        assertThat(attribution.players().stream()
                        .mapToInt(p -> p.player().parts().size())
                        .sum())
                .isEqualTo(WINDOW);
        assertThat(attribution.completenessGap()).isCloseTo(0, within(1e-5));
    }

    @Test
    void masked_absence_keeps_positions_where_the_model_knows_how() {
        Attribution masked = explain(because(TRANSFORMER, masked()), "person-6", 1);
        assertThat(masked.header().absence()).isEqualTo(Absence.MASKED);
        Profile profile = because().profile("person-6").orElseThrow();
        Profile hidden = Profile.of(profile.events().subList(20 - WINDOW, 20).stream()
                .map(Event::hidden)
                .toList());
        double base = TRANSFORMER
                .score(List.of(hidden), List.of(DATA.catalog().candidates().get(1)))[0][0];
        assertThat(masked.header().base()).isEqualTo(base);
        assertThat(masked.header().base())
                .isNotEqualTo(explain(because(), "person-6", 1).header().base());
    }

    @Test
    void masked_absence_is_refused_by_a_model_without_positions() {
        assertThatThrownBy(() -> because(EASE, masked()).recommend("person-6", 2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("absence is 'masked'; allowed: removed, for the model ease")
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void every_target_can_be_explained() {
        for (Target target : Target.values()) {
            Config.Explaining d = Config.Explaining.DEFAULTS;
            Because because = because(
                    EASE, new Config.Explaining(d.method(), 0, target, d.absence(), d.players(), d.named(), d.seed()));
            Attribution attribution = because.recommend("person-7", 1)
                    .recommendations()
                    .getFirst()
                    .why()
                    .orElseThrow()
                    .attribution();
            assertThat(attribution.header().target()).isEqualTo(target);
            if (target == Target.RANK) {
                assertThat(attribution.header().score()).isEqualTo(-1);
            }
        }
    }

    @Test
    void a_changed_profile_has_what_was_added_at_its_end_and_lacks_what_was_removed() {
        Because because = because();
        Profile profile = because.profile("person-8").orElseThrow();
        int first = profile.events().getFirst().knownItem();
        Profile changed = because.changed(profile, List.of(29, 28), List.of(first));
        assertThat(changed.events().reversed().subList(0, 2))
                .extracting(Event::knownItem)
                .containsExactly(28, 29);
        assertThat(changed.events())
                .noneMatch(e -> e.knownItem() == first
                        && e.time() < changed.events().getLast().time());
        assertThat(because.changed(Profile.EMPTY, List.of(1), List.of()).events())
                .containsExactly(Event.of(1));
        int unknown = IntStream.range(0, 30)
                .filter(i -> !profile.knownItems().get(i))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> because.changed(profile, List.of(), List.of(unknown)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "an item to remove is 'i" + unknown + "'; allowed: items of the person's own events");
    }

    @Test
    void a_recommender_of_the_users_own_is_closed_once() {
        AtomicInteger closed = new AtomicInteger();
        Recommender own = new Recommender() {
            @Override
            public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
                double[][] scores = new double[profiles.size()][candidates.size()];
                for (int row = 0; row < scores.length; row++) {
                    for (int column = 0; column < candidates.size(); column++) {
                        boolean red = candidates.get(column) instanceof Candidate.Known known && known.index() % 3 == 0;
                        scores[row][column] = red ? profiles.get(row).events().size() : 0;
                    }
                }
                return scores;
            }

            @Override
            public Catalog catalog() {
                return DATA.catalog();
            }

            @Override
            public Capabilities capabilities() {
                return new Capabilities(false, false, false, true, false, false, true, false);
            }

            @Override
            public Provenance provenance() {
                return new Provenance("own", Map.of(), 0, "none", "own-1", Map.of());
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        try (Because because = because(own, players(6))) {
            Answer answer = because.recommend("person-9", 1);
            assertThat(answer.model()).isEqualTo("own");
            Attribution attribution =
                    answer.recommendations().getFirst().why().orElseThrow().attribution();
            assertThat(attribution.header().score()).isEqualTo(20);
            assertThat(attribution.players().getFirst().value()).isCloseTo(15, within(1e-9));
            assertThat(because.with(players(3)).explaining().players()).isEqualTo(3);
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void a_precision_is_asked_for_and_reached_and_stands_in_the_header() {
        Config.Explaining precise = Config.Explaining.DEFAULTS.within(0.02, 0);
        Explanation explanation = because(TRANSFORMER, precise)
                .recommend("u3", 1)
                .recommendations()
                .getFirst()
                .why()
                .orElseThrow()
                .explanation();
        assertThat(explanation.header().convergence().largestError()).isLessThanOrEqualTo(0.02);
        assertThat(explanation.header().options()).containsKeys("asked for", "last estimate");
        assertThat(explanation.header().deletionTest()).isPresent();
    }
}
