package because.models.baseline;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import because.models.Candidates;
import because.models.store.Storable;
import because.models.store.StoredModel;
import java.util.Arrays;
import java.util.List;

/** What the models of this package share: they are what is stored of them, and they see a profile as a set of items. */
abstract class Baseline implements Recommender, Storable {
    private final StoredModel stored;
    private final int[] all;

    Baseline(StoredModel stored) {
        this.stored = stored;
        this.all = new int[stored.catalog().size()];
        Arrays.setAll(all, i -> i);
    }

    /**
     * Scores items for sets of items. A score must not depend on the other sets and items that are asked for, to the bit.
     *
     * @param profiles the items of each profile, each once, smallest first
     * @param items the items to score
     * @return a row for each profile, a column for each item
     */
    abstract double[][] score(int[][] profiles, int[] items);

    /** Whether these are all items in their order. */
    final boolean isAll(int[] items) {
        return items == all;
    }

    /** What a training without somebody would give is not known of weighted events, whose weights are not kept. */
    final void refuseWeighted() {
        if (stored.weighted().isPresent()) {
            throw new BadInput("this model was trained on weighted events ("
                    + stored.weighted().get().how()
                    + "), so it cannot be said what it would be without one person.");
        }
    }

    @Override
    public final double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        int[] items = candidates == catalog().candidates() ? all : Candidates.indices(candidates, catalog());
        int[][] sets = new int[profiles.size()][];
        for (int row = 0; row < sets.length; row++) {
            sets[row] = Candidates.items(profiles.get(row), catalog());
        }
        return score(sets, items);
    }

    @Override
    public final Catalog catalog() {
        return stored.catalog();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.SET_OF_ITEMS;
    }

    @Override
    public final Provenance provenance() {
        return stored.provenance();
    }

    @Override
    public final StoredModel store() {
        return stored;
    }
}
