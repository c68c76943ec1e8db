package because.explain.global;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Event;
import because.core.Predictor;
import because.core.Progress;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A recommender, and pairs of people and items on which it is asked. What differs between pairs are the slices of the person's history by age, its order, values and times, which share
 * of it is of a class of items, the attributes of the person, the item, and the item's attributes. What the model reads as such can be changed; all else can be read, so that rules may
 * use it: a Transformer that knows items by their numbers cannot be asked what it would say if a film had another genre, but whether it scores comedies higher.
 */
public final class PairSample implements Sample {
    /** What is asked at once. */
    private static final int BATCH = 2_048;

    private final Recommender recommender;
    private final List<Pair> pairs;
    private final Options options;
    private final List<Feature> features;
    private final List<Variable> variables;
    private final PairTarget target;
    private final Optional<Task> task;
    private final Progress progress;
    private final double[][] values;
    private long asked;

    /**
     * How pairs are read.
     *
     * @param target what is predicted; any but next
     * @param list how long the list is of which {@link Target#LIST} speaks, 1 or more
     * @param words how many words of an attribute are features of their own at most, the most frequent; 0 or more
     * @param items about which items the people are asked, in words for the header; empty if nobody says
     */
    public record Options(Target target, int list, int words, String items) {
        /** Checks the ranges. */
        public Options {
            if (list < 1) {
                throw BadInput.of("the length of the list", list, "1 or more", "");
            }
            if (words < 0) {
                throw BadInput.of("words", words, "0 or more", "");
            }
        }

        /** @return the score, a list of ten, ten words */
        public static Options defaults() {
            return new Options(Target.SCORE, 10, 10, "");
        }

        /**
         * @param target what is predicted
         * @return the same options with it
         */
        public Options withTarget(Target target) {
            return new Options(target, list, words, items);
        }

        /**
         * @param items about which items the people are asked, in words
         * @return the same options with it
         */
        public Options withItems(String items) {
            return new Options(target, list, words, items);
        }
    }

    /**
     * @param recommender the model
     * @param pairs on what it is asked; one or more
     * @param popularity how many events each item has, by its number; empty if nobody says
     * @param options how pairs are read
     * @param progress is told how often the model was asked
     * @throws BadInput if there is no pair, or an item is not in the catalogue
     */
    public PairSample(Recommender recommender, List<Pair> pairs, int[] popularity, Options options, Progress progress) {
        Catalog catalog = recommender.catalog();
        if (pairs.isEmpty()) {
            throw new BadInput("there is nobody to ask the model about.");
        }
        for (Pair pair : pairs) {
            if (pair.item() < 0 || pair.item() >= catalog.size()) {
                throw BadInput.of("an item of a pair", pair.item(), "0 to " + (catalog.size() - 1), "");
            }
        }
        this.recommender = recommender;
        this.pairs =
                pairs.stream().map(pair -> seen(pair, recommender.window())).toList();
        this.options = options;
        this.features = PairFeatures.of(recommender, this.pairs, popularity, options.words());
        this.variables = features.stream().map(Feature::variable).toList();
        this.target = new PairTarget(recommender, options.target(), options.list());
        this.task = recommender.as(Predictor.class).map(Predictor::task);
        this.progress = progress;
        this.values = new double[pairs.size()][];
        IntStream.range(0, pairs.size()).parallel().forEach(row -> {
            Pair pair = this.pairs.get(row);
            values[row] = features.stream()
                    .mapToDouble(feature -> feature.read(pair, catalog.item(pair.item())))
                    .toArray();
        });
    }

    /** What the model looks at of the history. */
    private static Pair seen(Pair pair, int window) {
        List<Event> events = pair.profile().events();
        return events.size() <= window
                ? pair
                : new Pair(
                        pair.person(),
                        pair.profile().withEvents(events.subList(events.size() - window, events.size())),
                        pair.item(),
                        pair.label(),
                        pair.exclude());
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public int person(int row) {
        return pairs.get(row).person();
    }

    @Override
    public double value(int row, int variable) {
        return values[row][variable];
    }

    @Override
    public boolean possible(int row, int variable, double value) {
        return features.get(variable).possible(pairs.get(row), value);
    }

    @Override
    public double[] predict(List<? extends Version> versions) {
        double[] predictions = new double[versions.size()];
        for (int start = 0; start < versions.size(); start += BATCH) {
            List<? extends Version> batch = versions.subList(start, Math.min(versions.size(), start + BATCH));
            List<PairTarget.Asked> made = batch.parallelStream().map(this::made).toList();
            double[] part = target.values(made);
            System.arraycopy(part, 0, predictions, start, part.length);
            synchronized (this) {
                asked += part.length;
                progress.step(asked, Map.of());
            }
        }
        return predictions;
    }

    private PairTarget.Asked made(Version version) {
        Pair pair = pairs.get(version.row());
        Draft draft = new Draft(pair, version.row(), recommender.catalog());
        switch (version) {
            case Version.AsIs _ -> {}
            case Version.Mixed mixed -> {
                Pair other = pairs.get(mixed.donor());
                // In the order of the features, whichever was asked: slices of a history before what is done to all of
                // it.
                mixed.variables().stream()
                        .sorted()
                        .forEach(variable -> features.get(variable).take(draft, other));
            }
            case Version.Put put -> features.get(put.variable()).put(draft, put.value());
        }
        return new PairTarget.Asked(draft.profile(), draft.candidate(recommender.catalog()), pair.exclude());
    }

    /**
     * {@inheritDoc} For a rating it is the squared error; for a probability the log loss; for the next item, with the target rank, 1 − 1 / log₂(1 + rank), what NDCG
     * lacks to 1.
     */
    @Override
    public double loss(int row, double prediction) {
        double label = pairs.get(row).label();
        if (Double.isNaN(label)) {
            throw new BadInput("a loss needs what people really did, and nothing is held out here."
                    + "\nMaybe ask for the variation instead of the loss.");
        }
        Task.Kind kind = task.map(Task::task).orElse(Task.Kind.NEXT_ITEM);
        return switch (kind) {
            case RATING -> (prediction - label) * (prediction - label);
            case PROBABILITY -> {
                double odds =
                        options.target() == Target.PROBABILITY ? Math.log(prediction / (1 - prediction)) : prediction;
                double signed = label > 0 ? -odds : odds;
                yield Math.max(0, signed) + Math.log1p(Math.exp(-Math.abs(signed)));
            }
            case NEXT_ITEM -> {
                if (options.target() != Target.RANK) {
                    throw BadInput.of(
                            "target", options.target().label(), "rank, for the loss of a model that ranks", "");
                }
                yield 1 - Math.log(2) / Math.log(1 - prediction);
            }
        };
    }

    @Override
    public String model() {
        return recommender.provenance().fingerprint();
    }

    @Override
    public Target target() {
        return options.target();
    }

    @Override
    public String candidate() {
        int first = pairs.getFirst().item();
        return pairs.stream().allMatch(pair -> pair.item() == first)
                ? recommender.catalog().item(first).id()
                : "";
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> all = new TreeMap<>();
        if (options.target() == Target.LIST) {
            all.put("list", Integer.toString(options.list()));
        }
        if (!options.items().isEmpty()) {
            all.put("items", options.items());
        }
        return all;
    }
}
