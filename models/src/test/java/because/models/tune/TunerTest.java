package because.models.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Metric;
import because.core.Profile;
import because.core.Progress;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Trainer;
import because.models.sequence.Transformer;
import because.models.sequence.TransformerTrainer;
import because.models.tune.Tuner.Budget;
import because.models.tune.Tuner.Tuned;
import because.testkit.PlantedEvents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunerTest {
    private static final PlantedEvents WORLD = PlantedEvents.generate(new PlantedEvents.Options(60, 30, 10, 1, 0.9), 1);
    private static final Dataset DATA = WORLD.data();
    private static final Space SPACE = Space.parse(Map.of("x", "0.0..1.0", "y", "0.0..1.0"));
    private static final Map<String, String> FIRST = Map.of("x", "0.9", "y", "0.9");

    @TempDir
    private Path folder;

    /** A model that is nothing but the number that a metric finds in it. */
    private record Valued(double value) implements Recommender {
        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            throw new UnsupportedOperationException("nobody asks it");
        }

        @Override
        public Catalog catalog() {
            return DATA.catalog();
        }

        @Override
        public Capabilities capabilities() {
            throw new UnsupportedOperationException("nobody asks it");
        }

        @Override
        public Provenance provenance() {
            return new Provenance("valued", Map.of(), 1, "", "", Map.of());
        }

        @Override
        public void close() {}
    }

    private static final Metric VALUE = new Metric() {
        @Override
        public String name() {
            return "value";
        }

        @Override
        public double[] perPerson(Recommender recommender) {
            double value = ((Valued) recommender).value();
            return new double[] {value - 1, value + 1};
        }
    };

    /** The planted law: best at x = 0.3, y = 0.6, and better with more epochs for all alike. */
    private static double law(Map<String, String> values, int epochs) {
        double x = Double.parseDouble(values.getOrDefault("x", "0")) - 0.3;
        double y = Double.parseDouble(values.getOrDefault("y", "0")) - 0.6;
        return 10 - x * x - 0.1 * y * y - 1.0 / epochs;
    }

    /** Notes how each configuration was trained. */
    private static Function<Map<String, String>, Trainer> lawful(List<String> trained) {
        return values -> new Trainer() {
            @Override
            public String model() {
                return "valued";
            }

            @Override
            public Recommender train(Dataset data, Run run) {
                trained.add(values + " " + run.epochs());
                return new Valued(law(values, run.epochs()));
            }
        };
    }

    private static Trainer.Run run() {
        return Trainer.Run.of(1).withValidation(VALUE);
    }

    @Test
    void finds_the_best_of_a_planted_space() {
        List<Map<String, String>> drawn = SPACE.draw(27, FIRST, 1, _ -> {});
        Halving halving = new Halving(27, 3, 1, 81);
        List<String> trained = new ArrayList<>();
        TrialRecords records = TrialRecords.open(folder.resolve("t"), "one");
        Tuned tuned = new Tuner(drawn, halving, Budget.EPOCHS).tune(DATA, run(), lawful(trained), records);
        Map<String, String> best = drawn.stream()
                .max(Comparator.comparingDouble(values -> law(values, 81)))
                .orElseThrow();
        assertThat(tuned.best().values()).isEqualTo(best);
        assertThat(Double.parseDouble(best.getOrDefault("x", ""))).isCloseTo(0.3, within(0.2));
        assertThat(trained).hasSize(27 + 10 + 4 + 2).doesNotHaveDuplicates();
        for (Halving.Rung rung : halving.rungs()) {
            List<Trial> there = tuned.trials().stream()
                    .filter(trial -> trial.results().stream().anyMatch(r -> r.budget() == rung.budget()))
                    .toList();
            // They are the best ones, for the law is the same at each budget.
            Set<Map<String, String>> wanted = new HashSet<>(drawn.stream()
                    .sorted(Comparator.comparingDouble(values -> -law(values, 81)))
                    .limit(rung.configurations())
                    .toList());
            // And what was used before, to the end.
            wanted.add(FIRST);
            assertThat(new HashSet<>(there.stream().map(Trial::values).toList()))
                    .isEqualTo(wanted);
        }
        Trial.Result last = tuned.best().results().getLast();
        assertThat(last.budget()).isEqualTo(81);
        assertThat(last.mean()).isCloseTo(law(best, 81), within(1e-12));
        assertThat(last.standardError()).isCloseTo(1, within(1e-12));
        assertThat(records.values(tuned.best().number(), 3)).isPresent();
        assertThat(records.values(tuned.best().number(), 4)).isEmpty();
    }

    @Test
    void what_cannot_be_trained_is_left_behind_and_said() {
        List<Map<String, String>> drawn = SPACE.draw(9, FIRST, 1, _ -> {});
        Function<Map<String, String>, Trainer> some = values -> {
            if (Double.parseDouble(values.getOrDefault("x", "0")) < 0.5) {
                throw new BadInput("x is too small");
            }
            return lawful(new ArrayList<>()).apply(values);
        };
        Tuner tuner = new Tuner(drawn, new Halving(9, 3, 1, 9), Budget.EPOCHS);
        Tuned tuned = tuner.tune(DATA, run(), some, TrialRecords.open(folder.resolve("t"), "one"));
        assertThat(tuned.trials()).hasSize(9);
        for (Trial trial : tuned.trials()) {
            boolean small = Double.parseDouble(trial.values().getOrDefault("x", "0")) < 0.5;
            assertThat(trial.failed()).isEqualTo(small);
            assertThat(trial.results().isEmpty()).isEqualTo(small);
        }
        assertThat(tuned.best().failed()).isFalse();
        TrialRecords fresh = TrialRecords.open(folder.resolve("u"), "one");
        assertThatThrownBy(() -> tuner.tune(
                        DATA,
                        run(),
                        _ -> {
                            throw new BadInput("never");
                        },
                        fresh))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no configuration could be trained; the first one: never");
    }

    @Test
    void more_people_are_among_them_all_who_were_before() {
        List<Set<Integer>> people = new ArrayList<>();
        Function<Map<String, String>, Trainer> noting = values -> new Trainer() {
            @Override
            public String model() {
                return "valued";
            }

            @Override
            public Recommender train(Dataset data, Run run) {
                Set<Integer> active = new HashSet<>();
                for (int user = 0; user < data.events().users(); user++) {
                    if (data.events().to(user) > data.events().from(user)) {
                        active.add(user);
                    }
                }
                people.add(active);
                assertThat(run.epochs()).isEqualTo(Integer.MAX_VALUE);
                return new Valued(law(values, 1));
            }
        };
        Tuner tuner = new Tuner(SPACE.draw(4, FIRST, 1, _ -> {}), new Halving(4, 2, 25, 100), Budget.PEOPLE);
        tuner.tune(DATA, run(), noting, TrialRecords.open(folder.resolve("t"), "one"));
        assertThat(people.stream().map(Set::size)).containsExactly(15, 15, 15, 15, 30, 30, 30, 60, 60);
        assertThat(people.get(0)).isEqualTo(people.get(3));
        assertThat(people.get(4)).containsAll(people.get(0));
    }

    @Test
    void the_records_of_another_tuning_are_refused() {
        Path place = folder.resolve("t");
        TrialRecords.open(place, "one");
        TrialRecords.open(place, "one");
        assertThatThrownBy(() -> TrialRecords.open(place, "two"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--restart");
        TrialRecords.discard(place);
        TrialRecords.open(place, "two").close();
        assertThat(place).doesNotExist();
    }

    @Test
    void says_how_far_it_is_and_how_long_it_takes() {
        List<String> stages = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                stages.add(name + " / " + total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                steps.add(done);
                left.add(values.getOrDefault(LEFT, -1.0));
            }
        };
        transformers(folder, progress);
        assertThat(stages).hasSize(2);
        assertThat(stages.get(0)).isEqualTo("tuning, rung 1 of 2 (4 configurations, to epoch 2) / 8");
        assertThat(stages.get(1)).matches("tuning, rung 2 of 2 \\((2|3) configurations, to epoch 4\\) / (4|6)");
        assertThat(steps.subList(0, 3)).containsExactly(1L, 2L, 2L);
        assertThat(stages.get(1)).endsWith(" / " + steps.getLast());
        assertThat(left).allSatisfy(seconds -> assertThat(seconds).isNotNegative());
        assertThat(left.getFirst()).isPositive();
        assertThat(left.getLast()).isZero();
    }

    /** Takes up a training of four epochs after the third, and makes half an epoch and the other half. */
    private static Trainer takenUp() {
        return new Trainer() {
            @Override
            public String model() {
                return "valued";
            }

            @Override
            public Recommender train(Dataset data, Run run) {
                run.progress().stage("training", 4, 3);
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                run.progress().within(0.5, Map.of());
                run.progress().step(4, Map.of());
                return new Valued(1);
            }
        };
    }

    @Test
    void what_is_left_follows_from_what_was_trained_now_down_to_parts_of_an_epoch() {
        List<String> said = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                said.add(total + " steps");
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                said.add("step " + done);
                left.add(values.getOrDefault(LEFT, -1.0));
            }

            @Override
            public void within(double part, Map<String, Double> values) {
                said.add("part " + part);
                left.add(values.getOrDefault(LEFT, -1.0));
            }
        };
        List<Map<String, String>> drawn = SPACE.draw(2, FIRST, 1, _ -> {});
        new Tuner(drawn, new Halving(2, 2, 4, 4), Budget.EPOCHS)
                .tune(
                        DATA,
                        run().withProgress(progress),
                        _ -> takenUp(),
                        TrialRecords.open(folder.resolve("t"), "one"));
        assertThat(said).containsExactly("8 steps", "part 0.5", "step 4", "step 4", "part 0.5", "step 8", "step 8");
        // Half an epoch took 0.1 seconds at least, and four and a half were left; then one did, and four were left.
        assertThat(left.get(0)).isGreaterThan(0.1 / 0.5 * 4.5 - 0.01);
        assertThat(left.get(1)).isGreaterThan(0.1 * 4 - 0.01);
        assertThat(left.getLast()).isZero();
        // Where a step of the tuning is a whole training, a part of an epoch is none of it.
        said.clear();
        new Tuner(drawn, new Halving(2, 2, 1, 1), Budget.FULL)
                .tune(
                        DATA,
                        run().withProgress(progress),
                        _ -> takenUp(),
                        TrialRecords.open(folder.resolve("u"), "one"));
        assertThat(said).contains("2 steps").doesNotContain("part 0.5");
    }

    private static final Space RATES = Space.parse(Map.of("learningRate", "0.0005..0.02 log", "dropout", "0.0..0.5"));

    private static final Map<String, String> SMALL = Map.of(
            "dimension", "8", "window", "10", "negatives", "16", "batchTokens", "256", "epochs", "4", "averaging", "0");

    private static Trainer transformer(Map<String, String> values) {
        Map<String, String> options = new HashMap<>(SMALL);
        options.putAll(values);
        return TransformerTrainer.of("the test", options);
    }

    /** The probability of each person's last event, which the metric need not be kept from here. */
    private static final Metric LAST = new Metric() {
        @Override
        public String name() {
            return "score";
        }

        @Override
        public double[] perPerson(Recommender recommender) {
            double[] values = new double[DATA.users().size()];
            for (int user = 0; user < values.length; user++) {
                int last = DATA.events().to(user) - 1;
                Profile before = DATA.profile(user, DATA.events().from(user), last);
                double[] scores =
                        recommender.score(List.of(before), DATA.catalog().candidates())[0];
                values[user] = scores[DATA.events().item(last)];
            }
            return values;
        }
    };

    private static Tuned transformers(Path place, Progress progress) {
        List<Map<String, String>> drawn =
                RATES.draw(4, Map.of("learningRate", "0.002", "dropout", "0.3"), 1, TunerTest::transformer);
        return new Tuner(drawn, new Halving(4, 2, 2, 4), Budget.EPOCHS)
                .tune(
                        DATA,
                        Trainer.Run.of(3)
                                .withValidation(LAST)
                                .withProgress(progress)
                                .withWorkers(2),
                        TunerTest::transformer,
                        TrialRecords.open(place.resolve("records"), "transformers"));
    }

    /** What is the same in each repetition: all but the time that it took. */
    private static List<Object> timeless(Tuned tuned) {
        List<Object> all = new ArrayList<>();
        for (Trial trial : tuned.trials()) {
            all.add(trial.values());
            trial.results().forEach(r -> all.add(List.of(r.budget(), r.mean(), r.standardError())));
        }
        all.add(tuned.best().number());
        return all;
    }

    @TempDir
    private static Path other;

    private static Tuned unbroken = new Tuned(List.of(), new Trial(0, Map.of(), List.of(), ""));

    @BeforeAll
    static void tune_at_one_go() {
        unbroken = transformers(other, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 14})
    void a_killed_tuning_goes_on_with_the_same_bits(int step) {
        AtomicInteger steps = new AtomicInteger();
        Progress killing = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                if (steps.incrementAndGet() == step) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> transformers(folder, killing)).hasMessage("killed");
        Tuned resumed = transformers(folder, Progress.NONE);
        assertThat(timeless(resumed)).isEqualTo(timeless(unbroken));
        // The best one's training is at its end already, and is what a training at one go comes to.
        Trainer.Run whole = Trainer.Run.of(3).withValidation(LAST);
        Path checkpoints = TrialRecords.open(folder.resolve("records"), "transformers")
                .checkpoints(resumed.best().number());
        List<Long> epochs = new ArrayList<>();
        Progress counting = new Progress() {
            @Override
            public void stage(String name, long total) {}

            @Override
            public void step(long done, Map<String, Double> values) {
                epochs.add(done);
            }
        };
        Transformer taken = (Transformer) transformer(resumed.best().values())
                .train(DATA, whole.withCheckpoints(checkpoints).withProgress(counting));
        Transformer atOnce = (Transformer) transformer(resumed.best().values()).train(DATA, whole);
        assertThat(epochs).isEmpty();
        assertThat(taken.provenance().fingerprint())
                .isEqualTo(atOnce.provenance().fingerprint());
        assertThat(resumed.best().results().getLast().mean()).isEqualTo(LAST.mean(atOnce));
    }
}
