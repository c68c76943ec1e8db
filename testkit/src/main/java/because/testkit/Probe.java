package because.testkit;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Context;
import because.core.Event;
import because.core.Profile;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A recommender under examination: profiles to try it on, and where to write down what was found. */
final class Probe {
    static final long DAY = 86_400_000L;

    private static final long START = 1_600_000_000_000L;

    /** More of the same tell nothing new. */
    private static final int MOST_DETAILS = 3;

    final Recommender recommender;
    final Catalog catalog;
    final Capabilities can;
    final Random random;
    final List<Profile> profiles = new ArrayList<>();
    final List<String> details = new ArrayList<>();

    Probe(Recommender recommender, long seed) {
        this.recommender = recommender;
        this.catalog = recommender.catalog();
        this.can = recommender.capabilities();
        this.random = new Random(seed);
        profiles.add(Profile.EMPTY);
        for (int length : new int[] {1, 2, 5, 8, 12}) {
            profiles.add(profile(length));
            profiles.add(withoutTimes(profile(length)));
        }
    }

    /** A person with random events, some of them with the same item, with values and times. */
    Profile profile(int length) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int item = random.nextInt(catalog.size());
            double value = 1 + random.nextInt(9) / 2.0;
            events.add(new Event(new Candidate.Known(item), Event.ANY, value, START + i * DAY));
        }
        return Profile.of(events).withContext(new Context(START + length * DAY, java.util.Map.of()));
    }

    static Profile withoutTimes(Profile profile) {
        return profile.withEvents(profile.events().stream()
                        .map(e -> new Event(e.item(), e.kind(), e.value(), Event.NO_TIME))
                        .toList())
                .withContext(Context.NONE);
    }

    /** The scores of all items for one profile. */
    double[] scores(Profile profile) {
        return recommender.score(List.of(profile), catalog.candidates())[0];
    }

    List<Candidate> candidates(int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(new Candidate.Known(random.nextInt(catalog.size())));
        }
        return candidates;
    }

    /** Writes down what is not kept; the detail is a format of {@link String#format}. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else here needs
    void expect(boolean kept, String detail, Object... values) {
        if (!kept && details.size() < MOST_DETAILS) {
            details.add(String.format(java.util.Locale.ROOT, detail, values));
        }
    }

    /** Equal to the last bit. */
    void expectSame(double[][] expected, double[][] actual, String when) {
        boolean same = expected.length == actual.length;
        for (int row = 0; same && row < expected.length; row++) {
            same = Arrays.equals(expected[row], actual[row]);
        }
        expect(same, "%s: %s instead of %s", when, brief(actual), brief(expected));
    }

    /** Equal but for the rounding of sums in another order, in single precision. */
    void expectClose(double[] expected, double[] actual, String when) {
        expect(close(expected, actual), "%s: %s instead of %s", when, brief(actual), brief(expected));
    }

    static boolean close(double[] expected, double[] actual) {
        double tolerance = tolerance(expected);
        boolean close = expected.length == actual.length;
        for (int i = 0; close && i < expected.length; i++) {
            close = Math.abs(expected[i] - actual[i]) <= tolerance;
        }
        return close;
    }

    static double tolerance(double[] scores) {
        return 1e-5 * Math.max(1e-6, Arrays.stream(scores).map(Math::abs).max().orElse(0));
    }

    private static String brief(double[]... rows) {
        String text = Arrays.deepToString(rows);
        return text.length() > 100 ? text.substring(0, 97) + "..." : text;
    }
}
