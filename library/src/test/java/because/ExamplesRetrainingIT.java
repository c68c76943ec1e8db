package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Budget;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Examples;
import because.core.Explainer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The influence of people on a Transformer's score is an estimate. Here it is tried: the named people are left out, the model is trained anew with the same seed,
 * and the score must fall further than when as many are left out who were drawn at random from all.
 */
class ExamplesRetrainingIT {
    private static final int RECOMMENDATIONS = 40;
    private static final int WORLDS = 2;
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("dimension", "16"),
            Map.entry("blocks", "1"),
            Map.entry("heads", "2"),
            Map.entry("window", "8"),
            Map.entry("dropout", "0"),
            Map.entry("learningRate", "0.005"),
            Map.entry("negatives", "32"),
            Map.entry("batchTokens", "512"),
            Map.entry("epochs", "8"));

    private static Recommender train(Dataset data) {
        return Models.trainer("transformer", SMALL).train(data, Trainer.Run.of(1));
    }

    /** What is explained: how far the item's score stands above the mean of all, as a constant on all scores is nothing. */
    private static double margin(Recommender model, Profile profile, Candidate.Known item) {
        double[] scores = model.score(List.of(profile), model.catalog().candidates())[0];
        return scores[item.index()] - Arrays.stream(scores).average().orElse(0);
    }

    private static double without(Dataset data, BitSet people, Profile profile, Candidate.Known item) {
        Interactions events = data.events();
        BitSet rows = new BitSet();
        people.stream().forEach(user -> rows.set(events.from(user), events.to(user)));
        try (Recommender retrained = train(data.withEvents(events.where(row -> !rows.get(row))))) {
            return margin(retrained, profile, item);
        }
    }

    @Test
    void without_the_named_people_the_score_falls_further_than_without_as_many_at_random(TestReporter reporter) {
        List<Double> named = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        for (int world = 0; world < WORLDS; world++) {
            Dataset data = PlantedEvents.generate(new PlantedEvents.Options(100, 30, 10, 1, 0.8), 11 + world)
                    .data();
            Random random = new Random(world);
            try (Recommender model = train(data)) {
                Explainer examples = new SupportingExamples().in(new Setting(0, Optional.of(data), true));
                for (int user = 0; user < RECOMMENDATIONS / WORLDS; user++) {
                    Profile profile = data.profile(user);
                    Candidate.Known item = new Candidate.Known(
                            model.recommend(Query.of(profile, 1)).getFirst().item());
                    Examples told = (Examples) examples.explain(
                                    model, Question.about(profile, data.catalog(), List.of(item)), Budget.calls(100), 1)
                            .getFirst();
                    assertThat(told.measure()).isEqualTo(Examples.Measure.INFLUENCE);
                    if (told.examples().isEmpty()) {
                        continue;
                    }
                    BitSet supporting = new BitSet();
                    told.examples()
                            .forEach(example -> supporting.set(data.users().index(example.person())));
                    List<Integer> others = new ArrayList<>(
                            IntStream.range(0, data.users().size()).boxed().toList());
                    others.remove((Integer) user);
                    Collections.shuffle(others, random);
                    BitSet chosen = new BitSet();
                    others.subList(0, supporting.cardinality()).forEach(chosen::set);
                    double whole = margin(model, profile, item);
                    named.add(whole - without(data, supporting, profile, item));
                    drawn.add(whole - without(data, chosen, profile, item));
                }
            }
        }
        double[] differences = IntStream.range(0, named.size())
                .mapToDouble(i -> named.get(i) - drawn.get(i))
                .toArray();
        double mean = Arrays.stream(differences).average().orElse(0);
        double p = signFlips(differences);
        reporter.publishEntry(
                "fall of the margin",
                "named " + mean(named) + ", drawn " + mean(drawn) + ", difference " + mean + ", p " + p + ", n "
                        + differences.length);
        assertThat(differences).hasSizeGreaterThanOrEqualTo(30);
        assertThat(mean).isPositive();
        assertThat(p).isLessThan(0.05);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** The share of 10,000 random signs of the differences whose sum is at least as large: one-sided, paired. */
    private static double signFlips(double[] differences) {
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
        return asLarge / (flips + 1.0);
    }
}
