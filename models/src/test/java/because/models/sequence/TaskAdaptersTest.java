package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Context;
import because.core.Dataset;
import because.core.Event;
import because.core.MultiTask;
import because.core.Predictor;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import because.core.Trainer;
import because.models.labelled.BayesianFactorsOptions;
import because.models.labelled.BayesianFactorsTrainer;
import because.models.labelled.FactorizationMachineOptions;
import because.models.labelled.FactorizationMachineTrainer;
import because.models.store.ModelFolder;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tensor;
import because.network.Tokens;
import because.testkit.RecommenderContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ratings and probabilities on the trunk of a Transformer. */
class TaskAdaptersTest {
    private static final String SMALL =
            "dimension=16 blocks=1 heads=2 window=12 dropout=0.1 learningRate=0.005 batchTokens=256 averaging=0.5";

    private static Transformer trained(Dataset data, Trainer.Run run, String... changes) {
        return new TransformerTrainer(Planted.with(TransformerOptions.defaults(), SMALL, String.join(" ", changes)))
                .train(data, run);
    }

    /** What is lost of some examples, by the formulas, one event at a time. */
    private static double loss(
            TransformerOptions options, Network network, List<Example> batch, Draw draw, double[][] labels) {
        int targets = batch.stream().mapToInt(Example::targets).sum();
        double sum = 0;
        for (Map.Entry<Task.Kind, Double> learned : options.adapters().learned().entrySet()) {
            Task.Kind kind = learned.getKey();
            Network own = network.to(LabelledHead.name(kind));
            if (kind == Task.Kind.NEXT_ITEM) {
                sum += learned.getValue() * TorchTrainingTest.loss(options, own, batch, draw) / targets;
                continue;
            }
            FloatEngine engine = new FloatEngine(own);
            double[] all = labels[kind.ordinal()];
            double[] known = Arrays.stream(all).filter(y -> !Double.isNaN(y)).toArray();
            double mean = Arrays.stream(known).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(known)
                    .map(y -> (y - mean) * (y - mean))
                    .average()
                    .orElseThrow());
            double lost = 0;
            int count = 0;
            for (Example example : batch) {
                for (int i = 0; i < example.targets(); i++) {
                    double y = all[example.row(i)];
                    if (!Double.isNaN(y)) {
                        Tokens before = example.read().part(0, example.place(i));
                        double s = engine.score(engine.newRun().state(before), example.told(i));
                        double odds = s + Math.log(mean / (1 - mean));
                        lost += kind == Task.Kind.RATING
                                ? Math.pow(s - (y - mean) / deviation, 2)
                                : Math.log(1 + Math.exp(odds)) - y * odds;
                        count++;
                    }
                }
            }
            sum += learned.getValue() * lost / count;
        }
        return sum * targets;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task=rating",
                "task=probability",
                "task=rating tied=false block=hstu positions=none",
                "task=rating nextItemWeight=0.3 probabilityWeight=2",
                "task=next-item ratingWeight=0.5 loss=softmax"
            })
    void the_loss_is_that_of_its_formula_and_the_first_step_goes_against_its_slope(String changes) {
        TransformerOptions options = TorchTrainingTest.options(changes);
        Random random = new Random(3);
        Network network = Blueprint.draw(options, TorchTrainingTest.ITEMS, 0, random);
        List<Example> batch = new ArrayList<>();
        for (int row = 0; row < 30; row += 6) {
            Tokens tokens = Tokens.of(random.ints(6, 0, TorchTrainingTest.ITEMS).toArray());
            batch.add(Example.next(new Stretch(tokens, row), 0, false, random));
        }
        double[] stars = random.doubles(30, 1, 5).toArray();
        double[] taken = Arrays.stream(stars).map(y -> y > 2 ? 1 : 0).toArray();
        stars[4] = Double.NaN;
        taken[7] = Double.NaN;
        double[][] labels = {{}, stars, taken};
        List<LabelledHead> heads = new ArrayList<>();
        options.adapters().learned().forEach((kind, weight) -> {
            if (kind != Task.Kind.NEXT_ITEM) {
                heads.add(LabelledHead.of(kind, weight, labels[kind.ordinal()]));
            }
        });
        boolean compared = options.adapters().weight(Task.Kind.NEXT_ITEM) > 0;
        Draw draw = compared ? TorchTrainingTest.draw(options, batch, random) : Draw.NOTHING;
        Network after;
        try (TorchWorkers workers = new TorchWorkers(2)) {
            TorchTraining training =
                    new TorchTraining(network, options, Optional.empty(), Optional.empty(), heads, workers);
            double expected = loss(options, network, batch, draw, labels);
            assertThat(training.step(batch, draw, 1e-3, 1)).isCloseTo(expected, within(1e-5 * expected));
            after = training.snapshot();
        }
        Map<String, Integer> agreed = new HashMap<>();
        network.weights().forEach((name, weight) -> {
            for (int i = 0; i < weight.size(); i += 5) {
                double slope = (loss(options, TorchTrainingTest.moved(network, name, i, 1e-2f), batch, draw, labels)
                                - loss(options, TorchTrainingTest.moved(network, name, i, -1e-2f), batch, draw, labels))
                        / 2e-2;
                if (Math.abs(slope) > 3e-2 && !(name.equals("positions") && changes.contains("none"))) {
                    assertThat((double) after.weight(name).floats()[i] - weight.floats()[i])
                            .as("%s[%s], slope %s", name, i, slope)
                            .isCloseTo(-1e-3 * Math.signum(slope), within(1e-5));
                    agreed.merge(name, 1, Integer::sum);
                }
            }
        });
        for (LabelledHead head : heads) {
            assertThat(agreed).containsKeys(head.name() + ".state.weight", head.name() + ".bias", "start");
        }
    }

    @Test
    void knows_ratings_that_follow_from_what_was_just_had_which_a_model_of_factors_cannot() {
        Dataset data = TaskWorlds.recent(300, 12, 1, 1);
        Dataset train = Planted.allButLast(data);
        Trainer.Run run = Trainer.Run.of(1);
        Recommender factors = new BayesianFactorsTrainer(BayesianFactorsOptions.defaults()).train(train, run);
        Recommender machine = new FactorizationMachineTrainer(FactorizationMachineOptions.defaults()
                        .withTask(Task.RATING)
                        .withEpochs(10)
                        .withMembers(2))
                .train(train, run);
        Transformer model = trained(train, run, "task=rating epochs=25");
        // A rating is 4 or 2 with noise of 0.3, so whoever knows the law is off by 0.3, and who does not by 1.
        assertThat(TaskWorlds.rmse(factors, data)).isGreaterThan(0.85);
        assertThat(TaskWorlds.rmse(machine, data)).isGreaterThan(0.85);
        assertThat(TaskWorlds.rmse(model, data)).isLessThan(0.5);
        assertThat(model.task()).isEqualTo(Task.RATING);
        assertThat(model.as(Predictor.class)).contains(model);
    }

    @Test
    void what_was_just_had_says_nothing_where_training_shuffles_it() {
        Dataset data = TaskWorlds.recent(300, 12, 1, 1);
        Dataset train = Planted.allButLast(data);
        assertThat(TaskWorlds.rmse(trained(train, Trainer.Run.of(1), "task=rating epochs=15 shuffled=true"), data))
                .isBetween(0.85, 1.3);
    }

    @Test
    void the_next_item_teaches_a_trunk_what_few_ratings_cannot() {
        Dataset data = TaskWorlds.recent(300, 12, 0.1, 2);
        Dataset train = Planted.allButLast(data);
        Trainer.Run run = Trainer.Run.of(2);
        String form = " tied=false dropout=0.3 negatives=16 epochs=40";
        Transformer alone = trained(train, run, "task=rating" + form);
        Transformer together = trained(train, run, "task=rating nextItemWeight=3" + form);
        Transformer nextItem = trained(train, run, "task=next-item" + form);
        double single = TaskWorlds.rmse(alone, data);
        assertThat(TaskWorlds.rmse(together, data)).isLessThan(single - 0.1);
        Recommender ranking = together.asking(Task.Kind.NEXT_ITEM);
        assertThat(nextGroup(ranking, data))
                .isGreaterThan(nextGroup(nextItem, data) - 0.05)
                .isGreaterThan(0.9);
        assertThat(ranking.as(Predictor.class)).isEmpty();
        assertThat(together.as(MultiTask.class).orElseThrow().tasks()).containsExactly(Task.NEXT_ITEM, Task.RATING);
        assertThat(ranking.provenance().fingerprint())
                .isNotEqualTo(together.provenance().fingerprint());
        assertThat(TaskWorlds.rmse(((MultiTask) ranking).asking(Task.Kind.RATING), data))
                .isEqualTo(TaskWorlds.rmse(together, data));
        assertThatThrownBy(() -> together.asking(Task.Kind.PROBABILITY))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("next-item, rating");
    }

    /** How often the first of the list is of the group that follows. */
    private static double nextGroup(Recommender model, Dataset data) {
        int right = 0;
        for (int user = 0; user < data.users().size(); user++) {
            int last = data.events().to(user) - 1;
            Profile before = data.profile(user, data.events().from(user), last);
            int item = model.recommend(Query.of(before, 1)).getFirst().item();
            int group = data.events().item(last - 1) % TaskWorlds.GROUPS;
            right += item % TaskWorlds.GROUPS == (group + 1) % TaskWorlds.GROUPS ? 1 : 0;
        }
        return (double) right / data.users().size();
    }

    private static Profile from(int city, Event... events) {
        return new Profile(List.of(events), TaskWorlds.city(city), Set.of(), List.of(), Context.NONE);
    }

    @Test
    void tells_the_odds_of_an_offer_to_somebody_of_whom_only_attributes_are_known() {
        Transformer model = trained(
                TaskWorlds.offers(3000, 4),
                Trainer.Run.of(3),
                "task=probability positive=yes people=true attributes=true idDropout=0.5 minimumCount=1 epochs=12");
        assertThat(RecommenderContract.check(model)).isEmpty();
        List<Candidate> cards = List.of(
                new Candidate.Known(0),
                new Candidate.Known(1),
                new Candidate.Described(TaskWorlds.card("new", 0)),
                new Candidate.Described(TaskWorlds.card("newer", 1)));
        for (int city = 0; city < 3; city++) {
            double[] odds = model.score(List.of(from(city)), cards)[0];
            for (int card = 0; card < 4; card++) {
                assertThat(odds[card]).as("%s in %s", card, city).isCloseTo(city == card % 2 ? 1.5 : -1.5, within(0.6));
            }
        }
        assertThat(model.logOdds()).isTrue();
        assertThat(model.capabilities().describedItems()).isTrue();
        // Less sure of itself by a temperature, which replaces the one before.
        Recommender half = ((Predictor) model.withTemperature(5)).withTemperature(2);
        double[] odds = model.score(List.of(from(0)), cards)[0];
        double[] halved = half.score(List.of(from(0)), cards)[0];
        for (int card = 0; card < 4; card++) {
            assertThat(halved[card]).isCloseTo(odds[card] / 2, within(1e-5));
        }
        assertThat(half.provenance().options()).containsEntry("temperature", "2");
        assertThatThrownBy(() -> model.withTemperature(0)).isInstanceOf(BadInput.class);
    }

    @Test
    void a_game_of_probabilities_is_played_on_the_item_alone() {
        Dataset data = TaskWorlds.recent(60, 8, 1, 5);
        Transformer model = trained(data, Trainer.Run.of(1), "task=probability atLeast=3 epochs=3");
        Profile profile = data.profile(3);
        List<Candidate> candidates = List.of(new Candidate.Known(2), new Candidate.Known(9));
        for (Absence absence : List.of(Absence.REMOVED, Absence.MASKED)) {
            Question question = Question.about(profile, data.catalog(), candidates)
                    .withTarget(Target.PROBABILITY)
                    .withAbsence(absence);
            for (int player = 0; player < profile.events().size(); player++) {
                BitSet present = new BitSet();
                present.set(0, profile.events().size());
                present.clear(player);
                double[][] out = new double[1][2];
                Coalitions coalitions = new Coalitions(profile.events().size());
                coalitions.add(present);
                model.game(question).values(coalitions, out);
                double[] scores = model.score(question.profiles(present), candidates)[0];
                for (int column = 0; column < 2; column++) {
                    assertThat(out[0][column]).isCloseTo(1 / (1 + Math.exp(-scores[column])), within(1e-7));
                }
            }
        }
    }

    @Test
    void comes_back_from_its_folder_and_from_a_checkpoint_with_the_same_bits(@TempDir Path folder) {
        Dataset data = TaskWorlds.recent(60, 8, 0.7, 6);
        Dataset train = Planted.allButLast(data);
        String options =
                "task=rating nextItemWeight=0.2 probabilityWeight=0.5 atLeast=3 actions=true epochs=4 negatives=8";
        Trainer.Run run = Trainer.Run.of(1).withValidation(TaskWorlds.errors(data));
        Transformer unbroken = trained(train, run, options);
        Trainer.Run broken = run.withCheckpoints(folder.resolve("checkpoints"));
        assertThatThrownBy(() -> trained(train, broken.withProgress(Planted.killedAfter(2)), options))
                .isInstanceOf(Planted.Killed.class);
        Transformer resumed = trained(train, broken.withWorkers(1), options);
        assertThat(Planted.weights(resumed)).isEqualTo(Planted.weights(unbroken));
        assertThat(resumed.provenance()).isEqualTo(unbroken.provenance());

        try (ModelFolder reserved = ModelFolder.reserve(folder.resolve("model"), false)) {
            reserved.write(unbroken.store());
        }
        Transformer read = Transformer.restore(ModelFolder.read(folder.resolve("model")));
        List<Profile> people = IntStream.range(0, 60).mapToObj(data::profile).toList();
        for (Task.Kind kind : Task.Kind.values()) {
            assertThat(read.asking(kind).score(people, data.catalog().candidates()))
                    .isDeepEqualTo(
                            unbroken.asking(kind).score(people, data.catalog().candidates()));
        }
    }

    @Test
    void an_unknown_item_gets_what_the_person_gives_on_average() {
        Dataset data = TaskWorlds.recent(40, 8, 1, 7);
        Transformer model = trained(data, Trainer.Run.of(1), "task=rating epochs=2");
        assertThat(model.capabilities().describedItems()).isFalse();
        assertThat(model.capabilities().attributes()).isFalse();
        assertThatThrownBy(() ->
                        model.score(List.of(Profile.EMPTY), List.of(new Candidate.Described(TaskWorlds.card("x", 1)))))
                .isInstanceOf(BadInput.class);
        Map<String, Tensor> weights = Planted.weights(model);
        assertThat(weights).containsKeys("rating.bias", "rating.state.weight").doesNotContainKey("bias");
        double mean = Arrays.stream(Task.RATING.labels(data)).average().orElseThrow();
        double[] stars = model.score(List.of(Profile.EMPTY), data.catalog().candidates())[0];
        assertThat(Arrays.stream(stars).average().orElseThrow()).isCloseTo(mean, within(0.5));
    }

    @Test
    void wrong_options_and_data_without_labels_are_refused_with_advice() {
        assertThatThrownBy(() -> Planted.with(TransformerOptions.defaults(), "ratingWeight=-1"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ratingWeight")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> Planted.with(TransformerOptions.defaults(), "temperature=0"))
                .isInstanceOf(BadInput.class);
        for (String with : List.of("gaps=true", "block=hstu positions=none")) {
            assertThatThrownBy(() -> Planted.with(TransformerOptions.defaults(), "shuffled=true " + with))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("shuffled")
                    .hasMessageContaining("\nMaybe");
        }
        Dataset offers = TaskWorlds.offers(20, 1);
        assertThatThrownBy(() -> trained(offers, Trainer.Run.of(1), "task=rating"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no event of the training part has a value");
        assertThatThrownBy(() -> trained(offers, Trainer.Run.of(1), "task=probability positive=maybe"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("unknown kind of event");
        Transformer ratings = trained(TaskWorlds.recent(20, 5, 1, 1), Trainer.Run.of(1), "task=rating epochs=1");
        assertThatThrownBy(() -> ratings.withTemperature(2))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no temperature");
    }
}
