package because.explain.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Catalog;
import because.core.Item;
import because.core.Knowledge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathSearchTest {
    /** Items are e0, e1, …; their entities get the first numbers. */
    private static Knowledge graph(Random random, int entities, int facts) {
        Catalog items = new Catalog(
                IntStream.range(0, entities).mapToObj(i -> Item.of("e" + i)).toList());
        Knowledge.Builder builder = new Knowledge.Builder(items);
        for (int i = 0; i < entities; i++) {
            builder.link("e" + i, "e" + i);
        }
        for (int i = 0; i < facts; i++) {
            builder.add("e" + random.nextInt(entities), "r" + random.nextInt(3), "e" + random.nextInt(entities));
        }
        return builder.build();
    }

    /** The costs of all simple paths of up to so many steps that pass no other start, by trying each. */
    private static List<Double> all(Knowledge graph, Set<Integer> starts, int goal, int steps) {
        List<Double> costs = new ArrayList<>();
        for (int start : starts) {
            if (start != goal) {
                walk(graph, starts, goal, steps, new ArrayList<>(List.of(start)), 0, costs);
            }
        }
        Collections.sort(costs);
        return costs;
    }

    private static void walk(
            Knowledge graph,
            Set<Integer> starts,
            int goal,
            int steps,
            List<Integer> path,
            double cost,
            List<Double> costs) {
        if (path.getLast() == goal) {
            costs.add(cost);
            return;
        }
        Set<Integer> next = new HashSet<>();
        for (int edge = graph.from(path.getLast()); edge < graph.to(path.getLast()) && steps > 0; edge++) {
            next.add(graph.other(edge));
        }
        for (int other : next) {
            if (!path.contains(other) && !starts.contains(other)) {
                path.add(other);
                double more = other == goal ? 0 : Math.log(graph.degree(other));
                walk(graph, starts, goal, steps - 1, path, cost + more, costs);
                path.removeLast();
            }
        }
    }

    @Test
    void finds_the_best_paths_that_trying_all_finds() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int entities = 4 + random.nextInt(9);
            Knowledge graph = graph(random, entities, 3 + random.nextInt(25));
            int goal = graph.entity(random.nextInt(entities));
            Set<Integer> starts = new HashSet<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                starts.add(graph.entity(random.nextInt(entities)));
            }
            starts.remove(goal);
            int steps = 1 + random.nextInt(4);
            List<Double> truth = all(graph, starts, goal, steps);
            List<PathSearch.Found> found = new PathSearch(graph, goal, steps).best(starts, 7, 7, 1_000_000);
            assertThat(found).as("seed %d", seed).hasSize(Math.min(7, truth.size()));
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).cost()).as("seed %d", seed).isCloseTo(truth.get(i), within(1e-12));
                int at = found.get(i).start();
                for (int edge : found.get(i).edges()) {
                    assertThat(edge).isBetween(graph.from(at), graph.to(at) - 1);
                    at = graph.other(edge);
                }
                assertThat(at).isEqualTo(goal);
            }
        }
    }

    @Test
    void a_hub_makes_a_path_dear() {
        List<Item> items =
                IntStream.range(0, 50).mapToObj(i -> Item.of("e" + i)).toList();
        Knowledge.Builder builder = new Knowledge.Builder(new Catalog(items));
        for (int i = 0; i < 50; i++) {
            builder.link("e" + i, "e" + i).add("e" + i, "language", "english");
        }
        Knowledge graph = builder.add("e0", "directed_by", "mann")
                .add("e1", "directed_by", "mann")
                .add("mann", "type.object.name", "Michael Mann")
                .build();
        List<PathSearch.Found> found =
                new PathSearch(graph, graph.entity(1), 4).best(Set.of(graph.entity(0)), 5, 5, 1_000_000);
        assertThat(graph.name(graph.other(found.getFirst().edges().getFirst()))).isEqualTo("Michael Mann");
        assertThat(found.getFirst().cost()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(found.get(1).cost()).isCloseTo(Math.log(50), within(1e-12));
    }

    @Test
    void ends_where_it_may_look_no_further() {
        Knowledge graph = graph(new Random(1), 12, 60);
        assertThat(new PathSearch(graph, graph.entity(0), 4).best(Set.of(graph.entity(5)), 1000, 1000, 3))
                .hasSizeLessThan(4);
    }
}
