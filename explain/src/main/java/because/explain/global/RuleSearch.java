package because.explain.global;

import because.core.Rules.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Searches an ordered list of rules: the conjunction that tells most of the remaining rows apart from the rest of them is found by a beam, its rows are taken away, and so on. A
 * conjunction is worth |S| |R∖S| / |R| (mean of S − mean of R∖S)², by which the sum of squared errors of the remaining rows R falls.
 */
final class RuleSearch {
    private static final int BEAM = 8;

    /** A further condition must make a rule better by this factor. */
    private static final double BETTER = 1.05;

    private static final int THRESHOLDS = 10;

    private final Reading reading;
    private final double[] target;
    private final Surrogates.Options options;
    private final int fewest;

    RuleSearch(Reading reading, double[] target, Surrogates.Options options, int fewest) {
        this.reading = reading;
        this.target = target;
        this.options = options;
        this.fewest = fewest;
    }

    /** A comparison of one column. */
    private record Literal(int column, double threshold, boolean atMost) {
        boolean holds(double[] x) {
            return x[column] <= threshold == atMost;
        }
    }

    /** A rule of the list. */
    record Found(List<Literal> literals, double value) {
        boolean holds(double[] x) {
            return literals.stream().allMatch(literal -> literal.holds(x));
        }

        List<Condition> conditions(Reading reading) {
            return literals.stream()
                    .map(l -> reading.condition(l.column(), l.threshold(), l.atMost()))
                    .toList();
        }
    }

    private record Conjunction(List<Literal> literals, BitSet rows, double gain) {}

    List<Found> list(int[] rows) {
        List<Literal> literals = literals(rows);
        List<BitSet> holds = literals.stream().map(l -> rows(l, rows)).toList();
        BitSet left = new BitSet();
        left.set(0, rows.length);
        double least = TreeGrowth.LEAST * squares(rows, left);
        List<Found> list = new ArrayList<>();
        while (list.size() < options.rules()) {
            Conjunction best = search(rows, left, literals, holds);
            boolean certain = TreeGrowth.certain(best.gain(), squares(rows, left), left.cardinality());
            if (best.literals().isEmpty() || best.gain() < least || !certain) {
                break;
            }
            list.add(new Found(best.literals(), mean(rows, best.rows())));
            left.andNot(best.rows());
        }
        list.add(new Found(List.of(), mean(rows, left)));
        return list;
    }

    /** The beginning of a list that says most of other rows, its values those of all rows to which it is fitted. */
    List<Found> pruned(List<Found> list, int[] grown, int[] checked, int[] fitted) {
        List<Found> best = list;
        double least = Double.POSITIVE_INFINITY;
        for (int rules = 0; rules < list.size() && checked.length > 0; rules++) {
            List<Found> shorter = refitted(list.subList(0, rules), grown);
            double error = error(shorter, checked);
            if (error < least) {
                least = error;
                best = shorter;
            }
        }
        return refitted(best.subList(0, best.size() - 1), fitted);
    }

    /** The same rules, and the last without conditions, with the means of some rows. */
    private List<Found> refitted(List<Found> rules, int[] rows) {
        List<Found> all = new ArrayList<>(rules);
        all.add(new Found(List.of(), 0));
        double[] sums = new double[all.size()];
        int[] counts = new int[all.size()];
        for (int row : rows) {
            int first = first(all, row);
            sums[first] += target[row];
            counts[first]++;
        }
        List<Found> fitted = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            fitted.add(new Found(all.get(i).literals(), counts[i] == 0 ? 0 : sums[i] / counts[i]));
        }
        return fitted;
    }

    private int first(List<Found> rules, int row) {
        int first = 0;
        while (!rules.get(first).holds(reading.row(row))) {
            first++;
        }
        return first;
    }

    private double error(List<Found> rules, int[] rows) {
        double squares = 0;
        for (int row : rows) {
            double off = target[row] - rules.get(first(rules, row)).value();
            squares += off * off;
        }
        return squares;
    }

    /** Each flag, and each number at its deciles. */
    private List<Literal> literals(int[] rows) {
        List<Literal> literals = new ArrayList<>();
        for (int column = 0; column < reading.columns(); column++) {
            int at = column;
            double[] sorted = Arrays.stream(rows)
                    .mapToDouble(row -> reading.at(row, at))
                    .sorted()
                    .toArray();
            double[] cuts = reading.flag(column) ? new double[] {0.5} : cuts(sorted);
            for (double cut : cuts) {
                literals.add(new Literal(column, cut, true));
                literals.add(new Literal(column, cut, false));
            }
        }
        return literals;
    }

    /** The middles between neighbouring values: all of few, those at the deciles of many. */
    private static double[] cuts(double[] sorted) {
        double[] distinct = DoubleStream.of(sorted).distinct().toArray();
        double[] ends = distinct.length <= THRESHOLDS + 1 ? distinct : Grid.quantiles(sorted, THRESHOLDS);
        return Arrays.stream(ends)
                .filter(end -> end < distinct[distinct.length - 1])
                .map(end -> {
                    double next = distinct[Arrays.binarySearch(distinct, end) + 1];
                    return end + (next - end) / 2;
                })
                .toArray();
    }

    private BitSet rows(Literal literal, int[] rows) {
        BitSet set = new BitSet();
        for (int i = 0; i < rows.length; i++) {
            set.set(i, literal.holds(reading.row(rows[i])));
        }
        return set;
    }

    private Conjunction search(int[] rows, BitSet left, List<Literal> literals, List<BitSet> holds) {
        Conjunction best = new Conjunction(List.of(), left, 0);
        List<Conjunction> beam = List.of(best);
        for (int length = 1; length <= options.depth() && !beam.isEmpty(); length++) {
            List<Conjunction> longer = new ArrayList<>();
            for (Conjunction from : beam) {
                for (int l = 0; l < literals.size(); l++) {
                    BitSet set = (BitSet) from.rows().clone();
                    set.and(holds.get(l));
                    int size = set.cardinality();
                    if (size < fewest || size == from.rows().cardinality()) {
                        continue;
                    }
                    double gain = gain(rows, set, left);
                    if (from.literals().isEmpty() || gain > BETTER * from.gain()) {
                        List<Literal> all = new ArrayList<>(from.literals());
                        Literal added = literals.get(l);
                        all.removeIf(other -> other.column() == added.column() && other.atMost() == added.atMost());
                        all.add(added);
                        longer.add(new Conjunction(all, set, gain));
                    }
                }
            }
            longer.sort(Comparator.comparingDouble((Conjunction c) -> -c.gain()));
            beam = different(longer);
            if (!beam.isEmpty() && beam.getFirst().gain() > best.gain()) {
                best = beam.getFirst();
            }
        }
        return best;
    }

    /** The best, of those that hold for the same rows only one. */
    private static List<Conjunction> different(List<Conjunction> sorted) {
        List<Conjunction> kept = new ArrayList<>();
        for (Conjunction one : sorted) {
            if (kept.size() < BEAM
                    && kept.stream().noneMatch(other -> other.rows().equals(one.rows()))) {
                kept.add(one);
            }
        }
        return kept;
    }

    private double gain(int[] rows, BitSet set, BitSet left) {
        int in = set.cardinality();
        int all = left.cardinality();
        if (in == all) {
            return 0;
        }
        double inside = mean(rows, set);
        double whole = mean(rows, left);
        double outside = (whole * all - inside * in) / (all - in);
        return (double) in * (all - in) / all * (inside - outside) * (inside - outside);
    }

    private double mean(int[] rows, BitSet set) {
        double sum = 0;
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            sum += target[rows[i]];
        }
        return set.isEmpty() ? 0 : sum / set.cardinality();
    }

    private double squares(int[] rows, BitSet set) {
        double mean = mean(rows, set);
        double squares = 0;
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            squares += (target[rows[i]] - mean) * (target[rows[i]] - mean);
        }
        return squares;
    }
}
