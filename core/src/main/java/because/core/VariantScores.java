package because.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores where both the profile and the candidates differ from question to question. A model scores all of some candidates for each of some profiles; so that it is
 * asked little for nothing, questions that share a profile are asked together, or those that share their candidates.
 */
final class VariantScores {
    private VariantScores() {}

    /** A row for each profile with its own list of candidates, all of which are equally long. */
    static double[][] of(Recommender recommender, List<Profile> profiles, List<List<Candidate>> candidates) {
        Map<Profile, List<Integer>> byProfile = new LinkedHashMap<>();
        Map<List<Candidate>, List<Integer>> byCandidates = new LinkedHashMap<>();
        for (int row = 0; row < profiles.size(); row++) {
            byProfile.computeIfAbsent(profiles.get(row), _ -> new ArrayList<>()).add(row);
            byCandidates
                    .computeIfAbsent(candidates.get(row), _ -> new ArrayList<>())
                    .add(row);
        }
        double[][] scores = new double[profiles.size()][];
        if (byProfile.size() <= byCandidates.size()) {
            byProfile.forEach((profile, rows) -> {
                List<Candidate> all = new ArrayList<>();
                rows.forEach(row -> all.addAll(candidates.get(row)));
                double[] asked = recommender.score(List.of(profile), all)[0];
                int from = 0;
                for (int row : rows) {
                    int columns = candidates.get(row).size();
                    scores[row] = Arrays.copyOfRange(asked, from, from + columns);
                    from += columns;
                }
            });
        } else {
            byCandidates.forEach((list, rows) -> {
                double[][] asked =
                        recommender.score(rows.stream().map(profiles::get).toList(), list);
                for (int i = 0; i < asked.length; i++) {
                    scores[rows.get(i)] = asked[i];
                }
            });
        }
        return scores;
    }
}
