package because.benchmarks;

import because.Models;
import because.Project;
import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Examples;
import because.core.Interactions;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Setting;
import because.core.Trainer;
import because.explain.example.SupportingExamples;
import because.testkit.PlantedEvents;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether the people whom {@link SupportingExamples} names hold up a Transformer's score: they are left out, the model is trained anew, and how far the score falls over the mean of
 * all items is set beside what happens without as many others: the most alike, people who had the item, anybody, and those who were named for another recommendation.
 *
 * <p>Arguments, all optional: "planted" or the folder of a project (planted), recommendations (20), how many training seeds are averaged (3), options of the Transformer as
 * name=value with commas between them.
 */
public final class ExamplesBenchmark {
    private static final Map<String, String> SMALL = Map.of(
            "dimension",
            "16",
            "window",
            "10",
            "dropout",
            "0",
            "learningRate",
            "0.005",
            "negatives",
            "32",
            "batchTokens",
            "512",
            "epochs",
            "8");

    private static final int LOOKED_AT = 20;

    /** Who is left out. */
    private enum Group {
        NAMED("named as supporting it"),
        ALIKE_WITH("most alike of those who had the item"),
        WITH("drawn from those who had the item"),
        ALIKE("most alike"),
        ANYBODY("drawn from all"),
        ELSEWHERE("named for another recommendation");

        final String words;

        Group(String words) {
            this.words = words;
        }
    }

    private final Dataset data;
    private final Map<String, String> options;
    private final int seeds;
    private final PrintStream out;

    private ExamplesBenchmark(Dataset data, Map<String, String> options, int seeds, PrintStream out) {
        this.data = data;
        this.options = options;
        this.seeds = seeds;
        this.out = out;
    }

    /** A recommendation, and who is left out to try it. */
    private record Case(Profile profile, Candidate.Known item, Map<Group, BitSet> people) {
        BitSet people(Group group) {
            return people.getOrDefault(group, new BitSet());
        }
    }

    /** @param args data, recommendations, seeds, options */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String source = args.length > 0 ? args[0] : "planted";
        boolean planted = source.equals("planted");
        Dataset data = planted
                ? PlantedEvents.generate(new PlantedEvents.Options(150, 40, 10, 1, 0.5), 1)
                        .data()
                : Project.open(Path.of(source)).split(Progress.NONE).whole();
        Map<String, String> options = new HashMap<>(planted ? SMALL : Map.of());
        for (String option : args.length > 3 ? args[3].split(",", -1) : new String[0]) {
            options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        new ExamplesBenchmark(data, options, args.length > 2 ? Integer.parseInt(args[2]) : 3, out)
                .run(args.length > 1 ? Integer.parseInt(args[1]) : 20);
    }

    private void run(int recommendations) {
        out.printf(
                Locale.ROOT,
                "%d people, %d items, %d events%n",
                data.users().size(),
                data.catalog().size(),
                data.events().size());
        List<Case> cases;
        try (Recommender model = train(data, 1)) {
            cases = cases(model, recommendations);
        }
        out.printf(
                Locale.ROOT,
                "%d recommendations, %.1f people named for each%n",
                cases.size(),
                cases.stream()
                        .mapToInt(c -> c.people(Group.NAMED).cardinality())
                        .average()
                        .orElse(0));
        Map<Group, double[]> falls = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            falls.put(group, new double[cases.size()]);
        }
        for (int seed = 1; seed <= seeds; seed++) {
            double[] whole = margins(data, seed, cases);
            for (int at = 0; at < cases.size(); at++) {
                for (Group group : Group.values()) {
                    if (group == Group.ELSEWHERE) {
                        continue;
                    }
                    double[] without = margins(without(cases.get(at).people(group)), seed, cases);
                    of(falls, group)[at] += (whole[at] - without[at]) / seeds;
                    int other = (at + 1) % cases.size();
                    if (group == Group.NAMED) {
                        of(falls, Group.ELSEWHERE)[other] += (whole[other] - without[other]) / seeds;
                    }
                }
            }
            report(falls, seeds / (double) seed);
        }
    }

    private Recommender train(Dataset data, long seed) {
        return Models.trainer("transformer", options).train(data, Trainer.Run.of(seed));
    }

    private double[] margins(Dataset data, long seed, List<Case> cases) {
        try (Recommender model = train(data, seed)) {
            double[][] scores = model.score(
                    cases.stream().map(Case::profile).toList(), model.catalog().candidates());
            return IntStream.range(0, cases.size())
                    .mapToDouble(i -> scores[i][cases.get(i).item.index()]
                            - Arrays.stream(scores[i]).average().orElse(0))
                    .toArray();
        }
    }

    private Dataset without(BitSet people) {
        Interactions events = data.events();
        BitSet rows = new BitSet();
        people.stream().forEach(user -> rows.set(events.from(user), events.to(user)));
        return data.withEvents(events.where(row -> !rows.get(row)));
    }

    /** For each person the first of what is recommended that nobody before got, and that twice as many had as are named. */
    private List<Case> cases(Recommender model, int recommendations) {
        List<Integer> users =
                shuffled(IntStream.range(0, data.users().size()).boxed().toList(), 1);
        List<Case> cases = new ArrayList<>();
        BitSet seen = new BitSet();
        for (int user : users) {
            if (cases.size() == recommendations) {
                break;
            }
            for (Recommendation recommendation : model.recommend(Query.of(data.profile(user), LOOKED_AT))) {
                Optional<Case> found =
                        seen.get(recommendation.item()) ? Optional.empty() : tried(model, user, recommendation.item());
                if (found.isPresent()) {
                    seen.set(recommendation.item());
                    cases.add(found.get());
                    break;
                }
            }
        }
        return cases;
    }

    private Optional<Case> tried(Recommender model, int user, int item) {
        Profile profile = data.profile(user);
        Candidate.Known known = new Candidate.Known(item);
        Examples told = (Examples) new SupportingExamples()
                .in(new Setting(0, Optional.of(data), true))
                .explain(model, Question.about(profile, data.catalog(), List.of(known)), Budget.calls(2), 1)
                .getFirst();
        BitSet named = new BitSet();
        told.examples().forEach(example -> named.set(data.users().index(example.person())));
        List<Integer> others = IntStream.range(0, data.users().size())
                .filter(other -> other != user)
                .boxed()
                .toList();
        List<Integer> had =
                others.stream().filter(other -> items(other).get(item)).toList();
        int n = named.cardinality();
        if (n == 0 || had.size() < 2 * n) {
            return Optional.empty();
        }
        BitSet mine = items(user);
        ToDoubleFunction<Integer> likeness = other -> cosine(mine, items(other));
        Map<Group, BitSet> people = new EnumMap<>(Group.class);
        people.put(Group.NAMED, named);
        people.put(Group.ALIKE, first(n, sorted(others, likeness)));
        people.put(Group.ALIKE_WITH, first(n, sorted(had, likeness)));
        people.put(Group.WITH, first(n, shuffled(had, user)));
        people.put(Group.ANYBODY, first(n, shuffled(others, user)));
        return Optional.of(new Case(profile, known, people));
    }

    private BitSet items(int user) {
        BitSet items = new BitSet();
        for (int row = data.events().from(user); row < data.events().to(user); row++) {
            items.set(data.events().item(row));
        }
        return items;
    }

    private static double cosine(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both.isEmpty() ? 0 : both.cardinality() / Math.sqrt((double) a.cardinality() * b.cardinality());
    }

    private static List<Integer> sorted(List<Integer> people, ToDoubleFunction<Integer> most) {
        return people.stream()
                .sorted(Comparator.comparingDouble(most).reversed())
                .toList();
    }

    private static List<Integer> shuffled(List<Integer> people, long seed) {
        List<Integer> shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static BitSet first(int n, List<Integer> people) {
        BitSet first = new BitSet();
        people.subList(0, n).forEach(first::set);
        return first;
    }

    private static double[] of(Map<Group, double[]> falls, Group group) {
        return falls.getOrDefault(group, new double[0]);
    }

    private void report(Map<Group, double[]> falls, double scale) {
        out.printf(
                Locale.ROOT,
                "%-42s %10s   %s%n",
                "without as many people",
                "fall",
                "named fall further by (standard error), in how many");
        for (Group group : Group.values()) {
            double[] mine =
                    Arrays.stream(of(falls, group)).map(fall -> scale * fall).toArray();
            double[] more = IntStream.range(0, mine.length)
                    .mapToDouble(i -> scale * of(falls, Group.NAMED)[i] - mine[i])
                    .toArray();
            out.printf(
                    Locale.ROOT,
                    "%-42s %10.4f   %.4f (%.4f), %d of %d%n",
                    group.words,
                    mean(mine),
                    mean(more),
                    error(more),
                    Arrays.stream(more).filter(x -> x > 0).count(),
                    more.length);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
