package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Dataset;
import because.core.Event;
import because.core.Item;
import because.core.ItemRef;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import because.models.store.ModelFolder;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.network.Tensor;
import because.testkit.RecommenderContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {
    @SuppressWarnings("ImmutableEnumChecker")
    enum Kind {
        POPULARITY(new PopularityTrainer(PopularityOptions.defaults()), Popularity::restore),
        RECENT(new PopularityTrainer(PopularityOptions.defaults().withWindow(30)), Popularity::restore),
        ITEM_KNN(
                new ItemKnnTrainer(ItemKnnOptions.defaults()
                        .withNeighbours(7)
                        .withShrinkage(0.5)
                        .withIdf(true)),
                ItemKnn::restore),
        EASE(new EaseTrainer(EaseOptions.defaults().withRegularisation(5)), Ease::restore),
        IALS(new ImplicitAlsTrainer(ImplicitAlsOptions.defaults().withFactors(5)), ImplicitAls::restore);

        final Trainer trainer;
        final Function<StoredModel, Recommender> restore;

        Kind(Trainer trainer, Function<StoredModel, Recommender> restore) {
            this.trainer = trainer;
            this.restore = restore;
        }

        Recommender train(Dataset data) {
            return trainer.train(data, Trainer.Run.of(7));
        }
    }

    private static final Dataset WIDE = Events.random(1, 30, 700, 600);
    private static final Dataset TALL = Events.random(2, 200, 40, 2000);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keeps_the_contract_of_recommenders(Kind kind) {
        for (Dataset data : List.of(WIDE, TALL)) {
            try (Recommender recommender = kind.train(data)) {
                assertThat(RecommenderContract.check(recommender)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void scores_the_same_bits_after_saving_and_loading(Kind kind, @TempDir Path folder) {
        for (Dataset data : List.of(WIDE, TALL)) {
            Recommender trained = kind.train(data);
            ModelFolder.write(folder.resolve("model"), ((Storable) trained).store(), true);
            Recommender loaded = kind.restore.apply(ModelFolder.read(folder.resolve("model")));
            assertThat(loaded.score(profiles(data), loaded.catalog().candidates()))
                    .isDeepEqualTo(
                            trained.score(profiles(data), trained.catalog().candidates()));
            assertThat(loaded.provenance()).isEqualTo(trained.provenance());
            assertThat(loaded.provenance().model()).isEqualTo(kind.trainer.model());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void trains_the_same_bits_with_any_number_of_workers(Kind kind) {
        for (Dataset data : List.of(WIDE, TALL)) {
            Storable one = (Storable) kind.trainer.train(data, Trainer.Run.of(7).withWorkers(1));
            Storable three =
                    (Storable) kind.trainer.train(data, Trainer.Run.of(7).withWorkers(3));
            assertThat(three.store().weights()).isEqualTo(one.store().weights());
            assertThat(three.store().provenance().fingerprint())
                    .isEqualTo(one.store().provenance().fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void learns_nothing_from_repeated_events(Kind kind) {
        Dataset twice = WIDE.withEvents(doubled(WIDE));
        assertThat(((Storable) kind.train(twice)).store().weights())
                .isEqualTo(((Storable) kind.train(WIDE)).store().weights());
    }

    private static because.core.Interactions doubled(Dataset data) {
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < data.users().size(); user++) {
            for (int row = data.events().from(user); row < data.events().to(user); row++) {
                rows.add(new int[] {user, row});
                rows.add(new int[] {user, row});
            }
        }
        return because.core.Interactions.sorted(
                data.users().size(),
                rows.stream().mapToInt(r -> r[0]).toArray(),
                rows.stream().mapToInt(r -> data.events().item(r[1])).toArray(),
                null,
                rows.stream().mapToLong(r -> data.events().time(r[1])).toArray(),
                null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void scores_zero_or_a_constant_where_nothing_is_known(Kind kind) {
        Dataset data = WIDE.withEvents(WIDE.events().where(_ -> false));
        Recommender recommender = kind.train(data);
        for (double[] row :
                recommender.score(profiles(data), recommender.catalog().candidates())) {
            assertThat(row).containsOnly(0.0);
        }
        double[] empty =
                kind.train(WIDE).score(List.of(Profile.EMPTY), WIDE.catalog().candidates())[0];
        if (kind != Kind.POPULARITY && kind != Kind.RECENT) {
            assertThat(empty).containsOnly(0.0);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void passes_over_hidden_and_described_events_and_refuses_items_of_other_catalogues(Kind kind) {
        Recommender recommender = kind.train(TALL);
        List<Candidate> all = recommender.catalog().candidates();
        Event described = new Event(new Candidate.Described(Item.of("new")), Event.ANY, Double.NaN, Event.NO_TIME);
        Event hidden = new Event(ItemRef.Hidden.HIDDEN, Event.ANY, Double.NaN, Event.NO_TIME);
        Profile known = Profile.of(List.of(Event.of(3), Event.of(5)));
        Profile more = Profile.of(List.of(described, Event.of(3), hidden, Event.of(5), Event.of(3)));
        assertThat(recommender.score(List.of(more), all)).isDeepEqualTo(recommender.score(List.of(known), all));
        assertThatThrownBy(() -> recommender.score(List.of(Profile.ofItems(40)), all))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("0 to 39");
        assertThatThrownBy(() -> recommender.score(List.of(known), List.of(new Candidate.Described(Item.of("new")))))
                .isInstanceOf(BadInput.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refuses_weights_of_other_kinds_shapes_and_contents(Kind kind) {
        StoredModel stored = ((Storable) kind.train(TALL)).store();
        for (Kind other : Kind.values()) {
            if (!other.trainer.model().equals(kind.trainer.model())) {
                assertThatThrownBy(() -> other.restore.apply(stored)).isInstanceOf(BadInput.class);
            }
        }
        for (String name : stored.weights().keySet()) {
            Map<String, Tensor> without = new HashMap<>(stored.weights());
            without.remove(name);
            assertThatThrownBy(() -> kind.restore.apply(with(stored, without))).isInstanceOf(BadInput.class);
            Map<String, Tensor> shorter = new HashMap<>(stored.weights());
            shorter.put(name, Tensor.of(new double[1], 1));
            assertThatThrownBy(() -> kind.restore.apply(with(stored, shorter))).isInstanceOf(BadInput.class);
            Tensor tensor = stored.weights().get(name);
            if (tensor.type() == Tensor.Type.FLOAT64) {
                Map<String, Tensor> infinite = new HashMap<>(stored.weights());
                double[] values = tensor.doubles().clone();
                values[values.length / 2] = Double.NaN;
                infinite.put(name, Tensor.of(values, tensor.shape()));
                assertThatThrownBy(() -> kind.restore.apply(with(stored, infinite)))
                        .isInstanceOf(BadInput.class);
            } else if (name.contains(".")) {
                Map<String, Tensor> outside = new HashMap<>(stored.weights());
                int[] values = tensor.ints().clone();
                values[values.length / 2] = -1;
                outside.put(name, Tensor.of(values, tensor.shape()));
                assertThatThrownBy(() -> kind.restore.apply(with(stored, outside)))
                        .isInstanceOf(BadInput.class);
            }
        }
    }

    private static StoredModel with(StoredModel stored, Map<String, Tensor> weights) {
        return new StoredModel(stored.provenance(), stored.metrics(), stored.catalog(), weights, stored.texts());
    }

    static List<Profile> profiles(Dataset data) {
        Random random = new Random(11);
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            profiles.add(Profile.ofItems(
                    random.ints(random.nextInt(30), 0, data.catalog().size()).toArray()));
        }
        return profiles;
    }
}
