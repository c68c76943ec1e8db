package because.evaluate.accuracy;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Item;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores items by a formula of the profile and the item's number. */
record FormulaRecommender(Catalog catalog, Formula formula) implements Recommender {
    interface Formula {
        double score(Profile profile, int item);
    }

    static Catalog catalog(int items) {
        return new Catalog(
                IntStream.range(0, items).mapToObj(i -> Item.of("i" + i)).toList());
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        double[][] scores = new double[profiles.size()][candidates.size()];
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < scores[row].length; column++) {
                int item = ((Candidate.Known) candidates.get(column)).index();
                scores[row][column] = formula.score(profiles.get(row), item);
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
        return new Provenance("formula", Map.of(), 0, "", "", Map.of());
    }
}
