package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Orderings that are found by asking the model itself, without any explanation: what an explanation could reach at most. Exact for few players, by beam search
 * otherwise. Players are taken one at a time up to {@link RefinedForm#MOST}, and then as many at once as lie between two of the given points: the curves are
 * looked at nowhere else.
 */
public final class OrderingSearch {
    /** With more players all coalitions are not asked. */
    public static final int EXACT = 12;

    private final Response response;
    private final int[] points;

    /**
     * @param response how the model responds
     * @param points at which numbers of players the curve is looked at, rising
     */
    public OrderingSearch(Response response, int... points) {
        this.response = response;
        this.points = points.clone();
    }

    /**
     * The best and the worst comprehensiveness of all n! orderings, by dynamic programming over the 2ⁿ coalitions.
     *
     * @return both, exactly
     * @throws BadInput if there are more than {@value #EXACT} players
     */
    public Aopc.Bounds exact() {
        int n = response.players();
        if (n > EXACT) {
            throw BadInput.of("the number of players", n, "at most " + EXACT + " for all orderings", "");
        }
        List<BitSet> all = IntStream.range(0, 1 << n)
                .mapToObj(mask -> BitSet.valueOf(new long[] {mask}))
                .toList();
        response.prepare(all);
        double full = response.full().value();
        double[] best = new double[1 << n];
        double[] worst = new double[1 << n];
        // From everybody down: the best sum on the way to a coalition is its own fall and the best of those one player
        // larger.
        for (int mask = (1 << n) - 2; mask >= 0; mask--) {
            int out = n - Integer.bitCount(mask);
            long times = IntStream.of(points).filter(k -> k == out).count();
            double fall = times * (full - response.of(all.get(mask)).value());
            best[mask] = Double.NEGATIVE_INFINITY;
            worst[mask] = Double.POSITIVE_INFINITY;
            for (int player = 0; player < n; player++) {
                if ((mask >> player & 1) == 0) {
                    best[mask] = Math.max(best[mask], fall + best[mask | 1 << player]);
                    worst[mask] = Math.min(worst[mask], fall + worst[mask | 1 << player]);
                }
            }
        }
        int count = Math.max(1, points.length);
        return new Aopc.Bounds(best[0] / count, worst[0] / count);
    }

    /**
     * An ordering whose removal makes the value fall as fast as the search can find.
     *
     * @param beam how many beginnings are kept, 1 or more; 1 is greedy
     * @return the ordering
     */
    public Ordering fastestFall(int beam) {
        return search(beam, Ordering::without, outcome -> outcome.value());
    }

    /**
     * An ordering whose removal makes the value fall as slowly as the search can find.
     *
     * @param beam how many beginnings are kept, 1 or more; 1 is greedy
     * @return the ordering
     */
    public Ordering slowestFall(int beam) {
        return search(beam, Ordering::without, outcome -> -outcome.value());
    }

    /**
     * An ordering whose first players alone raise the value as fast as the search can find.
     *
     * @param beam how many beginnings are kept, 1 or more; 1 is greedy
     * @return the ordering
     */
    public Ordering fastestRise(int beam) {
        return search(beam, Ordering::only, outcome -> -outcome.value());
    }

    /** Which coalition is looked at after the first k of an ordering were taken. */
    private interface View {
        BitSet of(Ordering ordering, int k);
    }

    /** A beginning of an ordering, and the sum of the costs along it. */
    private record Beginning(List<Integer> taken, double cost) {}

    private Ordering search(int beam, View view, ToDoubleFunction<Outcome> cost) {
        int n = response.players();
        List<Beginning> beginnings = List.of(new Beginning(List.of(), 0));
        while (beginnings.getFirst().taken().size() < n) {
            int take = next(beginnings.getFirst().taken().size(), n)
                    - beginnings.getFirst().taken().size();
            beginnings = take == 1 || beam > 1
                    ? extended(beginnings, beam, view, cost)
                    : List.of(several(beginnings.getFirst(), take, view, cost));
        }
        return Ordering.of(ints(beginnings.getFirst().taken()));
    }

    private int next(int taken, int n) {
        return taken < RefinedForm.MOST
                ? taken + 1
                : IntStream.of(points).filter(k -> k > taken).min().orElse(n);
    }

    private List<Beginning> extended(List<Beginning> beginnings, int beam, View view, ToDoubleFunction<Outcome> cost) {
        Map<BitSet, Beginning> found = new LinkedHashMap<>();
        List<Beginning> tried = new ArrayList<>();
        for (Beginning beginning : beginnings) {
            rest(beginning)
                    .forEach(player -> tried.add(new Beginning(with(beginning.taken(), player), beginning.cost())));
        }
        response.prepare(tried.stream().map(b -> coalition(b.taken(), view)).toList());
        for (Beginning one : tried) {
            BitSet coalition = coalition(one.taken(), view);
            Beginning costed = new Beginning(one.taken(), one.cost() + cost.applyAsDouble(response.of(coalition)));
            // Two ways to the same coalition go on alike: the cheaper is enough.
            found.merge(coalition, costed, (a, b) -> b.cost() < a.cost() ? b : a);
        }
        return found.values().stream()
                .sorted(Comparator.comparingDouble(Beginning::cost))
                .limit(beam)
                .toList();
    }

    /** Takes several at once: those that alone do most. */
    private Beginning several(Beginning beginning, int take, View view, ToDoubleFunction<Outcome> cost) {
        int[] rest = rest(beginning).toArray();
        response.prepare(IntStream.of(rest)
                .mapToObj(player -> coalition(with(beginning.taken(), player), view))
                .toList());
        List<Integer> taken = new ArrayList<>(beginning.taken());
        IntStream.of(rest)
                .boxed()
                .sorted(Comparator.comparingDouble(player ->
                        cost.applyAsDouble(response.of(coalition(with(beginning.taken(), player), view)))))
                .limit(take)
                .forEach(taken::add);
        return new Beginning(List.copyOf(taken), beginning.cost());
    }

    private IntStream rest(Beginning beginning) {
        BitSet taken = new BitSet();
        beginning.taken().forEach(taken::set);
        return IntStream.range(0, response.players()).filter(player -> !taken.get(player));
    }

    private static List<Integer> with(List<Integer> taken, int player) {
        List<Integer> more = new ArrayList<>(taken);
        more.add(player);
        return more;
    }

    private BitSet coalition(List<Integer> taken, View view) {
        BitSet out = new BitSet();
        taken.forEach(out::set);
        int[] all = IntStream.concat(
                        IntStream.of(ints(taken)),
                        IntStream.range(0, response.players()).filter(p -> !out.get(p)))
                .toArray();
        return view.of(Ordering.of(all), taken.size());
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
