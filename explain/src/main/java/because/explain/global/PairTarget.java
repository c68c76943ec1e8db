package because.explain.global;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Predictor;
import because.core.Profile;
import because.core.Recommender;
import because.core.Softmax;
import because.core.Target;
import because.core.Task;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The target of many pairs at once; pairs of the same profile share its cost. */
final class PairTarget {
    /** So many profiles are scored at once where all items must be, so that memory does not grow with the number of pairs. */
    private static final int BATCH = 32;

    private final Recommender recommender;
    private final Target target;
    private final int list;
    private final Optional<Task> task;

    PairTarget(Recommender recommender, Target target, int list) {
        if (target == Target.NEXT) {
            throw BadInput.of(
                    "target", target.label(), "score, margin, rank, list or probability, over many people", "");
        }
        this.recommender = recommender;
        this.target = target;
        this.list = list;
        this.task = recommender.as(Predictor.class).map(Predictor::task);
    }

    /** What is asked about. */
    record Asked(Profile profile, Candidate candidate, Set<Integer> exclude) {}

    double[] values(List<Asked> asked) {
        boolean all = target == Target.MARGIN || target == Target.RANK || target == Target.LIST;
        boolean softmax = target == Target.PROBABILITY
                && !recommender.logOdds()
                && task.filter(t -> t.task() == Task.Kind.PROBABILITY).isEmpty();
        double[] values = new double[asked.size()];
        if (all || softmax) {
            compared(asked, values);
        } else {
            alone(asked, values);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw BadInput.of(
                        "a target of the model",
                        value,
                        "finite numbers",
                        "Maybe the model's training diverged; train it again with a smaller learning rate.");
            }
        }
        return values;
    }

    /** Only the item's own score counts. Pairs are scored by what more of them have in common, the profile or the candidate. */
    private void alone(List<Asked> asked, double[] values) {
        Map<Profile, List<Integer>> byProfile = new LinkedHashMap<>();
        Map<Candidate, List<Integer>> byCandidate = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            byProfile
                    .computeIfAbsent(asked.get(i).profile(), _ -> new ArrayList<>())
                    .add(i);
            byCandidate
                    .computeIfAbsent(asked.get(i).candidate(), _ -> new ArrayList<>())
                    .add(i);
        }
        boolean profiles = byProfile.size() <= byCandidate.size();
        List<List<Integer>> groups = List.copyOf(profiles ? byProfile.values() : byCandidate.values());
        groups.parallelStream().forEach(group -> {
            List<Profile> people = profiles
                    ? List.of(asked.get(group.getFirst()).profile())
                    : group.stream().map(i -> asked.get(i).profile()).toList();
            List<Candidate> candidates = profiles
                    ? group.stream().map(i -> asked.get(i).candidate()).toList()
                    : List.of(asked.get(group.getFirst()).candidate());
            double[][] scores = recommender.score(people, candidates);
            for (int i = 0; i < group.size(); i++) {
                double score = profiles ? scores[0][i] : scores[i][0];
                values[group.get(i)] = target == Target.PROBABILITY ? 1 / (1 + Math.exp(-score)) : score;
            }
        });
    }

    /** The item's score beside those of all items. */
    private void compared(List<Asked> asked, double[] values) {
        Map<Profile, List<Integer>> byProfile = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            byProfile
                    .computeIfAbsent(asked.get(i).profile(), _ -> new ArrayList<>())
                    .add(i);
        }
        List<Profile> people = List.copyOf(byProfile.keySet());
        List<List<Integer>> groups = List.copyOf(byProfile.values());
        for (int start = 0; start < people.size(); start += BATCH) {
            int from = start;
            List<Profile> batch = people.subList(start, Math.min(people.size(), start + BATCH));
            double[][] rows = recommender.score(batch, recommender.catalog().candidates());
            IntStream.range(0, batch.size()).parallel().forEach(p -> {
                for (int i : groups.get(from + p)) {
                    values[i] = compared(asked.get(i), rows[p]);
                }
            });
        }
    }

    private double compared(Asked asked, double[] all) {
        double score = asked.candidate() instanceof Candidate.Known known
                ? all[known.index()]
                : recommender.score(List.of(asked.profile()), List.of(asked.candidate()))[0][0];
        return switch (target) {
            case MARGIN -> score - Heads.mean(all);
            case RANK -> -rank(score, asked, all);
            case LIST -> rank(score, asked, all) <= list ? 1 : 0;
            case PROBABILITY -> Softmax.share(score, all, asked.candidate() instanceof Candidate.Known);
            case SCORE, NEXT -> score;
        };
    }

    private static double rank(double score, Asked asked, double[] all) {
        int self = asked.candidate() instanceof Candidate.Known known ? known.index() : -1;
        int better = 0;
        int equal = 0;
        BitSet excluded = new BitSet();
        asked.exclude().stream().filter(item -> item >= 0).forEach(excluded::set);
        for (int item = 0; item < all.length; item++) {
            if (item == self || excluded.get(item)) {
                continue;
            }
            better += all[item] > score ? 1 : 0;
            equal += all[item] == score ? 1 : 0;
        }
        return 1 + better + equal / 2.0;
    }
}
