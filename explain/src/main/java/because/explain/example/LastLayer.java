package because.explain.example;

import because.core.Candidate;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Profile;
import because.core.Question;
import because.core.Recommender;
import because.core.Softmax;
import because.core.States;
import java.util.ArrayList;
import java.util.List;

/**
 * The influence of people on a score through the last layer (TracIn, Pruthi et al. 2020, and representer points, Yeh et al. 2018, for the item's own vector): a step of descent on
 * the person's events raises the item's vector by Σ<sub>t: y<sub>t</sub> = j</sub> (1 − p<sub>t</sub>(j)) h<sub>t</sub>, and with it the score of a profile of state h by the inner
 * product of the two. Where the item was not what came next, it is lowered a little for everybody; that is left out.
 */
final class LastLayer {
    /** So many events of an item are looked at, evenly spread over all. */
    private static final int MOST = 1_000;

    private static final int BATCH = 64;

    private final Recommender recommender;
    private final Dataset training;
    private final States states;

    LastLayer(Recommender recommender, Dataset training) {
        this.recommender = recommender;
        this.training = training;
        this.states = recommender.as(States.class).orElseThrow();
    }

    double[][] support(Question question) {
        double[] own = states.states(List.of(question.profile()))[0];
        double[][] support =
                new double[training.users().size()][question.candidates().size()];
        for (int column = 0; column < question.candidates().size(); column++) {
            if (question.candidates().get(column) instanceof Candidate.Known known) {
                add(known, own, support, column);
            }
        }
        return support;
    }

    private void add(Candidate.Known item, double[] own, double[][] support, int column) {
        List<int[]> places = places(item.index());
        double stride = Math.max(1, places.size() / (double) MOST);
        List<int[]> chosen = new ArrayList<>();
        for (int i = 0; (int) (i * stride) < places.size(); i++) {
            chosen.add(places.get((int) (i * stride)));
        }
        for (int start = 0; start < chosen.size(); start += BATCH) {
            List<int[]> batch = chosen.subList(start, Math.min(chosen.size(), start + BATCH));
            List<Profile> before = batch.stream()
                    .map(place -> training.profile(place[0], training.events().from(place[0]), place[1]))
                    .toList();
            double[][] vectors = states.states(before);
            double[][] all = recommender.score(before, recommender.catalog().candidates());
            for (int i = 0; i < batch.size(); i++) {
                double missing = 1 - Softmax.share(all[i][item.index()], all[i], true);
                support[batch.get(i)[0]][column] += stride * missing * inner(own, vectors[i]);
            }
        }
    }

    /** Person and row of each event of the item. */
    private List<int[]> places(int item) {
        List<int[]> places = new ArrayList<>();
        Interactions events = training.events();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                if (events.item(row) == item) {
                    places.add(new int[] {user, row});
                }
            }
        }
        return places;
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
