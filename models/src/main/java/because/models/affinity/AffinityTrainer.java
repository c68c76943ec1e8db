package because.models.affinity;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Trainer;
import because.models.baseline.ContentTrainer;
import because.models.baseline.Shards;
import because.models.feature.FeatureSpace;
import because.models.store.StoredModel;
import because.models.store.StrictJson;
import because.network.Features;
import because.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains {@link Affinity} so that it does well on new items. How much people an item draws is always taken from items other than itself, as if it were new; the weights are
 * those of a conditional logit that tells each thing that somebody did from other items, by the rest of what they did.
 *
 * @param options what is looked at, and how much of the data
 */
public record AffinityTrainer(AffinityOptions options) implements Trainer {
    private static final int SHARD = 128;

    /** So many numbers at most describe the examples: 400 MB. */
    private static final int NUMBERS = 100_000_000;

    @Override
    public String model() {
        return Affinity.MODEL;
    }

    @Override
    public Affinity train(Dataset data, Run run) {
        run.requireUnweighted(model());
        run.progress().stage("training affinity", 2);
        FeatureSpace space = ContentTrainer.compared(data, options.compared());
        SplittableRandom random = new SplittableRandom(run.seed());
        Had had = Had.of(data);
        List<Features> features = Arrays.stream(had.items)
                .mapToObj(item -> space.item(data.catalog().item(item)))
                .toList();
        Appeal appeal = Appeal.learn(space.items(), features, had.people, random, run.workers());
        run.progress().step(1, Map.of());
        Likeness likeness = new Likeness(space.items());
        double[] w = weights(had, features, appeal, likeness, data.kinds().size(), random, run.workers());
        double[] scaled =
                Arrays.stream(appeal.weights).map(weight -> w[0] * weight).toArray();
        run.progress().step(2, Map.of());
        return Affinity.restore(StoredModel.trained(
                Affinity.MODEL,
                options,
                run.seed(),
                data,
                Map.of(
                        Affinity.APPEAL, Tensor.of(scaled, scaled.length),
                        Affinity.LIKENESS,
                                Tensor.of(
                                        Arrays.copyOfRange(w, 1, w.length),
                                        likeness.attributes(),
                                        data.kinds().size())),
                Map.of(
                        FeatureSpace.FILE, space.toJson(),
                        Affinity.Learned.FILE, StrictJson.write(learned(space, appeal, w, data))),
                Map.of()));
    }

    private static Affinity.Learned learned(FeatureSpace space, Appeal appeal, double[] w, Dataset data) {
        int kinds = data.kinds().size();
        List<Affinity.Worth> worth = new ArrayList<>();
        for (int k = 0; k < space.items().fields().size(); k++) {
            int first = 1 + k * kinds;
            worth.add(new Affinity.Worth(
                    space.items().fields().get(k).name(),
                    appeal.strengths[k],
                    IntStream.range(first, first + kinds).mapToObj(i -> w[i]).toList()));
        }
        return new Affinity.Learned(
                IntStream.range(0, kinds).mapToObj(data.kinds()::id).toList(), w[0], worth);
    }

    /** Who had what: each item of a person once for each kind of event. Items are numbered among those that anybody had. */
    private static final class Had {
        private final int[] items;
        private final int[] people;
        private final List<List<Deed>> deeds;

        private Had(int[] items, int[] people, List<List<Deed>> deeds) {
            this.items = items;
            this.people = people;
            this.deeds = deeds;
        }

        static Had of(Dataset data) {
            Interactions events = data.events();
            BitSet used = new BitSet();
            for (int row = 0; row < events.size(); row++) {
                used.set(events.item(row));
            }
            int[] items = used.stream().toArray();
            int[] place = new int[data.catalog().size()];
            for (int i = 0; i < items.length; i++) {
                place[items[i]] = i;
            }
            int[] people = new int[items.length];
            List<List<Deed>> deeds = new ArrayList<>();
            for (int user = 0; user < events.users(); user++) {
                Set<Deed> own = new LinkedHashSet<>();
                for (int row = events.from(user); row < events.to(user); row++) {
                    own.add(new Deed(place[events.item(row)], events.kind(row)));
                }
                own.stream().mapToInt(Deed::item).distinct().forEach(item -> people[item]++);
                deeds.add(List.copyOf(own));
            }
            return new Had(items, people, deeds);
        }
    }

    private record Deed(int item, int kind) {}

    /** Something that a person did, and the other items that it is told from. */
    private static final class Choice {
        private final int user;
        private final int[] alternatives;

        Choice(int user, int[] alternatives) {
            this.user = user;
            this.alternatives = alternatives;
        }
    }

    private double[] weights(
            Had had,
            List<Features> features,
            Appeal appeal,
            Likeness likeness,
            int kinds,
            SplittableRandom random,
            int workers) {
        int numbers = 1 + likeness.attributes() * kinds;
        int alternatives = 1 + Math.min(options.negatives(), had.items.length - 1);
        int most = Math.min(options.examples(), NUMBERS / numbers / alternatives);
        List<Choice> choices = choices(had, alternatives, most, random);
        if (choices.isEmpty()) {
            throw new BadInput("nobody has two items, or everybody has all, so it cannot be learned what goes together."
                    + "\nMaybe read more events, or use the model content, which learns nothing of what people do.");
        }
        List<Features> units = features.stream().map(likeness::unit).toList();
        float[] x = new float[choices.size() * alternatives * numbers];
        Shards.run(workers, choices.size(), SHARD, (from, to) -> {
            for (int i = from; i < to; i++) {
                describe(choices.get(i), had, units, appeal.heldOut, likeness, kinds, x, i * alternatives * numbers);
            }
        });
        return new ConditionalLogit(x, alternatives, numbers, workers).fit(options.regularisation());
    }

    private static List<Choice> choices(Had had, int alternatives, int most, SplittableRandom random) {
        List<int[]> rows = new ArrayList<>();
        for (int user = 0; user < had.deeds.size(); user++) {
            int own = (int)
                    had.deeds.get(user).stream().mapToInt(Deed::item).distinct().count();
            if (own > 1 && own < had.items.length) {
                for (Deed deed : had.deeds.get(user)) {
                    rows.add(new int[] {user, deed.item()});
                }
            }
        }
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < rows.size() && i < most; i++) {
            int other = random.nextInt(i, rows.size());
            int[] row = rows.set(other, rows.get(i));
            choices.add(new Choice(row[0], alternatives(had, row[0], row[1], alternatives, random)));
        }
        return choices;
    }

    /** The item, and others that the person does not have; the next one after a number that was drawn, so that it ends where a person has nearly all. */
    private static int[] alternatives(Had had, int user, int item, int count, SplittableRandom random) {
        BitSet own = new BitSet();
        had.deeds.get(user).forEach(deed -> own.set(deed.item()));
        int[] alternatives = new int[count];
        alternatives[0] = item;
        for (int a = 1; a < count; a++) {
            int free = own.nextClearBit(random.nextInt(had.items.length));
            alternatives[a] = free < had.items.length ? free : own.nextClearBit(0);
        }
        return alternatives;
    }

    /** Writes the features of each alternative: how many people it draws, and its likeness to the rest of what the person did, by attribute and kind. */
    private static void describe(
            Choice choice,
            Had had,
            List<Features> units,
            double[] appeal,
            Likeness likeness,
            int kinds,
            float[] x,
            int start) {
        List<Deed> rest = had.deeds.get(choice.user).stream()
                .filter(deed -> deed.item() != choice.alternatives[0])
                .toList();
        Map<Integer, double[]> sums = new LinkedHashMap<>();
        for (Deed deed : rest) {
            Likeness.add(
                    units.get(deed.item()),
                    1.0 / rest.size(),
                    sums.computeIfAbsent(deed.kind(), _ -> new double[likeness.features()]));
        }
        int numbers = 1 + likeness.attributes() * kinds;
        for (int a = 0; a < choice.alternatives.length; a++) {
            int item = choice.alternatives[a];
            int place = start + a * numbers;
            x[place] = (float) appeal[item];
            sums.forEach((kind, sum) -> {
                double[] byAttribute = new double[likeness.attributes()];
                likeness.with(units.get(item), sum, byAttribute);
                for (int k = 0; k < byAttribute.length; k++) {
                    x[place + 1 + k * kinds + kind] = (float) byAttribute[k];
                }
            });
        }
    }
}
