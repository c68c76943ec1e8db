package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Dataset;
import because.core.Game;
import because.core.Interactions;
import because.core.Player;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Target;
import because.core.Trace;
import because.core.Trainer;
import because.evaluate.faithfulness.Randomised;
import because.explain.CheckedExplainer;
import because.explain.Explainers;
import because.testkit.PlantedEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Methods that look into a network, on trained ones of every kind of block. */
class NetworkMethodsTest {
    private static final Dataset DATA = rated(PlantedEvents.generate(new PlantedEvents.Options(60, 30, 14, 1, 0.9), 3)
            .data());

    private static final List<Recommender> MODELS = List.of(
            model(Map.of("blocks", "2")),
            model(Map.of("preset", "esasrec", "blocks", "2")),
            model(Map.of("preset", "hstu")),
            model(Map.of("preset", "bert4rec")),
            model(Map.of("task", "rating", "actions", "true", "nextItemWeight", "0.3")),
            model(Map.of("task", "probability", "atLeast", "3", "preset", "esasrec")));

    /** Each event with 1 to 5 stars, which follow from its item and the one before. */
    private static Dataset rated(Dataset data) {
        Interactions events = data.events();
        int[] users = new int[events.size()];
        int[] items = new int[users.length];
        float[] values = new float[users.length];
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                users[row] = user;
                items[row] = events.item(row);
                int before = row == events.from(user) ? 0 : events.item(row - 1);
                values[row] = 1 + (items[row] + before) % 5;
            }
        }
        return data.withEvents(Interactions.sorted(events.users(), users, items, values, null, null));
    }

    private static Recommender model(Map<String, String> options) {
        Map<String, String> all = new java.util.HashMap<>(Map.of(
                "dimension", "16",
                "window", "10",
                "negatives", "16",
                "batchTokens", "256",
                "averaging", "0",
                "epochs", "6"));
        all.putAll(options);
        return Models.trainer("transformer", all).train(DATA, Trainer.Run.of(1));
    }

    @AfterAll
    static void close() {
        MODELS.forEach(Recommender::close);
    }

    private static Question question(Recommender model, int user, Target target) {
        Profile whole = DATA.profile(user);
        Profile newest = whole.withEvents(whole.events()
                .subList(whole.events().size() - 10, whole.events().size()));
        return Question.about(
                        newest,
                        model.catalog(),
                        List.of(new Candidate.Known(user % 30), new Candidate.Known((user + 7) % 30)))
                .withTarget(target)
                .withAbsence(Absence.MASKED);
    }

    private static List<Attribution> explain(String method, Recommender model, Question question) {
        return Explainers.named(method).explain(model, question, Budget.calls(1000), 1).stream()
                .map(Attribution.class::cast)
                .toList();
    }

    private static double[][] ends(Recommender model, Question question) {
        Game game = model.game(question);
        Coalitions ends = new Coalitions(question.players().size());
        ends.addNone();
        ends.addAll();
        double[][] values = new double[2][2];
        game.values(ends, values);
        return values;
    }

    @Test
    void every_method_states_the_base_and_the_score_of_the_masked_game() {
        for (Recommender model : MODELS) {
            for (Target target : List.of(Target.SCORE, Target.MARGIN)) {
                Question question = question(model, 3, target);
                double[][] ends = ends(model, question);
                for (String method : Explainers.ofNetworks()) {
                    List<Attribution> found = explain(method, model, question);
                    assertThat(found).hasSize(2);
                    for (int column = 0; column < 2; column++) {
                        assertThat(found.get(column).header().base())
                                .as("%s, %s", method, target)
                                .isCloseTo(ends[0][column], within(1e-4));
                        assertThat(found.get(column).header().score()).isCloseTo(ends[1][column], within(1e-4));
                        assertThat(found.get(column).header().absence()).isEqualTo(Absence.MASKED);
                        assertThat(found.get(column).players()).hasSize(10);
                    }
                }
            }
        }
    }

    @Test
    void deeplift_shares_out_the_whole_difference_and_integrated_gradients_nearly() {
        for (Recommender model : MODELS) {
            for (int user = 0; user < 8; user++) {
                Question question = question(model, user, Target.SCORE);
                for (Attribution deepLift : explain("deeplift", model, question)) {
                    assertThat(Math.abs(deepLift.completenessGap())).isLessThan(1e-9 * size(deepLift));
                }
                for (Attribution integrated : explain("integrated-gradients", model, question)) {
                    double whole =
                            integrated.header().score() - integrated.header().base();
                    assertThat(Math.abs(integrated.completenessGap()))
                            .isLessThan(1e-3 * Math.max(Math.abs(whole), 1e-3 * size(integrated)));
                }
            }
        }
    }

    private static double size(Attribution attribution) {
        return attribution.players().stream()
                .mapToDouble(p -> Math.abs(p.value()))
                .sum();
    }

    /** What a group gets is what its events get, and what nobody is asked about stays as it is. */
    @Test
    void groups_of_events_get_the_sum() {
        for (Recommender model : MODELS) {
            Question single = question(model, 5, Target.SCORE);
            List<Player> players = single.players();
            Player both = new Player(
                    "both",
                    "both",
                    List.of(
                            players.get(2).parts().getFirst(),
                            players.get(8).parts().getFirst()));
            Question grouped = single.withPlayers(List.of(both));
            Attribution group = explain("deeplift", model, grouped).getFirst();
            assertThat(group.players()).hasSize(1);
            assertThat(Math.abs(group.completenessGap())).isLessThan(1e-9);
            Attribution apart = explain("saliency", model, single).getFirst();
            Attribution together = explain("saliency", model, grouped).getFirst();
            assertThat(together.players().getFirst().value())
                    .isCloseTo(
                            apart.players().get(2).value()
                                    + apart.players().get(8).value(),
                            within(1e-12));
            Question twice = single.withPlayers(List.of(both, players.get(2)));
            assertThatThrownBy(() -> explain("deeplift", model, twice)).hasMessageContaining("share an event");
        }
    }

    @Test
    void shares_of_attention_are_none_below_zero_and_one_at_most() {
        for (Recommender model : MODELS) {
            for (String method : List.of("attention", "attention-rollout")) {
                List<Attribution> both = explain(method, model, question(model, 2, Target.SCORE));
                assertThat(both.get(0).players()).isEqualTo(both.get(1).players());
                assertThat(both.getFirst().players())
                        .extracting(PlayerValue::value)
                        .allMatch(value -> value >= 0);
                assertThat(size(both.getFirst())).isBetween(1e-6, 1 + 1e-9);
            }
        }
    }

    @Test
    void the_newest_event_which_is_the_cause_is_found() {
        Recommender model = MODELS.getFirst();
        PlantedEvents world = PlantedEvents.generate(new PlantedEvents.Options(60, 30, 14, 1, 0.9), 3);
        int found = 0;
        for (int user = 0; user < 40; user++) {
            Question asked = question(model, user, Target.MARGIN);
            int next = world.successor(asked.profile().events().getLast().knownItem());
            Question question = new Question(
                    asked.profile(),
                    asked.players(),
                    asked.absence(),
                    asked.target(),
                    List.of(new Candidate.Known(next)),
                    Set.of());
            List<PlayerValue> players =
                    explain("deeplift", model, question).getFirst().players();
            double largest =
                    players.stream().mapToDouble(PlayerValue::value).max().orElse(0);
            found += players.getLast().value() == largest ? 1 : 0;
        }
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void the_last_layer_is_the_model_and_what_modules_do_is_measured() {
        for (Recommender model : MODELS) {
            Question question = question(model, 4, Target.SCORE);
            Trace decoded = (Trace) Explainers.named("decoding")
                    .explain(model, question, Budget.calls(10), 1)
                    .getFirst();
            Trace.Layer last = decoded.layers().getLast();
            assertThat(decoded.layers()).hasSizeGreaterThan(2);
            assertThat(last.value()).isCloseTo(decoded.header().score(), within(1e-9));
            List<Recommendation> list =
                    model.recommend(new Query(question.profile(), 3, question.exclude(), List.of()));
            List<String> best = new java.util.ArrayList<>(
                    last.best().stream().map(Trace.ItemAt::item).toList());
            best.removeIf(item -> question.exclude().contains(model.catalog().index(item)));
            assertThat(best)
                    .startsWith(model.catalog().item(list.getFirst().item()).id());
            Trace ablated = (Trace) Explainers.named("ablation")
                    .explain(model, question, Budget.calls(10), 1)
                    .getFirst();
            assertThat(ablated.modules()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(ablated.modules()).anyMatch(module -> Math.abs(module.effect()) > 1e-3);
            assertThat(Json.explanation(Json.read(Json.text(Json.write(ablated)))))
                    .isEqualTo(ablated);
            assertThat(Json.explanation(Json.read(Json.text(Json.write(decoded)))))
                    .isEqualTo(decoded);
        }
    }

    @Test
    void each_layer_is_decoded_by_what_the_head_of_the_task_makes_of_it() {
        Recommender model = MODELS.get(4);
        Question question = question(model, 4, Target.SCORE);
        Trace decoded = (Trace) Explainers.named("decoding")
                .explain(model, question, Budget.calls(10), 1)
                .getFirst();
        assertThat(decoded.layers())
                .allSatisfy(layer -> assertThat(layer.value()).isBetween(0.0, 6.0));
    }

    @Test
    void shares_of_attention_heads_are_those_whose_mean_the_attention_method_tells() {
        for (Recommender model : MODELS) {
            Question question = question(model, 4, Target.SCORE);
            Trace trace = (Trace) Explainers.named("attention-heads")
                    .explain(model, question, Budget.calls(10), 1)
                    .getFirst();
            List<PlayerValue> mean =
                    explain("attention", model, question).getFirst().players();
            String last = trace.heads().getLast().name().replaceAll("#.*", "");
            List<Trace.Head> heads = trace.heads().stream()
                    .filter(head -> head.name().startsWith(last + "#"))
                    .toList();
            assertThat(trace.attended()).isEqualTo(question.players());
            assertThat(trace.heads())
                    .allSatisfy(head -> assertThat(head.shares().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .isLessThanOrEqualTo(1 + 1e-9)
                            .isPositive());
            boolean pointwise = MODELS.indexOf(model)
                    == 2; // where rows need not sum to 1, the mean is taken before they are made to
            for (int player = 0; player < mean.size() && !pointwise; player++) {
                int which = player;
                double share = heads.stream()
                        .mapToDouble(head -> head.shares().get(which))
                        .average()
                        .orElseThrow();
                assertThat(share).isCloseTo(mean.get(player).value(), within(1e-9));
            }
            assertThat(Json.explanation(Json.read(Json.text(Json.write(trace)))))
                    .isEqualTo(trace);
        }
    }

    @Test
    void the_deletion_test_goes_around_them_and_other_models_are_refused() {
        Question question = question(MODELS.getFirst(), 1, Target.SCORE);
        Attribution checked = (Attribution) new CheckedExplainer(Explainers.named("deeplift"))
                .explain(MODELS.getFirst(), question, Budget.calls(100), 1)
                .getFirst();
        assertThat(checked.header().deletionTest()).isPresent();
        Recommender ease = Models.trainer("ease", Map.of()).train(DATA, Trainer.Run.of(1));
        for (String method : Explainers.ofNetworks()) {
            assertThatThrownBy(() -> explain(method, ease, question))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("ease is none");
            assertThatThrownBy(() -> explain(method, MODELS.getFirst(), question.withTarget(Target.RANK)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("score or margin");
        }
    }

    @Test
    void the_empty_profile_has_nothing_to_share_out() {
        for (Recommender model : MODELS) {
            Question nothing = Question.about(Profile.EMPTY, model.catalog(), List.of(new Candidate.Known(0)));
            for (String method : Explainers.ofNetworks()) {
                Attribution empty = explain(method, model, nothing).getFirst();
                assertThat(empty.players()).isEmpty();
                assertThat(empty.header().base()).isEqualTo(empty.header().score());
            }
        }
    }

    @Test
    void the_randomised_models_of_a_judge_leave_the_model_that_is_judged_as_it_is() {
        for (Recommender model : MODELS) {
            List<Profile> profiles = List.of(DATA.profile(3), DATA.profile(8));
            double[][] before = model.score(profiles, model.catalog().candidates());
            List<Randomised> random = RandomModels.of(model, Optional.of(DATA), 1, Progress.NONE);
            assertThat(model.score(profiles, model.catalog().candidates())).isDeepEqualTo(before);
            assertThat(random)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(stage -> assertThat(stage.model()
                                    .score(profiles, model.catalog().candidates())[0])
                            .isNotEqualTo(before[0]));
        }
    }
}
