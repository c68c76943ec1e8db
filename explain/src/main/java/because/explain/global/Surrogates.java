package because.explain.global;

import because.core.BadInput;
import because.core.Convergence;
import because.core.Rules;
import because.core.Rules.Condition;
import because.core.Rules.Form;
import because.core.Rules.Rule;
import because.explain.shapley.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Simple stand-ins for a model: a regression tree (CART: Breiman, Friedman, Olshen, Stone 1984) or an ordered list of rules (sequential covering with a beam, Clark, Niblett
 * 1989), fitted to what the model says of seven tenths of the people and tried on the rest. It is grown on three quarters of the fitted people; what does not pay on the last quarter is cut off. They only read features, so they may use what a model cannot be asked to change; what
 * they find is how the model's answers go with a feature, not that the model looks at it.
 */
public final class Surrogates {
    /** The name of trees. */
    public static final String TREE = "surrogate-tree";

    /** The name of lists of rules. */
    public static final String LIST = "surrogate-rules";

    private static final double HELD_OUT = 0.3;

    /** This share of those that are fitted to decides which rules stay. */
    private static final double CHECKED = 0.25;

    private final Options options;

    /**
     * How large a stand-in may be.
     *
     * @param depth how many questions deep a tree is at most, 1 to 12; how many conditions a rule of a list has at most
     * @param rules how many rules a list has at most, the last one aside; 1 or more
     * @param share of the rows that a leaf or a rule is of at least, above 0 and below 0.5
     */
    public record Options(int depth, int rules, double share) {
        /** Checks the ranges. */
        public Options {
            if (depth < 1 || depth > 12) {
                throw BadInput.of("depth", depth, "1 to 12", "");
            }
            if (rules < 1) {
                throw BadInput.of("rules", rules, "1 or more", "");
            }
            if (!(share > 0 && share < 0.5)) {
                throw BadInput.of("the smallest share of a rule", share, "above 0 and below 0.5", "");
            }
        }

        /** @return three questions deep, eight rules, a fiftieth of the rows */
        public static Options defaults() {
            return new Options(3, 8, 0.02);
        }

        /**
         * @param depth how deep
         * @return the same options with it
         */
        public Options withDepth(int depth) {
            return new Options(depth, rules, share);
        }

        /**
         * @param rules how many rules at most
         * @return the same options with them
         */
        public Options withRules(int rules) {
            return new Options(depth, rules, share);
        }
    }

    /** @param options how large a stand-in may be */
    public Surrogates(Options options) {
        this.options = options;
    }

    /**
     * Fits a tree.
     *
     * @param sample the model, on rows of four people or more
     * @param variables the numbers of the features that may be used
     * @param seed of the choice who is held out
     * @return its leaves as rules
     * @throws BadInput if there are fewer people, or no feature differs
     */
    public Rules tree(Sample sample, List<Integer> variables, long seed) {
        Parts parts = parts(sample, variables, seed);
        TreeGrowth growth = new TreeGrowth(parts.reading, parts.target, options.depth(), fewest(parts));
        Tree tree = growth.pruned(growth.grow(parts.grown), parts.checked, parts.fitted);
        List<Leaf> leaves = new ArrayList<>();
        collect(tree.root(), List.of(), parts.reading, leaves);
        List<Tree.Node> nodes =
                leaves.stream().map(leaf -> (Tree.Node) leaf.node()).toList();
        ToIntFunction<double[]> which = x -> {
            Tree.Node node = tree.root();
            while (node instanceof Tree.Split split) {
                node = x[split.feature()] <= split.threshold() ? split.left() : split.right();
            }
            Tree.Node reached = node;
            return IntStream.range(0, nodes.size())
                    .filter(i -> nodes.get(i) == reached)
                    .findFirst()
                    .orElseThrow();
        };
        return rules(
                sample,
                parts,
                TREE,
                Form.TREE,
                leaves.stream().map(Leaf::conditions).toList(),
                leaves.stream().mapToDouble(leaf -> leaf.node().value()).toArray(),
                which,
                seed);
    }

    /**
     * Fits a list of rules.
     *
     * @param sample the model, on rows of four people or more
     * @param variables the numbers of the features that may be used
     * @param seed of the choice who is held out
     * @return the rules in their order; the last has no conditions
     * @throws BadInput if there are fewer people, or no feature differs
     */
    public Rules list(Sample sample, List<Integer> variables, long seed) {
        Parts parts = parts(sample, variables, seed);
        RuleSearch search = new RuleSearch(parts.reading, parts.target, options, fewest(parts));
        List<RuleSearch.Found> found =
                search.pruned(search.list(parts.grown), parts.grown, parts.checked, parts.fitted);
        ToIntFunction<double[]> which = x -> IntStream.range(0, found.size())
                .filter(i -> found.get(i).holds(x))
                .findFirst()
                .orElseThrow();
        return rules(
                sample,
                parts,
                LIST,
                Form.LIST,
                found.stream().map(rule -> rule.conditions(parts.reading)).toList(),
                found.stream().mapToDouble(RuleSearch.Found::value).toArray(),
                which,
                seed);
    }

    private int fewest(Parts parts) {
        return Math.max(2, (int) Math.ceil(options.share() * parts.grown.length));
    }

    /** The rows, what the model says of them, and who is fitted to and who is held out. */
    private static final class Parts {
        private final Reading reading;
        private final double[] target;
        private final int[] fitted;
        private final int[] grown;
        private final int[] checked;
        private final int[] heldOut;

        /** @param grown those of the fitted to whom rules are grown; the others decide where they end */
        Parts(Reading reading, double[] target, int[] fitted, int[] grown, int[] checked, int[] heldOut) {
            this.reading = reading;
            this.target = target;
            this.fitted = fitted;
            this.grown = grown;
            this.checked = checked;
            this.heldOut = heldOut;
        }
    }

    private static Parts parts(Sample sample, List<Integer> variables, long seed) {
        int[] people =
                IntStream.range(0, sample.size()).map(sample::person).distinct().toArray();
        if (people.length < 4) {
            throw BadInput.of("the number of people", people.length, "4 or more", "Maybe ask more people.");
        }
        int[] order = Donors.shuffled(people.length, new SplittableRandom(seed));
        int held = Math.max(1, (int) Math.round(HELD_OUT * people.length));
        int check = (int) Math.round(CHECKED * (people.length - held));
        Set<Integer> out = some(people, order, 0, held);
        Set<Integer> checked = some(people, order, held, held + check);
        return new Parts(
                new Reading(sample, variables),
                sample.asIs(),
                rows(sample, person -> !out.contains(person)),
                rows(sample, person -> !out.contains(person) && !checked.contains(person)),
                rows(sample, checked::contains),
                rows(sample, out::contains));
    }

    private static Set<Integer> some(int[] people, int[] order, int from, int to) {
        Set<Integer> some = new HashSet<>();
        for (int i = from; i < to; i++) {
            some.add(people[order[i]]);
        }
        return some;
    }

    private static int[] rows(Sample sample, IntPredicate person) {
        return IntStream.range(0, sample.size())
                .filter(row -> person.test(sample.person(row)))
                .toArray();
    }

    private record Leaf(Tree.Leaf node, List<Condition> conditions) {}

    private record Turn(int column, double threshold, boolean atMost) {}

    private static void collect(Tree.Node node, List<Turn> turns, Reading reading, List<Leaf> leaves) {
        switch (node) {
            case Tree.Leaf leaf -> leaves.add(new Leaf(leaf, conditions(turns, reading)));
            case Tree.Split split -> {
                for (boolean left : new boolean[] {true, false}) {
                    List<Turn> more = new ArrayList<>(turns);
                    // A later turn of the same kind at the same column is the narrower one.
                    more.removeIf(turn -> turn.column() == split.feature() && turn.atMost() == left);
                    more.add(new Turn(split.feature(), split.threshold(), left));
                    collect(left ? split.left() : split.right(), more, reading, leaves);
                }
            }
        }
    }

    private static List<Condition> conditions(List<Turn> turns, Reading reading) {
        return turns.stream()
                .map(turn -> reading.condition(turn.column(), turn.threshold(), turn.atMost()))
                .toList();
    }

    /** Holds the rules against the model on those who were held out. */
    private static Rules rules(
            Sample sample,
            Parts parts,
            String method,
            Form form,
            List<List<Condition>> conditions,
            double[] says,
            ToIntFunction<double[]> which,
            long seed) {
        int[] held = parts.heldOut;
        int n = held.length;
        double[] target =
                Arrays.stream(held).mapToDouble(row -> parts.target[row]).toArray();
        Spread spread = new Spread(Arrays.stream(held).map(sample::person).toArray());
        double mean = Heads.mean(target);
        boolean flags = Arrays.stream(target).allMatch(value -> value == 0 || value == 1);
        int[] rule = new int[n];
        double[] wrong = new double[n];
        double[] whole = new double[n];
        double a = 0;
        double b = 0;
        for (int i = 0; i < n; i++) {
            rule[i] = which.applyAsInt(parts.reading.row(held[i]));
            wrong[i] = (target[i] - says[rule[i]]) * (target[i] - says[rule[i]]);
            whole[i] = (target[i] - mean) * (target[i] - mean);
            a += wrong[i] / n;
            b += whole[i] / n;
        }
        double ratio = b == 0 ? 0 : a / b;
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = b == 0 ? 0 : -(wrong[i] - ratio * whole[i]) / b;
        }
        Spread.Interval fidelity = spread.interval(1 - ratio, influence);
        List<Rule> rules = new ArrayList<>();
        for (int r = 0; r < says.length; r++) {
            double[] covered = new double[n];
            int count = 0;
            for (int i = 0; i < n; i++) {
                covered[i] = rule[i] == r ? target[i] : Double.NaN;
                count += rule[i] == r ? 1 : 0;
            }
            Spread.Interval measured = flags ? Wilson.of(covered, spread) : spread.mean(covered);
            rules.add(new Rule(
                    conditions.get(r),
                    says[r],
                    count / (double) n,
                    measured.value(),
                    measured.standardError(),
                    measured.low(),
                    measured.high()));
        }
        return new Rules(
                Heads.of(
                        sample,
                        method,
                        Map.of("heldOut", "0.3 of the people"),
                        seed,
                        mean,
                        sample.size(),
                        Convergence.EXACT),
                form,
                rules,
                fidelity.value(),
                fidelity.low(),
                fidelity.high(),
                parts.fitted.length,
                n);
    }
}
