package because.explain.path;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Budget;
import because.core.Candidate;
import because.core.Knowledge;
import because.core.Part;
import because.core.Paths;
import because.core.Player;
import because.core.Question;
import because.testkit.PlantedWorld;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnowledgePathsTest {

    /** Two events of like weight as players of their own, all others together as one player that does more than five times as much. */
    @Test
    void what_many_events_do_together_does_not_say_that_no_single_one_matters() {
        int tried = 0;
        for (int seed = 0; seed < 200; seed++) {
            PlantedWorld world = PlantedWorld.additive(seed);
            Question asked = world.question();
            Question question = asked.withPlayers(Player.events(asked.profile(), world.catalog()));
            double[] weights = world.truth(question, 0);
            List<Integer> positive = IntStream.range(0, weights.length)
                    .filter(event -> weights[event] > 1e-6)
                    .boxed()
                    .sorted(Comparator.comparingDouble(event -> weights[event]))
                    .toList();
            if (positive.size() < 4 || weights[positive.get(0)] < KnowledgePaths.SHARE * weights[positive.get(1)]) {
                continue;
            }
            List<Integer> alone = positive.subList(0, 2);
            List<Integer> together = positive.subList(2, positive.size());
            double sum = together.stream().mapToDouble(event -> weights[event]).sum();
            if (KnowledgePaths.SHARE * sum <= weights[alone.getLast()]) {
                continue;
            }
            tried++;
            Paths paths = (Paths) new KnowledgePaths(graph(world, question))
                    .explain(
                            world,
                            question.withPlayers(List.of(
                                    player(together), player(alone.subList(0, 1)), player(alone.subList(1, 2)))),
                            Budget.calls(10),
                            1)
                    .getFirst();
            assertThat(paths.mattering()).as("seed " + seed).isEqualTo(2);
            assertThat(paths.paths())
                    .extracting(path -> path.player().parts().getFirst())
                    .containsExactlyInAnyOrderElementsOf(
                            alone.stream().map(Part.OfEvent::new).toList());
        }
        assertThat(tried).isGreaterThan(10);
    }

    private static Player player(List<Integer> events) {
        return new Player(
                "events " + events,
                "events " + events,
                events.stream().<Part>map(Part.OfEvent::new).toList());
    }

    /** Every event's item has the colour of the candidate. */
    private static Knowledge graph(PlantedWorld world, Question question) {
        Knowledge.Builder builder = new Knowledge.Builder(world.catalog());
        List<Integer> items = IntStream.concat(
                        question.profile().events().stream().mapToInt(event -> event.knownItem()),
                        question.candidates().stream().mapToInt(item -> ((Candidate.Known) item).index()))
                .boxed()
                .toList();
        for (int item : items) {
            builder.link("item-" + item, "e" + item).add("e" + item, "colour", "red");
        }
        return builder.build();
    }
}
