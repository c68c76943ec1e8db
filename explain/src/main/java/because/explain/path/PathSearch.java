package because.explain.path;

import because.core.Knowledge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The most telling simple paths to one entity: those whose entities between have the least Σ ln(degree), with at most so many steps. A hub such as a language, which has to do
 * with everything, makes a path dear.
 *
 * <p>First the least cost from every entity to the goal within 1, 2, … steps is found (Bellman and Ford, over all edges once a step). Then paths are
 * continued best first; as what is left is known exactly but for entities that a path has passed already, hardly any path is continued in vain.
 */
final class PathSearch {
    private final Knowledge knowledge;
    private final int goal;
    /** For each number of steps and each entity the least cost of what lies between it and the goal. */
    private final double[][] left;

    /** A path as far as it has come; its edges back to the start. */
    private record Partial(
            @Nullable Partial before, int entity, int edge, int steps, double cost, double bound, int start) {
        boolean passes(int other) {
            for (@Nullable Partial at = this; at != null; at = at.before()) {
                if (at.entity() == other) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A path that was found.
     *
     * @param start the entity at which it begins
     * @param edges its edges, from there
     * @param cost Σ ln(degree) of the entities between
     */
    record Found(int start, List<Integer> edges, double cost) {
        Found {
            edges = List.copyOf(edges);
        }
    }

    PathSearch(Knowledge knowledge, int goal, int steps) {
        this.knowledge = knowledge;
        this.goal = goal;
        this.left = new double[steps + 1][];
        left[0] = new double[knowledge.size()];
        Arrays.fill(left[0], Double.POSITIVE_INFINITY);
        left[0][goal] = 0;
        for (int step = 1; step <= steps; step++) {
            left[step] = left[step - 1].clone();
            relax(left[step - 1], left[step]);
        }
    }

    private void relax(double[] before, double[] after) {
        for (int entity = 0; entity < before.length; entity++) {
            if (before[entity] == Double.POSITIVE_INFINITY) {
                continue;
            }
            double through = before[entity] + (entity == goal ? 0 : cost(entity));
            for (int edge = knowledge.from(entity); edge < knowledge.to(entity); edge++) {
                int other = knowledge.other(edge);
                if (through < after[other]) {
                    after[other] = through;
                }
            }
        }
    }

    private double cost(int entity) {
        return Math.log(knowledge.degree(entity));
    }

    /**
     * @param starts where paths may begin; no path passes another of them
     * @param most how many are wanted
     * @param each how many at most from one start
     * @param limit how many partial paths are looked at before the search ends
     * @return the best, of equal cost those with fewer steps and then in the order of the entities; paths that differ only by the relations are one
     */
    List<Found> best(Set<Integer> starts, int most, int each, int limit) {
        PriorityQueue<Partial> open = new PriorityQueue<>(Comparator.comparingDouble(Partial::bound)
                .thenComparingInt(Partial::steps)
                .thenComparingInt(Partial::start)
                .thenComparingInt(Partial::edge));
        int steps = left.length - 1;
        for (int start : starts) {
            if (start != goal && left[steps][start] < Double.POSITIVE_INFINITY) {
                open.add(new Partial(null, start, -1, 0, 0, left[steps][start], start));
            }
        }
        List<Found> found = new ArrayList<>();
        Map<Integer, Integer> of = new HashMap<>();
        for (int looked = 0; looked < limit && !open.isEmpty() && found.size() < most; looked++) {
            Partial partial = open.remove();
            if (of.getOrDefault(partial.start(), 0) >= each) {
                continue;
            }
            if (partial.entity() == goal) {
                of.merge(partial.start(), 1, Integer::sum);
                found.add(found(partial));
                continue;
            }
            extend(partial, steps, starts, open);
        }
        return found;
    }

    private void extend(Partial partial, int steps, Set<Integer> starts, PriorityQueue<Partial> open) {
        Set<Integer> taken = new HashSet<>();
        int rest = steps - partial.steps() - 1;
        for (int edge = knowledge.from(partial.entity()); edge < knowledge.to(partial.entity()); edge++) {
            int other = knowledge.other(edge);
            double after = rest < 0 ? Double.POSITIVE_INFINITY : left[rest][other];
            if (after == Double.POSITIVE_INFINITY
                    || partial.passes(other)
                    || starts.contains(other)
                    || !taken.add(other)) {
                continue;
            }
            double cost = partial.cost() + (other == goal ? 0 : cost(other));
            open.add(new Partial(partial, other, edge, partial.steps() + 1, cost, cost + after, partial.start()));
        }
    }

    private static Found found(Partial end) {
        List<Integer> edges = new ArrayList<>();
        for (@Nullable Partial at = end; at != null && at.edge() >= 0; at = at.before()) {
            edges.addFirst(at.edge());
        }
        return new Found(end.start(), edges, end.cost());
    }
}
