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
import because.explain.shapley.Cholesky;
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

    private static final int FOLDS = 5;

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
        int[] fold = folds(items.length, seed);
        List<Cholesky> systems = new ArrayList<>();
        for (int f = 0; f < FOLDS; f++) {
            systems.add(system(vectors, fold, f));
        }
        List<Concept> concepts = new ArrayList<>();
        for (Property property : properties) {
            concepts.add(concept(property, vectors, fold, systems, seed));
        }
        concepts.sort(Comparator.comparingDouble((Concept c) -> -c.auc()));
        Header header = new Header(
                Header.SCHEMA,
                METHOD,
                Map.of("controls", "" + options.controls(), "folds", "" + FOLDS, "ridge", "" + options.ridge()),
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

    private static int[] folds(int n, long seed) {
        int[] order = Donors.shuffled(n, new SplittableRandom(seed));
        int[] fold = new int[n];
        for (int place = 0; place < n; place++) {
            fold[order[place]] = place % FOLDS;
        }
        return fold;
    }

    private Cholesky system(double[][] vectors, int[] fold, int out) {
        int d = vectors[0].length;
        double[][] a = new double[d][d];
        for (int i = 0; i < vectors.length; i++) {
            if (fold[i] != out) {
                double[] v = vectors[i];
                for (int j = 0; j < d; j++) {
                    for (int k = 0; k <= j; k++) {
                        a[j][k] += v[j] * v[k];
                    }
                }
            }
        }
        for (int j = 0; j < d; j++) {
            a[j][j] += options.ridge() * vectors.length;
        }
        return new Cholesky(a);
    }

    private Concept concept(Property property, double[][] vectors, int[] fold, List<Cholesky> systems, long seed) {
        int n = vectors.length;
        int with = property.items().cardinality();
        double[] own = tried(property.items(), vectors, fold, systems);
        double[] controls = IntStream.range(0, options.controls())
                .parallel()
                .mapToDouble(draw -> {
                    int[] order =
                            Donors.shuffled(n, new SplittableRandom(seed * 31 + draw * 0x9e3779b97f4a7c15L + with));
                    BitSet drawn = new BitSet();
                    for (int i = 0; i < with; i++) {
                        drawn.set(order[i]);
                    }
                    return tried(drawn, vectors, fold, systems)[0];
                })
                .toArray();
        long asClear = Arrays.stream(controls).filter(c -> c >= own[0]).count();
        double error = hanleyMcNeil(own[0], with, n - with);
        return new Concept(
                property.name(),
                with,
                n - with,
                own[0],
                error,
                Math.max(0, own[0] - 1.96 * error),
                Math.min(1, own[0] + 1.96 * error),
                own[1],
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

    /** The area under the ROC curve and the balanced accuracy, both of the held-out items, fold by fold. */
    private static double[] tried(BitSet has, double[][] vectors, int[] fold, List<Cholesky> systems) {
        double pairs = 0;
        double right = 0;
        double[] told = new double[2];
        double[] count = new double[2];
        int d = vectors[0].length;
        for (int out = 0; out < FOLDS; out++) {
            double[] w = new double[d];
            double[] sizes = new double[2];
            for (int i = 0; i < fold.length; i++) {
                sizes[has.get(i) ? 1 : 0] += fold[i] == out ? 0 : 1;
            }
            double share = sizes[1] / (sizes[0] + sizes[1]);
            for (int i = 0; i < fold.length; i++) {
                if (fold[i] != out) {
                    double y = (has.get(i) ? 1 : 0) - share;
                    for (int k = 0; k < d; k++) {
                        w[k] += y * vectors[i][k];
                    }
                }
            }
            systems.get(out).solve(w);
            double[] scores = new double[fold.length];
            double[] means = new double[2];
            for (int i = 0; i < fold.length; i++) {
                for (int k = 0; k < d; k++) {
                    scores[i] += w[k] * vectors[i][k];
                }
                if (fold[i] != out) {
                    means[has.get(i) ? 1 : 0] += scores[i] / sizes[has.get(i) ? 1 : 0];
                }
            }
            // The border is halfway between the means of the two classes in the fitted part.
            double border = (means[0] + means[1]) / 2;
            int at = out;
            int[] held =
                    IntStream.range(0, fold.length).filter(i -> fold[i] == at).toArray();
            for (int i : held) {
                int of = has.get(i) ? 1 : 0;
                count[of]++;
                told[of] += scores[i] > border == (of == 1) ? 1 : 0;
            }
            double[] area = area(scores, held, has);
            right += area[0];
            pairs += area[1];
        }
        double balanced = (told[0] / Math.max(1, count[0]) + told[1] / Math.max(1, count[1])) / 2;
        return new double[] {pairs == 0 ? 0.5 : right / pairs, balanced};
    }

    /** How many pairs of an item that has it and one that has not are in the right order, ties counting half; and how many there are. */
    private static double[] area(double[] scores, int[] held, BitSet has) {
        Integer[] order = Arrays.stream(held).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double right = 0;
        double without = 0;
        double with = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            double has1 = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                has1 += has.get(order[end]) ? 1 : 0;
                end++;
            }
            double not = end - start - has1;
            right += has1 * (without + not / 2);
            without += not;
            with += has1;
            start = end;
        }
        return new double[] {right, with * without};
    }
}
