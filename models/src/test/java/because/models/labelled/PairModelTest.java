package because.models.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Coalitions;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Predictor;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import because.core.Trainer;
import because.models.feature.FeatureOptions;
import because.models.store.Storable;
import because.testkit.RecommenderContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairModelTest {
    private static final Task YES = Task.probabilityOf("yes");
    private static final Trainer LOGISTIC =
            new LogisticTrainer(LogisticOptions.defaults().withTask(YES));
    private static final Trainer MACHINE = new FactorizationMachineTrainer(
            FactorizationMachineOptions.defaults().withTask(YES).withEpochs(15).withMembers(2));

    private static Profile from(String city) {
        return new Profile(
                List.of(),
                Map.of("city", new Attribute.Tokens(List.of(city)), "age", new Attribute.Quantity(40)),
                Set.of(),
                List.of(),
                because.core.Context.NONE);
    }

    @Test
    void logistic_regression_is_the_closed_form_of_a_table_of_counts() {
        // One yes-or-no attribute and hardly any regularisation: log-odds are the logarithms of the ratios of the
        // counts.
        int[] counts = {30, 10, 5, 45}; // red yes, red no, blue yes, blue no
        int people = 90;
        int[] user = new int[people];
        short[] kind = new short[people];
        Map<Integer, Map<String, Attribute>> known = new HashMap<>();
        int u = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            for (int n = 0; n < counts[cell]; n++, u++) {
                user[u] = u;
                kind[u] = (short) (cell % 2 == 0 ? 1 : 0);
                known.put(u, Map.of("city", new Attribute.Tokens(List.of(cell < 2 ? "Lisbon" : "Porto"))));
            }
        }
        Dataset data = new Dataset(
                "counts",
                new IdMap(java.util.stream.IntStream.range(0, people)
                        .mapToObj(i -> "u" + i)
                        .toList()),
                new Catalog(List.of(Item.of("card"))),
                new IdMap(List.of("no", "yes")),
                Interactions.sorted(people, user, new int[people], null, null, kind),
                known);
        PairOptions plain = new PairOptions(false, false, FeatureOptions.defaults(), 1);
        Recommender model = new LogisticTrainer(new LogisticOptions(YES, plain, 1e-7)).train(data, Trainer.Run.of(1));
        double[][] scores = model.score(
                List.of(from("Lisbon"), from("Porto")), model.catalog().candidates());
        assertThat(scores[0][0]).isCloseTo(Math.log(30 / 10.0), within(1e-4));
        assertThat(scores[1][0]).isCloseTo(Math.log(5 / 45.0), within(1e-4));
    }

    @Test
    void a_factorization_machine_learns_what_no_sum_of_parts_can_say() {
        Dataset data = Offers.made(4000, 1);
        Recommender machine = MACHINE.train(data, Trainer.Run.of(1));
        Recommender logistic = LOGISTIC.train(data, Trainer.Run.of(1));
        for (int city = 0; city < 3; city++) {
            for (int item = 0; item < 2; item++) {
                List<Profile> person = List.of(from(Offers.CITIES[city]));
                List<Candidate> candidate = List.of(new Candidate.Known(item));
                double truth = Offers.logOdds(city, item);
                assertThat(machine.score(person, candidate)[0][0] * truth)
                        .as(city + " " + item)
                        .isPositive();
                if (city < 2) {
                    assertThat(Math.abs(machine.score(person, candidate)[0][0] - truth))
                            .isLessThan(Math.abs(logistic.score(person, candidate)[0][0] - truth));
                }
            }
        }
    }

    @Test
    void the_probability_that_is_explained_is_that_of_the_one_item() {
        Recommender model = LOGISTIC.train(Offers.made(500, 1), Trainer.Run.of(1));
        Question question = Question.about(
                        from("Porto"), model.catalog(), model.catalog().candidates())
                .withTarget(Target.PROBABILITY);
        Coalitions all = new Coalitions(0);
        all.addAll();
        double[][] values = new double[1][2];
        model.game(question).values(all, values);
        double[] scores = model.score(List.of(from("Porto")), model.catalog().candidates())[0];
        for (int item = 0; item < 2; item++) {
            assertThat(values[0][item]).isCloseTo(1 / (1 + Math.exp(-scores[item])), within(1e-12));
        }
        assertThat(model.logOdds()).isTrue();
    }

    @Test
    void an_item_that_is_only_described_is_scored_by_its_attributes() {
        PairOptions withoutIds = new PairOptions(false, true, FeatureOptions.defaults(), 1);
        Recommender machine = new FactorizationMachineTrainer(FactorizationMachineOptions.defaults()
                        .withTask(YES)
                        .withPairs(withoutIds)
                        .withEpochs(15)
                        .withMembers(2))
                .train(Offers.made(2000, 2), Trainer.Run.of(1));
        Item red = new Item("new", "A new red card", Map.of("colour", new Attribute.Tokens(List.of("red"))));
        double[] scores = machine.score(
                        List.of(from("Lisbon")), List.of(new Candidate.Described(red), new Candidate.Known(0)))[0];
        assertThat(scores[0]).isEqualTo(scores[1]).isPositive();
    }

    @Test
    void an_item_of_the_catalogue_with_other_attributes_is_still_that_item() {
        Recommender model = new LogisticTrainer(LogisticOptions.defaults().withTask(YES))
                .train(Offers.made(2000, 2), Trainer.Run.of(1));
        Item first = model.catalog().item(0);
        double[] scores = model.score(
                        List.of(from("Lisbon")),
                        List.of(
                                new Candidate.Known(0),
                                new Candidate.Described(first),
                                new Candidate.Described(new Item("new", "New", first.attributes()))))[0];
        assertThat(scores[1]).isEqualTo(scores[0]);
        assertThat(scores[2]).as("without what was learned of the item itself").isNotEqualTo(scores[0]);
    }

    @Test
    void both_keep_the_contract_of_recommenders() {
        Dataset data = Offers.coloured(Offers.ratings(60, 30, 4));
        Task high = new Task(Task.Kind.PROBABILITY, "", 3);
        for (Trainer trainer : List.of(
                new LogisticTrainer(LogisticOptions.defaults().withTask(high)),
                new FactorizationMachineTrainer(FactorizationMachineOptions.defaults()
                        .withTask(high)
                        .withEpochs(3)
                        .withMembers(2)),
                new FactorizationMachineTrainer(FactorizationMachineOptions.defaults()
                        .withTask(Task.RATING)
                        .withEpochs(3)
                        .withMembers(2)))) {
            assertThat(RecommenderContract.check(trainer.train(data, Trainer.Run.of(1))))
                    .isEmpty();
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_at_any_number_of_workers_and_after_storing() {
        Dataset data = Offers.made(300, 3);
        for (Trainer trainer : List.of(LOGISTIC, MACHINE)) {
            PairModel one = (PairModel) trainer.train(data, Trainer.Run.of(7).withWorkers(1));
            PairModel other = (PairModel) trainer.train(data, Trainer.Run.of(7).withWorkers(3));
            assertThat(one.provenance().fingerprint())
                    .isEqualTo(other.provenance().fingerprint());
            PairModel restored = PairModel.restore(one.store());
            assertThat(restored.score(List.of(from("Porto")), one.catalog().candidates()))
                    .isEqualTo(one.score(List.of(from("Porto")), one.catalog().candidates()));
        }
    }

    @Test
    void a_temperature_divides_the_log_odds_and_is_another_model() {
        Recommender model = LOGISTIC.train(Offers.made(500, 5), Trainer.Run.of(1));
        Recommender cooler = model.as(Predictor.class).orElseThrow().withTemperature(2);
        double score = model.score(List.of(from("Braga")), model.catalog().candidates())[0][0];
        assertThat(cooler.score(List.of(from("Braga")), model.catalog().candidates())[0][0])
                .isEqualTo(score / 2);
        assertThat(cooler.provenance().fingerprint())
                .isNotEqualTo(model.provenance().fingerprint());
        assertThat(((Storable) cooler).store().provenance().options()).containsEntry("temperature", "2");
        assertThatThrownBy(() -> model.as(Predictor.class).orElseThrow().withTemperature(0))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void tasks_that_they_cannot_do_are_refused() {
        assertThatThrownBy(() -> LogisticOptions.defaults().withTask(Task.RATING))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("vbmf");
        assertThatThrownBy(() -> FactorizationMachineOptions.defaults().withTask(Task.NEXT_ITEM))
                .isInstanceOf(BadInput.class);
    }
}
