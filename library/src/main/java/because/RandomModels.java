package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Progress;
import because.core.Provenance;
import because.core.Recommender;
import because.core.Trainer;
import because.evaluate.faithfulness.Randomised;
import because.models.store.Storable;
import because.models.store.StoredModel;
import because.models.text.TunedEncoder;
import because.network.Network;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models for the sanity checks of Adebayo et al. 2018: a network with the numbers of its weights shuffled, tensor by tensor, from the top downwards (so that
 * their size stays); any other model trained on data in which the items were dealt out anew.
 */
final class RandomModels {
    private static final Pattern BLOCK = Pattern.compile("blocks?[._]?(\\d+).*");

    private RandomModels() {}

    static List<Randomised> of(Recommender recommender, Optional<Dataset> data, long seed, Progress progress) {
        Optional<StoredModel> stored = recommender.as(Storable.class).map(Storable::store);
        if (stored.isPresent() && recommender.as(Network.class).isPresent()) {
            return networks(stored.get(), seed);
        }
        return data.flatMap(d -> trained(recommender.provenance(), d, seed, progress))
                .map(List::of)
                .orElse(List.of());
    }

    private static List<Randomised> networks(StoredModel stored, long seed) {
        Map<String, Tensor> weights = TunedEncoder.without(stored.weights());
        String table = weights.entrySet().stream()
                .max(Comparator.comparingInt(w -> w.getValue().size()))
                .map(Map.Entry::getKey)
                .orElse("");
        Set<Integer> blocks = new TreeSet<>(Comparator.reverseOrder());
        weights.keySet().forEach(name -> block(name).ifPresent(blocks::add));
        List<Randomised> stages = new ArrayList<>();
        Set<String> random = new LinkedHashSet<>();
        for (int block : blocks) {
            add(random, weights, name -> block(name).equals(Optional.of(block)));
            stages.add(randomised("block " + (block + 1) + " and above", stored, random, seed));
        }
        add(random, weights, name -> !name.equals(table));
        stages.add(randomised("all but the item table", stored, random, seed));
        random.add(table);
        stages.add(randomised("all weights", stored, random, seed));
        return stages;
    }

    private static void add(Set<String> random, Map<String, Tensor> weights, Predicate<String> which) {
        weights.keySet().stream().filter(which).forEach(random::add);
    }

    private static Optional<Integer> block(String name) {
        Matcher matcher = BLOCK.matcher(name);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }

    private static Randomised randomised(String stage, StoredModel stored, Set<String> names, long seed) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        stored.weights()
                .forEach((name, tensor) ->
                        weights.put(name, names.contains(name) ? shuffled(tensor, seed ^ name.hashCode()) : tensor));
        Provenance from = stored.provenance();
        Provenance provenance = new Provenance(
                from.model(),
                from.options(),
                from.seed(),
                from.data(),
                from.fingerprint() + " randomised",
                from.environment());
        return new Randomised(
                stage,
                Models.restore(
                        new StoredModel(provenance, stored.metrics(), stored.catalog(), weights, stored.texts())));
    }

    private static Tensor shuffled(Tensor tensor, long seed) {
        if (tensor.type() != Tensor.Type.FLOAT32) {
            return tensor;
        }
        float[] values = tensor.floats().clone(); // the model that is judged goes on using its own
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return Tensor.of(values, tensor.shape());
    }

    /** The same kind of model, trained where who used what means nothing: items keep their popularity and people the length of their histories. */
    private static Optional<Randomised> trained(Provenance provenance, Dataset data, long seed, Progress progress) {
        if (!Models.kinds().contains(provenance.model()) || Models.outside(provenance.model())) {
            return Optional.empty(); // what is not ours cannot be trained on other data
        }
        try {
            Trainer trainer = Models.trainer(provenance.model(), provenance.options());
            progress.stage("training " + provenance.model() + " on shuffled data", 0);
            Recommender model = trainer.train(dealtAnew(data, seed), Trainer.Run.of(seed));
            return Optional.of(new Randomised("data", model));
        } catch (BadInput cannot) {
            return Optional.empty();
        }
    }

    static Dataset dealtAnew(Dataset data, long seed) {
        Interactions events = data.events();
        int size = events.size();
        int[] rows = new int[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < size; row++) {
            int j = random.nextInt(row + 1);
            rows[row] = rows[j];
            rows[j] = row;
        }
        int[] users = new int[size];
        int[] items = new int[size];
        float[] values = new float[size];
        long[] times = new long[size];
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                users[row] = user;
                items[row] = events.item(rows[row]);
                values[row] = events.value(row);
                times[row] = events.time(row);
            }
        }
        return data.withEvents(Interactions.sorted(
                events.users(),
                users,
                items,
                events.hasValues() ? values : null,
                events.hasTimes() ? times : null,
                null));
    }
}
