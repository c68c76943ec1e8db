package because.testkit;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Candidate;
import because.core.Item;
import because.core.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What {@link because.core.Recommender#score} promises. */
final class ScoringRules {
    private ScoringRules() {}

    static void finite(Probe probe) {
        double[][] scores = probe.recommender.score(probe.profiles, probe.catalog.candidates());
        probe.expect(
                scores.length == probe.profiles.size(),
                "%d rows for %d profiles",
                scores.length,
                probe.profiles.size());
        for (double[] row : scores) {
            probe.expect(
                    row.length == probe.catalog.size(), "%d columns for %d items", row.length, probe.catalog.size());
            probe.expect(
                    Arrays.stream(row).allMatch(Double::isFinite),
                    "%s",
                    Arrays.stream(row).filter(s -> !Double.isFinite(s)).findFirst());
        }
    }

    static void nothing(Probe probe) {
        int rows = probe.recommender.score(List.of(), probe.catalog.candidates()).length;
        probe.expect(rows == 0, "no profiles give %d rows", rows);
        double[][] scores = probe.recommender.score(probe.profiles, List.of());
        probe.expect(
                scores.length == probe.profiles.size() && Arrays.stream(scores).allMatch(row -> row.length == 0),
                "no candidates give something else than a row of length 0 for each profile");
    }

    static void emptyProfile(Probe probe) {
        double[] empty = probe.scores(Profile.EMPTY);
        probe.expect(
                empty.length == probe.catalog.size() && Arrays.stream(empty).allMatch(Double::isFinite),
                "the empty profile has no finite score for each item");
    }

    static void batches(Probe probe) {
        List<Candidate> candidates = probe.catalog.candidates();
        double[][] together = probe.recommender.score(probe.profiles, candidates);
        for (int row = 0; row < probe.profiles.size(); row++) {
            probe.expectSame(
                    new double[][] {together[row]},
                    probe.recommender.score(List.of(probe.profiles.get(row)), candidates),
                    "profile " + row + " alone");
        }
        List<Profile> turned = probe.profiles.reversed();
        double[][] back = probe.recommender.score(turned, candidates);
        Collections.reverse(Arrays.asList(back));
        probe.expectSame(together, back, "profiles in the reverse order");

        List<Candidate> some = probe.candidates(4);
        double[][] expected = new double[together.length][some.size()];
        for (int row = 0; row < expected.length; row++) {
            for (int column = 0; column < some.size(); column++) {
                expected[row][column] = together[row][((Candidate.Known) some.get(column)).index()];
            }
        }
        probe.expectSame(expected, probe.recommender.score(probe.profiles, some), "some of the items");
    }

    static void threads(Probe probe) throws InterruptedException, ExecutionException {
        double[][] expected = probe.recommender.score(probe.profiles, probe.catalog.candidates());
        List<Callable<double[][]>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tasks.add(() -> probe.recommender.score(probe.profiles, probe.catalog.candidates()));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<double[][]> answer : threads.invokeAll(tasks)) {
                probe.expectSame(expected, answer.get(), "four threads at once");
            }
        }
    }

    static void ownArrays(Probe probe) {
        double[][] scores = probe.recommender.score(probe.profiles, probe.catalog.candidates());
        double[][] kept = Arrays.stream(scores).map(double[]::clone).toArray(double[][]::new);
        for (double[] row : scores) {
            Arrays.fill(row, 1e9);
        }
        probe.expectSame(
                kept,
                probe.recommender.score(probe.profiles, probe.catalog.candidates()),
                "after the caller wrote into the first answer");
    }

    static void unknownItems(Probe probe) {
        Candidate outside = new Candidate.Known(probe.catalog.size());
        probe.expect(
                refuses(() -> probe.recommender.score(List.of(Profile.EMPTY), List.of(outside))),
                "item %d is not refused by BadInput",
                probe.catalog.size());
    }

    static void describedItems(Probe probe) {
        Item item = new Item(
                "an item that nobody knows",
                "An item that nobody knows",
                Map.of("text", new Attribute.Text("something new")));
        List<Candidate> described = List.of(new Candidate.Described(item));
        if (!probe.can.describedItems()) {
            probe.expect(
                    refuses(() -> probe.recommender.score(List.of(Profile.EMPTY), described)),
                    "a described item is not refused by BadInput, though describedItems is false");
            return;
        }
        double[][] scores = probe.recommender.score(probe.profiles, described);
        probe.expect(
                Arrays.stream(scores).allMatch(row -> row.length == 1 && Double.isFinite(row[0])),
                "a described item has no finite score, though describedItems is true");
    }

    static boolean refuses(Runnable action) {
        try {
            action.run();
            return false;
        } catch (BadInput refused) {
            return true;
        }
    }
}
