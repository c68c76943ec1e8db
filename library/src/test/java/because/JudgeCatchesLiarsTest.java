package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.evaluate.faithfulness.AgainstRandom;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import because.evaluate.faithfulness.MethodChoice;
import because.evaluate.faithfulness.MetricName;
import because.evaluate.faithfulness.Subject;
import because.explain.Explainers;
import because.testkit.LyingExplainer;
import because.testkit.TableWorld;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At 200 recommendations the judge tells every planted liar apart from the honest explainer behind it, and does not accuse the honest one. */
class JudgeCatchesLiarsTest {
    private static final int RECOMMENDATIONS = 200;
    private static final int EVENTS = 8;
    private static final int CANDIDATES = 10;

    /** Eleven numbers are looked at; by Bonferroni's rule that leaves each of them this much of .01. */
    private static final double LEVEL = 0.01 / 11;

    /** Enough for ten pairs of orders, not for exact values: some of the liars lie about errors. */
    private static final Budget BUDGET = Budget.calls(150);

    private static Judgement judged = judge(1, 2, List.of(Explainers.named("leave-one-out")), 0);

    /** A method under a name of its own. */
    private record Named(String method, Explainer explainer) implements Explainer {
        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            return explainer.explain(recommender, question, budget, seed);
        }
    }

    @BeforeAll
    static void judgeAll() {
        Explainer honest = Explainers.named("shapley-permutation");
        List<Explainer> all = new ArrayList<>(List.of(new Named("honest", honest), new OtherDraws(honest)));
        for (LyingExplainer.Kind kind : LyingExplainer.Kind.values()) {
            all.add(new Named(kind.name(), new LyingExplainer(honest, kind)));
        }
        judged = judge(1, RECOMMENDATIONS, all, RECOMMENDATIONS);
    }

    /** An honest explainer that draws other orders than the one that it is compared with. */
    private record OtherDraws(Explainer explainer) implements Explainer {
        @Override
        public String method() {
            return "fair";
        }

        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            return explainer.explain(recommender, question, budget, seed + 77);
        }
    }

    private static Judgement judge(long seed, int size, List<Explainer> explainers, int repeats) {
        return judge(seed, size, explainers, repeats, false);
    }

    private static Judgement judge(long seed, int size, List<Explainer> explainers, int repeats, boolean search) {
        List<Subject> subjects = new ArrayList<>();
        Map<Subject, Recommender> worlds = new IdentityHashMap<>();
        for (int i = 0; i < size; i++) {
            TableWorld world = TableWorld.random(EVENTS, CANDIDATES, seed * 100_000 + i);
            Question one = world.question(world.best());
            // A second candidate, so that who explains the first only is seen.
            Question two = new Question(
                    one.profile(),
                    one.players(),
                    one.absence(),
                    one.target(),
                    List.of(
                            one.candidates().getFirst(),
                            world.question((world.best() + 1) % CANDIDATES)
                                    .candidates()
                                    .getFirst()),
                    one.exclude());
            Subject subject = new Subject("p" + i, two);
            subjects.add(subject);
            worlds.put(subject, world);
        }
        Judge.Options options = Judge.Options.defaults()
                .withMeasured(Target.SCORE)
                .withRepeats(repeats)
                .withSearch(search)
                .withSeed(seed);
        return new Judge(explainers, _ -> BUDGET, options)
                .judge(subjects, s -> java.util.Objects.requireNonNull(worlds.get(s)), List.of(), Progress.NONE);
    }

    @Test
    void the_honest_explainer_is_better_than_random_and_all_that_it_says_of_itself_holds() {
        assertThat(judged.method("honest").test().orElseThrow().pBetter()).isLessThan(1e-6);
        for (String metric : judged.method("honest").metrics()) {
            if (metric.startsWith(MetricName.CLAIM) && !metric.endsWith("errors")) {
                assertThat(judged.method("honest").metric(metric).mean())
                        .as(metric)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LyingExplainer.Kind.class)
    void a_liar_is_told_apart_from_the_honest_explainer(LyingExplainer.Kind kind) {
        assertThat(smallest(kind.name())).as(kind.name()).isLessThan(LEVEL);
    }

    @Test
    void another_honest_explainer_is_not_told_apart() {
        assertThat(smallest("fair")).isGreaterThan(LEVEL);
    }

    /** The smallest of the one-sided p-values that an explainer is worse than the honest one. */
    private static double smallest(String name) {
        double smallest = 1;
        for (String metric : judged.method("honest").metrics()) {
            boolean looked = metric.startsWith(MetricName.CLAIM)
                    || metric.equals(MetricName.COMPREHENSIVENESS)
                    || metric.equals(MetricName.INFIDELITY_SHARE);
            if (looked) {
                double p = MetricName.lowerIsBetter(metric)
                        ? judged.compare(name, "honest", metric, 1).pGreater()
                        : judged.compare("honest", name, metric, 1).pGreater();
                smallest = Math.min(smallest, p);
            }
        }
        return smallest;
    }

    @ParameterizedTest
    @EnumSource(
            value = LyingExplainer.Kind.class,
            names = {"SHUFFLED", "SIGN_FLIPPED", "CONSTANT"})
    void orders_that_have_nothing_to_do_with_the_model_are_no_better_than_random(LyingExplainer.Kind kind) {
        AgainstRandom test = judged.method(kind.name()).test().orElseThrow();
        assertThat(test.better()).isFalse();
        assertThat(test.worse()).isEqualTo(kind == LyingExplainer.Kind.SIGN_FLIPPED);
    }

    @Test
    void a_fair_explainer_is_not_accused() {
        for (long run = 1; run <= 3; run++) {
            Judgement one = judge(
                    1000 + run,
                    RECOMMENDATIONS / 2,
                    List.of(Explainers.named("shapley-permutation"), Explainers.named("leave-one-out")),
                    0);
            assertThat(one.methods())
                    .allSatisfy(m -> assertThat(m.test().orElseThrow().better()).isTrue());
        }
    }

    @Test
    void a_usual_method_that_lies_is_given_up_for_the_cheapest_honest_one_and_an_honest_one_stays() {
        Explainer permutation = Explainers.named("shapley-permutation");
        Explainer shuffled = new LyingExplainer(permutation, LyingExplainer.Kind.SHUFFLED);
        Explainer turned = new LyingExplainer(permutation, LyingExplainer.Kind.SIGN_FLIPPED);
        Judgement lying = judge(
                3,
                60,
                List.of(new Named("usual", shuffled), new Named("worse", turned), new Named("honest", permutation)),
                0,
                true);
        MethodChoice given = MethodChoice.of(lying, "usual");
        assertThat(given.outcome()).isEqualTo(MethodChoice.Outcome.CONFIRMED);
        assertThat(given.picked()).isEqualTo("honest");
        assertThat(given.gain().orElseThrow().people()).isLessThanOrEqualTo(30);
        Judgement honest = judge(
                4,
                60,
                List.of(new Named("usual", permutation), new Named("liar", shuffled), new Named("worse", turned)),
                0,
                true);
        assertThat(MethodChoice.of(honest, "usual").picked()).isEqualTo("usual");
    }
}
