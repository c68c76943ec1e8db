package because.benchmarks;

import because.Models;
import because.Project;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Profile;
import because.core.Progress;
import because.core.Query;
import because.core.Recommender;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long one recommendation takes, asked for one after the other on one thread: the first ten of all items for a profile. Arguments: a project; the folder of a model of
 * its; how many events a profile has. The profiles are the events of several people after each other, as many as are needed. Start it on one core to measure one core.
 */
public final class RecommendBenchmark {
    private static final int ASKED = 10_000;
    private static final int WARM = 5_000;
    private static final int TOP = 10;

    private RecommendBenchmark() {}

    /** @param args PROJECT MODEL EVENTS */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 3) {
            throw new BadInput("arguments: PROJECT MODEL EVENTS");
        }
        Dataset data = Project.open(Path.of(args[0])).data(Progress.NONE);
        int events = Integer.parseInt(args[2]);
        try (Recommender model = Models.open(Path.of(args[1]))) {
            SplittableRandom random = new SplittableRandom(1);
            double[] micros = new double[ASKED];
            long items = 0;
            for (int i = -WARM; i < ASKED; i++) {
                Query query = Query.of(profile(data, events, random), TOP);
                long begun = System.nanoTime();
                items += model.recommend(query).getFirst().item();
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - begun) / 1e3;
                }
            }
            Arrays.sort(micros);
            out.printf(
                    Locale.ROOT,
                    "%d recommendations of %d among %d items to profiles of %d events: median %.0f µs, 99 %% within %.0f µs (checksum %d)%n",
                    ASKED,
                    TOP,
                    model.catalog().size(),
                    events,
                    micros[ASKED / 2],
                    micros[ASKED * 99 / 100],
                    items);
        }
    }

    private static Profile profile(Dataset data, int events, SplittableRandom random) {
        List<Event> together = new ArrayList<>();
        while (together.size() < events) {
            int user = random.nextInt(data.users().size());
            Profile some =
                    data.profile(user, data.events().from(user), data.events().to(user));
            for (Event event : some.events()) {
                together.add(Event.of(event.knownItem()));
            }
        }
        return Profile.of(together.subList(0, events));
    }
}
