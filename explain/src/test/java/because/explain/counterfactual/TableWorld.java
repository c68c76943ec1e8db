package because.explain.counterfactual;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A recommender of whole numbers, so that many scores tie: what each item of the history adds, and what was drawn for each history for itself. */
record TableWorld(Catalog catalog, long seed, int levels) implements Recommender {
    static TableWorld of(int items, long seed, int levels) {
        return new TableWorld(
                new Catalog(IntStream.range(0, items)
                        .mapToObj(i -> Item.of("i" + i))
                        .toList()),
                seed,
                levels);
    }

    double score(BitSet history, int item) {
        double sum = drawn(history.hashCode(), item);
        return sum
                + history.stream()
                        .mapToDouble(known -> 2 * drawn(-1 - known, item))
                        .sum();
    }

    private int drawn(int what, int item) {
        long hash = (seed * 1_000_003 + item) * 31 + what;
        hash = (hash ^ hash >>> 29) * 0x9e3779b97f4a7c15L;
        hash = (hash ^ hash >>> 31) * 0xbf58476d1ce4e5b9L;
        return (int) Math.floorMod(hash >> 20, (long) levels);
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            BitSet history = profiles.get(row).knownItems();
            for (int column = 0; column < scores[row].length; column++) {
                scores[row][column] = score(history, ((Candidate.Known) candidates.get(column)).index());
            }
        }
        return scores;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.SET_OF_ITEMS;
    }

    @Override
    public Provenance provenance() {
        return new Provenance("table", Map.of(), 0, "", "table-" + seed, Map.of());
    }
}
