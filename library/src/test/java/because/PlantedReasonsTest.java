package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Attribution;
import because.core.Candidate;
import because.core.Dataset;
import because.core.DeletionTest;
import because.core.Profile;
import because.core.Recommender;
import because.core.Target;
import because.core.Trainer;
import because.testkit.PlantedEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a world where the cause of each event is known, the reasons name it. */
class PlantedReasonsTest {
    private static final int PEOPLE = 60;

    /**
     * In the world of lag 2 events are masked: were the last one removed, the cause would move up into its place, so that the recommendation would rest on both,
     * and taking out either would do as much as taking out the two.
     */
    @ParameterizedTest
    @CsvSource({"1, 15, REMOVED, 0.9", "2, 50, MASKED, 0.8"})
    void the_reason_for_what_comes_next_names_its_true_cause(int lag, int epochs, Absence absence, double share) {
        PlantedEvents world = PlantedEvents.generate(new PlantedEvents.Options(200, 40, 20, lag, 0.9), 4);
        Dataset data = world.data();
        Recommender model = Models.trainer(
                        "transformer",
                        Map.ofEntries(
                                Map.entry("dimension", "16"),
                                Map.entry("blocks", "1"),
                                Map.entry("heads", "2"),
                                Map.entry("window", "8"),
                                Map.entry("positions", "from-end"),
                                Map.entry("dropout", "0.1"),
                                Map.entry("learningRate", "0.005"),
                                Map.entry("negatives", "32"),
                                Map.entry("batchTokens", "512"),
                                Map.entry("epochs", "" + epochs)))
                .train(data, Trainer.Run.of(1));
        Config.Explaining how = new Config.Explaining("auto", 0, Target.SCORE, absence, 100, 3, 1);
        Because because = new Because(model, how, Optional.of(data));
        int named = 0;
        int passed = 0;
        int elsewhere = 0;
        for (int user = 0; user < PEOPLE; user++) {
            Profile profile = data.profile(user);
            int cause = profile.events().size() - lag;
            int next = world.successor(profile.events().get(cause).knownItem());
            List<Candidate> candidates = List.of(data.catalog().candidates().get(next));
            Attribution why =
                    because.explain(profile, candidates, Set.of()).getFirst().attribution();
            DeletionTest test = why.header().deletionTest().orElseThrow();
            passed += test.passed() ? 1 : 0;
            boolean first = !test.named().isEmpty() && test.named().getFirst().equals("event:" + cause);
            named += test.passed() && first ? 1 : 0;
            elsewhere += test.passed() && !test.named().contains("event:" + cause) ? 1 : 0;
        }
        assertThat((double) named / PEOPLE)
                .as("the cause is named first, and passes; %s pass", passed)
                .isGreaterThan(share);
        // A reason that passes may name others beside the cause, but hardly ever others in its place.
        assertThat(elsewhere).isLessThanOrEqualTo(PEOPLE / 20);
    }
}
