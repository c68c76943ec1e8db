package because.explain.group;

import because.core.Catalog;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of events whose items are alike: average linkage. Every item begins as a group of its own, and the two groups that are most alike on average are
 * joined until so many are left; of equally like ones those that come first.
 */
final class SimilarGroups {
    /** So many titles name a group. */
    private static final int NAMED = 3;

    private final Catalog catalog;
    private final Likeness likeness;

    SimilarGroups(Catalog catalog, Likeness likeness) {
        this.catalog = catalog;
        this.likeness = likeness;
    }

    List<Player> players(Profile profile, int groups) {
        Map<Integer, List<Part>> byItem = new LinkedHashMap<>();
        for (int i = 0; i < profile.events().size(); i++) {
            byItem.computeIfAbsent(profile.events().get(i).knownItem(), _ -> new ArrayList<>())
                    .add(new Part.OfEvent(i));
        }
        List<Part> unknown = byItem.remove(-1);
        List<Player> players = new ArrayList<>();
        for (List<Integer> items : joined(List.copyOf(byItem.keySet()), groups)) {
            List<Part> parts = new ArrayList<>();
            items.forEach(item -> parts.addAll(byItem.getOrDefault(item, List.of())));
            String id = "group:" + catalog.item(items.getFirst()).id();
            players.add(new Player(id, name(items), parts));
        }
        if (unknown != null) {
            players.add(new Player("group:", "(unknown items)", unknown));
        }
        return players;
    }

    private String name(List<Integer> items) {
        List<String> titles = items.stream()
                .limit(NAMED)
                .map(item -> catalog.item(item).title())
                .toList();
        return String.join(" · ", titles) + (items.size() > NAMED ? " · …" : "");
    }

    /** The sums of the likenesses between groups are kept: the mean of two joined groups' is their sums' over their sizes'. */
    private List<List<Integer>> joined(List<Integer> items, int groups) {
        likeness.about(java.util.Set.copyOf(items));
        int n = items.size();
        double[][] sums = new double[n][n];
        List<List<Integer>> members = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            members.add(new ArrayList<>(List.of(items.get(i))));
            for (int j = 0; j < i; j++) {
                sums[i][j] = likeness.of(items.get(i), items.get(j));
                sums[j][i] = sums[i][j];
            }
        }
        for (int left = n; left > groups; left--) {
            int first = -1;
            int second = -1;
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n && !members.get(i).isEmpty(); j++) {
                    if (members.get(j).isEmpty()) {
                        continue;
                    }
                    double mean = sums[i][j]
                            / ((double) members.get(i).size() * members.get(j).size());
                    if (mean > best) {
                        best = mean;
                        first = i;
                        second = j;
                    }
                }
            }
            members.get(first).addAll(members.get(second));
            members.get(second).clear();
            for (int other = 0; other < n; other++) {
                sums[first][other] += sums[second][other];
                sums[other][first] = sums[first][other];
            }
        }
        return members.stream().filter(group -> !group.isEmpty()).toList();
    }
}
