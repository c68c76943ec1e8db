package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Examples;
import because.core.Interactions;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import because.core.Trainer;
import because.explain.example.SupportingExamples;
import because.testkit.PlantedEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The influence of people on a Transformer's score is an estimate. Here it is tried: the named people are left out, the model is trained anew, and the score must fall further than
 * when as many others are left out. Half of what people do next follows from what they did before and half is chance, so not all who had an item tell the model of it.
 */
class ExamplesRetrainingIT {
    private static final int WORLDS = 2;
    private static final int RECOMMENDATIONS = 15;
    private static final int SEEDS = 2;
    private static final Map<String, String> SMALL = Map.of(
            "dimension", "16",
            "window", "10",
            "dropout", "0",
            "learningRate", "0.005",
            "negatives", "32",
            "batchTokens", "512",
            "epochs", "8");

    /** For each recommendation how far the item's score falls over the mean of all items without some people. */
    private static final List<Double> NAMED = new ArrayList<>();

    private static final List<Double> HAD_IT = new ArrayList<>();
    private static final List<Double> DRAWN = new ArrayList<>();
    private static final List<Double> NAMED_ELSEWHERE = new ArrayList<>();

    private record Case(Profile profile, Candidate.Known item, BitSet named, BitSet hadIt, BitSet drawn) {}

    @BeforeAll
    static void retrain() {
        for (int world = 1; world <= WORLDS; world++) {
            Dataset data = PlantedEvents.generate(new PlantedEvents.Options(150, 40, 10, 1, 0.5), world)
                    .data();
            List<Case> cases = cases(data);
            double[] whole = margins(data, new BitSet(), cases);
            for (int at = 0; at < cases.size(); at++) {
                Case one = cases.get(at);
                int other = (at + 1) % cases.size();
                double[] named = margins(data, one.named, cases);
                NAMED.add(whole[at] - named[at]);
                NAMED_ELSEWHERE.add(whole[other] - named[other]);
                HAD_IT.add(whole[at] - margins(data, one.hadIt, cases)[at]);
                DRAWN.add(whole[at] - margins(data, one.drawn, cases)[at]);
            }
            Collections.rotate(
                    NAMED_ELSEWHERE.subList(NAMED_ELSEWHERE.size() - cases.size(), NAMED_ELSEWHERE.size()), 1);
        }
    }

    /** Recommendations of different items to different people. */
    private static List<Case> cases(Dataset data) {
        List<Case> cases = new ArrayList<>();
        BitSet seen = new BitSet();
        try (Recommender model = train(data, 1)) {
            for (int user = 0; cases.size() < RECOMMENDATIONS; user++) {
                Profile profile = data.profile(user);
                int item = model.recommend(Query.of(profile, 1)).getFirst().item();
                if (seen.get(item)) {
                    continue;
                }
                seen.set(item);
                Candidate.Known known = new Candidate.Known(item);
                Examples told = (Examples) new SupportingExamples()
                        .in(new Setting(0, Optional.of(data), true))
                        .explain(model, Question.about(profile, data.catalog(), List.of(known)), Budget.calls(2), 1)
                        .getFirst();
                assertThat(told.measure()).isEqualTo(Examples.Measure.INFLUENCE);
                assertThat(told.examples()).hasSize(10);
                BitSet named = new BitSet();
                told.examples().forEach(example -> named.set(data.users().index(example.person())));
                int asking = user;
                List<Integer> others =
                        new ArrayList<>(IntStream.range(0, data.users().size())
                                .filter(other -> other != asking)
                                .boxed()
                                .toList());
                Collections.shuffle(others, new Random(user));
                List<Integer> had =
                        others.stream().filter(other -> had(data, other, item)).toList();
                cases.add(new Case(profile, known, named, first(had), first(others)));
            }
        }
        return cases;
    }

    private static BitSet first(List<Integer> people) {
        BitSet first = new BitSet();
        people.subList(0, 10).forEach(first::set);
        return first;
    }

    private static boolean had(Dataset data, int user, int item) {
        return data.profile(user).knownItems().get(item);
    }

    private static Recommender train(Dataset data, long seed) {
        return Models.trainer("transformer", SMALL).train(data, Trainer.Run.of(seed));
    }

    /** Of each case's item, without some people; means over trainings. */
    private static double[] margins(Dataset data, BitSet without, List<Case> cases) {
        Interactions events = data.events();
        BitSet rows = new BitSet();
        without.stream().forEach(user -> rows.set(events.from(user), events.to(user)));
        Dataset rest = data.withEvents(events.where(row -> !rows.get(row)));
        double[] margins = new double[cases.size()];
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Recommender model = train(rest, seed)) {
                double[][] scores = model.score(
                        cases.stream().map(Case::profile).toList(),
                        model.catalog().candidates());
                for (int i = 0; i < margins.length; i++) {
                    double mean = Arrays.stream(scores[i]).average().orElse(0);
                    margins[i] += (scores[i][cases.get(i).item.index()] - mean) / SEEDS;
                }
            }
        }
        return margins;
    }

    @Test
    void without_the_named_people_the_score_falls_further_than_without_as_many_of_all(TestReporter reporter) {
        assertThat(chance(NAMED, DRAWN, "named, drawn from all", reporter)).isLessThan(0.001);
    }

    @Test
    void it_falls_further_than_without_as_many_who_had_the_item(TestReporter reporter) {
        assertThat(chance(NAMED, HAD_IT, "named, drawn from those who had it", reporter))
                .isLessThan(0.05);
    }

    @Test
    void it_falls_further_than_without_those_who_were_named_for_another_item(TestReporter reporter) {
        assertThat(chance(NAMED, NAMED_ELSEWHERE, "named, named for another", reporter))
                .isLessThan(0.001);
    }

    /** The control: who is named for one item holds up no other one, and would not pass. */
    @Test
    void people_who_were_named_for_another_item_do_not_pass(TestReporter reporter) {
        assertThat(chance(NAMED_ELSEWHERE, DRAWN, "named for another, drawn from all", reporter))
                .isGreaterThan(0.01);
    }

    /** The share of 10,000 random signs of the differences whose sum is at least as large: one-sided, paired. */
    private static double chance(List<Double> first, List<Double> second, String what, TestReporter reporter) {
        double[] differences = IntStream.range(0, first.size())
                .mapToDouble(i -> first.get(i) - second.get(i))
                .toArray();
        Random random = new Random(5);
        double sum = Arrays.stream(differences).sum();
        int asLarge = 1;
        int flips = 10_000;
        for (int i = 0; i < flips; i++) {
            double flipped = 0;
            for (double difference : differences) {
                flipped += random.nextBoolean() ? difference : -difference;
            }
            asLarge += flipped >= sum ? 1 : 0;
        }
        double chance = asLarge / (flips + 1.0);
        reporter.publishEntry(what, mean(first) + ", " + mean(second) + ", chance " + chance);
        return chance;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
