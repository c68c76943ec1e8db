package because.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A recommender that looks at everything in a profile. Its scores are small whole numbers, so that sums are exact and many items tie. */
final class TestModel implements Recommender {
    /** How many profiles each call of score had. */
    final List<Integer> calls = new ArrayList<>();

    private final Catalog catalog;
    private final int levels;
    private final boolean masking;

    TestModel(int items, int levels, boolean masking) {
        this.catalog = new Catalog(
                IntStream.range(0, items).mapToObj(i -> Item.of("item " + i)).toList());
        this.levels = levels;
        this.masking = masking;
    }

    double score(Profile profile, Candidate candidate) {
        long hash = candidate instanceof Candidate.Known known ? known.index() : 1000;
        for (Event event : profile.events()) {
            hash = 31 * hash + event.knownItem();
            hash = 31 * hash + Double.hashCode(event.value());
            hash = 31 * hash + event.time();
        }
        hash = 31 * hash + profile.attributes().keySet().hashCode();
        hash = 31 * hash + profile.tags().hashCode();
        hash = 31 * hash + profile.links().hashCode();
        hash = (hash ^ hash >>> 31) * 0xbf58476d1ce4e5b9L;
        return Math.floorMod(hash >> 20, levels) - levels / 2;
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        calls.add(profiles.size());
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < scores[row].length; column++) {
                scores[row][column] = score(profiles.get(row), candidates.get(column));
            }
        }
        return scores;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, true, masking, true, true, true);
    }

    @Override
    public Provenance provenance() {
        return new Provenance("test model", Map.of(), 0, "", "", Map.of());
    }
}
