package because.benchmarks;

import because.core.BadInput;
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
import because.evaluate.faithfulness.MetricName;
import because.evaluate.faithfulness.Subject;
import because.explain.Explainers;
import because.testkit.LyingExplainer;
import because.testkit.TableWorld;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Whether the judge tells liars from honest explainers, on worlds that are written down as tables: how often a fair explainer is accused of being no better than
 * random orders, and by which number and with which p-value each planted liar is told apart from the honest explainer behind it. Argument: how many runs.
 */
public final class LiesBenchmark {
    private static final int RECOMMENDATIONS = 200;
    private static final int EVENTS = 8;
    private static final int CANDIDATES = 10;
    private static final Budget BUDGET = Budget.calls(150);
    private static final List<String> FAIR = List.of("shapley-exact", "shapley-permutation", "leave-one-out");

    private LiesBenchmark() {}

    /** A method under a name of its own. */
    private record Named(String method, Explainer explainer) implements Explainer {
        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            return explainer.explain(recommender, question, budget, seed);
        }
    }

    /** @param args how many runs */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 1) {
            throw new BadInput("arguments: RUNS");
        }
        fair(Integer.parseInt(args[0]), out);
        liars(out);
    }

    private static void fair(int runs, PrintStream out) {
        List<Explainer> explainers = new ArrayList<>();
        FAIR.forEach(name -> explainers.add(Explainers.named(name)));
        explainers.add(new Named(
                "lots (not fair)",
                new LyingExplainer(Explainers.named("leave-one-out"), LyingExplainer.Kind.SHUFFLED)));
        List<Judgement> all = LongStream.rangeClosed(1, runs)
                .parallel()
                .mapToObj(run -> judge(run, explainers, 0))
                .toList();
        out.printf(
                Locale.ROOT,
                "%,d runs of %d recommendations, each on a table world of its own (%d events, %d items):%n%n",
                runs,
                RECOMMENDATIONS,
                EVENTS,
                CANDIDATES);
        out.println("| explainer | accused: not better than random at p < .01 | largest p | random orders beaten |");
        out.println("|---|---|---|---|");
        for (Explainer explainer : explainers) {
            List<AgainstRandom> tests = all.stream()
                    .map(j -> j.method(explainer.method()).test().orElseThrow())
                    .toList();
            out.printf(
                    Locale.ROOT,
                    "| %s | %.2f %% | %.2g | %.1f %% |%n",
                    explainer.method(),
                    100.0 * tests.stream().filter(t -> !t.better()).count() / runs,
                    tests.stream().mapToDouble(AgainstRandom::pBetter).max().orElse(0),
                    100
                            * tests.stream()
                                    .mapToDouble(AgainstRandom::beaten)
                                    .average()
                                    .orElse(0));
        }
    }

    private static void liars(PrintStream out) {
        Explainer honest = Explainers.named("shapley-permutation");
        List<Explainer> all = new ArrayList<>(List.of(new Named("honest", honest)));
        for (LyingExplainer.Kind kind : LyingExplainer.Kind.values()) {
            all.add(new Named(kind.name(), new LyingExplainer(honest, kind)));
        }
        Judgement judgement = judge(1, all, RECOMMENDATIONS);
        out.printf(
                Locale.ROOT,
                "%nLiars against the honest explainer (%s), %d recommendations:%n%n",
                honest.method(),
                RECOMMENDATIONS);
        out.println("| liar | against random orders | told apart by | one-sided p (paired bootstrap) |");
        out.println("|---|---|---|---|");
        for (LyingExplainer.Kind kind : LyingExplainer.Kind.values()) {
            String by = "nothing";
            double smallest = 1;
            for (String metric : judgement.method("honest").metrics()) {
                if (metric.startsWith(MetricName.CLAIM)
                        || metric.equals(MetricName.COMPREHENSIVENESS)
                        || metric.equals(MetricName.INFIDELITY_SHARE)) {
                    double p = MetricName.lowerIsBetter(metric)
                            ? judgement
                                    .compare(kind.name(), "honest", metric, 1)
                                    .pGreater()
                            : judgement
                                    .compare("honest", kind.name(), metric, 1)
                                    .pGreater();
                    if (p < smallest) {
                        smallest = p;
                        by = metric;
                    }
                }
            }
            AgainstRandom test = judgement.method(kind.name()).test().orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "| %s | %s (%.2g) | %s | %.4f |%n",
                    kind,
                    test.verdict(),
                    test.pBetter(),
                    by,
                    smallest);
        }
    }

    private static Judgement judge(long seed, List<Explainer> explainers, int repeats) {
        List<Subject> subjects = new ArrayList<>();
        IdentityHashMap<Subject, Recommender> worlds = new IdentityHashMap<>();
        for (int i = 0; i < RECOMMENDATIONS; i++) {
            TableWorld world = TableWorld.random(EVENTS, CANDIDATES, seed * 100_000 + i);
            Question first = world.question(world.best());
            Question second = world.question((world.best() + 1) % CANDIDATES);
            Question both = new Question(
                    first.profile(),
                    first.players(),
                    first.absence(),
                    first.target(),
                    List.of(first.candidates().getFirst(), second.candidates().getFirst()),
                    first.exclude());
            // A second candidate, so that who explains the first only is seen.
            Subject subject = new Subject("p" + i, repeats == 0 ? first : both);
            subjects.add(subject);
            worlds.put(subject, world);
        }
        Judge.Options options = Judge.Options.defaults()
                .withMeasured(Target.SCORE)
                .withRepeats(repeats)
                .withSearch(false)
                .withSeed(seed);
        return new Judge(explainers, question -> repeats == 0 ? Budget.calls(1 << EVENTS) : BUDGET, options)
                .judge(subjects, s -> Objects.requireNonNull(worlds.get(s)), List.of(), Progress.NONE);
    }
}
