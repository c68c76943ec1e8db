package because.explain.global;

import because.core.Absence;
import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Concepts;
import because.core.Concepts.Concept;
import because.core.Concepts.Space;
import because.core.Convergence;
import because.core.Header;
import because.core.Profile;
import because.core.Recommender;
import because.core.Target;
import because.network.NetworkBacked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Asks a model's space of items which properties of items it holds as directions: a linear probe (Alain, Bengio 2017; the directions of Kim et al. 2018), here the ridge
 * regression of "has it" on the vectors, w = (XᵀX + λ I)⁻¹ Xᵀ(y − ȳ), with the border halfway between the means of those that have it and those that have not, tried on the fifth of the items that it was not fitted to, five
 * times. The control is the same probe for as many items drawn at random (Hewitt, Liang 2019).
 */
public final class ConceptProbes {
    /** The method's name. */
    public static final String METHOD = "concept-probes";

    /** A property of fewer items, or that fewer items lack, cannot be tried. */
    private static final int FEWEST = 10;

    private static final int BATCH = 64;

    private final Options options;

    /**
     * How concepts are looked for.
     *
     * @param controls how often the property is given to items at random, 1 or more
     * @param concepts how many properties are tried at most, those of most items; 1 or more
     * @param ridge λ as a share of the number of items; above 0
     */
    public record Options(int controls, int concepts, double ridge) {
        /** Checks the ranges. */
        public Options {
            if (controls < 1) {
                throw BadInput.of("controls", controls, "1 or more", "");
            }
            if (concepts < 1) {
                throw BadInput.of("concepts", concepts, "1 or more", "");
            }
            if (!(ridge > 0)) {
                throw BadInput.of("ridge", ridge, "above 0", "");
            }
        }

        /** @return 99 controls, 20 concepts, a ridge of .01 */
        public static Options defaults() {
            return new Options(99, 20, 0.01);
        }
    }

    /** @param options how concepts are looked for */
    public ConceptProbes(Options options) {
        this.options = options;
    }

    /** A property of items, by which item has it. */
    private record Property(String name, BitSet items) {}

    /**
     * Tries the properties of the items of a catalogue.
     *
     * @param recommender the model
     * @param items the numbers of the items that the model has learned of
     * @param people whose scores are the items' vectors, for a model whose vectors cannot be seen
     * @param names properties, or beginnings of their names; empty for all
     * @param seed of the folds and of the draws
     * @return what the space holds, the clearest first
     * @throws BadInput if no property is had and lacked by ten items or more
     */
    public Concepts explain(Recommender recommender, int[] items, List<Profile> people, List<String> names, long seed) {
        List<Property> properties = properties(recommender.catalog(), items, names);
        Optional<NetworkBacked> network = recommender.as(NetworkBacked.class);
        double[][] vectors = network.map(n -> vectors(n, items)).orElseGet(() -> scores(recommender, items, people));
        standardise(vectors);
        int d = vectors.length == 0 ? 0 : vectors[0].length;
        LinearProbe probe = new LinearProbe(vectors, options.ridge(), seed);
        List<Concept> concepts = new ArrayList<>();
        for (Property property : properties) {
            concepts.add(concept(property, probe, items.length, seed));
        }
        concepts.sort(Comparator.comparingDouble((Concept c) -> -c.auc()));
        Header header = new Header(
                Header.SCHEMA,
                METHOD,
                Map.of(
                        "controls",
                        "" + options.controls(),
                        "folds",
                        "" + LinearProbe.FOLDS,
                        "ridge",
                        "" + options.ridge()),
                seed,
                recommender.provenance().fingerprint(),
                "",
                Target.SCORE,
                Absence.REMOVED,
                0,
                0,
                network.isPresent() ? 0 : people.size(),
                Convergence.of(concepts.stream()
                        .mapToDouble(Concept::standardError)
                        .max()
                        .orElse(0)),
                Optional.empty());
        return new Concepts(header, network.isPresent() ? Space.VECTORS : Space.SCORES, d, concepts);
    }

    /** Words of attributes, and numbers above their median, with enough items on both sides. */
    private List<Property> properties(Catalog catalog, int[] items, List<String> names) {
        Map<String, BitSet> sets = new TreeMap<>();
        Map<String, double[]> numbers = new TreeMap<>();
        for (int i = 0; i < items.length; i++) {
            for (var attribute : catalog.item(items[i]).attributes().entrySet()) {
                String name = "item:" + attribute.getKey();
                switch (attribute.getValue()) {
                    case Attribute.Tokens tokens -> {
                        for (String token : tokens.values()) {
                            sets.computeIfAbsent(name + "=" + token, _ -> new BitSet())
                                    .set(i);
                        }
                    }
                    case Attribute.Quantity(double value) ->
                        numbers.computeIfAbsent(name, _ -> unknown(items.length))[i] = value;
                    default -> {}
                }
            }
        }
        numbers.forEach((name, values) -> {
            double[] known =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
            double median = known[(known.length - 1) / 2];
            BitSet above = new BitSet();
            IntStream.range(0, values.length).filter(i -> values[i] > median).forEach(above::set);
            sets.put(name + ">" + Grid.word(Variable.number(name), median), above);
        });
        Map<String, BitSet> meant = new LinkedHashMap<>(sets);
        if (!names.isEmpty()) {
            for (String name : names) {
                if (sets.keySet().stream().noneMatch(known -> means(name, known))) {
                    throw BadInput.unknown("property of the items", name, sets.keySet());
                }
            }
            meant.keySet().removeIf(known -> names.stream().noneMatch(name -> means(name, known)));
        }
        List<Property> properties = meant.entrySet().stream()
                .filter(e -> Math.min(
                                e.getValue().cardinality(),
                                items.length - e.getValue().cardinality())
                        >= FEWEST)
                .sorted(Comparator.comparingInt(e -> -e.getValue().cardinality()))
                .limit(options.concepts())
                .map(e -> new Property(e.getKey(), e.getValue()))
                .toList();
        if (properties.isEmpty()) {
            throw new BadInput(
                    "no property of the items is had and lacked by " + FEWEST
                            + " items or more, so there is no concept to look for.\nMaybe map attributes of the items in because.yaml.");
        }
        return properties;
    }

    private static boolean means(String name, String known) {
        return known.equals(name) || known.startsWith(name + "=") || known.startsWith(name + ">");
    }

    private static double[] unknown(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double[][] vectors(NetworkBacked backed, int[] items) {
        var tensor = backed.network().weight(backed.network().head().items());
        float[] all = tensor.floats();
        int d = tensor.dimension(1);
        double[][] vectors = new double[items.length][d];
        for (int i = 0; i < items.length; i++) {
            for (int k = 0; k < d; k++) {
                vectors[i][k] = all[items[i] * d + k];
            }
        }
        return vectors;
    }

    /** What each person's score of an item is beyond their mean. */
    private static double[][] scores(Recommender recommender, int[] items, List<Profile> people) {
        if (people.isEmpty()) {
            throw new BadInput("the items' scores for people are needed, but there are no people.");
        }
        double[][] vectors = new double[items.length][people.size()];
        for (int start = 0; start < people.size(); start += BATCH) {
            List<Profile> part = people.subList(start, Math.min(people.size(), start + BATCH));
            double[][] rows = recommender.score(part, recommender.catalog().candidates());
            for (int p = 0; p < part.size(); p++) {
                double mean = Heads.mean(rows[p]);
                for (int i = 0; i < items.length; i++) {
                    vectors[i][start + p] = rows[p][items[i]] - mean;
                }
            }
        }
        return vectors;
    }

    /** Each column with mean 0 and variance 1; one that is always the same becomes 0. */
    private static void standardise(double[][] vectors) {
        int d = vectors.length == 0 ? 0 : vectors[0].length;
        for (int k = 0; k < d; k++) {
            double mean = 0;
            double squares = 0;
            for (double[] vector : vectors) {
                mean += vector[k] / vectors.length;
            }
            for (double[] vector : vectors) {
                squares += (vector[k] - mean) * (vector[k] - mean) / vectors.length;
            }
            double deviation = Math.sqrt(squares);
            for (double[] vector : vectors) {
                vector[k] = deviation > 1e-12 * (1 + Math.abs(mean)) ? (vector[k] - mean) / deviation : 0;
            }
        }
    }

    private Concept concept(Property property, LinearProbe probe, int n, long seed) {
        int with = property.items().cardinality();
        LinearProbe.Outcome own = probe.tried(property.items());
        double[] controls = IntStream.range(0, options.controls())
                .parallel()
                .mapToDouble(draw -> {
                    int[] order =
                            Donors.shuffled(n, new SplittableRandom(seed * 31 + draw * 0x9e3779b97f4a7c15L + with));
                    BitSet drawn = new BitSet();
                    for (int i = 0; i < with; i++) {
                        drawn.set(order[i]);
                    }
                    return probe.tried(drawn).auc();
                })
                .toArray();
        long asClear = Arrays.stream(controls).filter(c -> c >= own.auc()).count();
        double error = hanleyMcNeil(own.auc(), with, n - with);
        return new Concept(
                property.name(),
                with,
                n - with,
                own.auc(),
                error,
                Math.max(0, own.auc() - 1.96 * error),
                Math.min(1, own.auc() + 1.96 * error),
                own.balanced(),
                Heads.mean(controls),
                (1.0 + asClear) / (1.0 + controls.length));
    }

    /** The standard error of an area under the ROC curve. */
    private static double hanleyMcNeil(double auc, int with, int without) {
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        double variance = auc * (1 - auc) + (with - 1) * (q1 - auc * auc) + (without - 1) * (q2 - auc * auc);
        return Math.sqrt(Math.max(0, variance) / ((double) with * without));
    }
}
