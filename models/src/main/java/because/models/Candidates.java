package because.models;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Catalog;
import because.core.Profile;
import java.util.List;

/** The catalogue numbers behind candidates and profiles, checked, for models that know items by their number only. */
public final class Candidates {
    private Candidates() {}

    /**
     * The numbers of candidates.
     *
     * @param candidates known items
     * @param catalog the model's items
     * @return the number of each, in their order
     * @throws BadInput if one is described on the spot or is not in the catalogue
     */
    public static int[] indices(List<? extends Candidate> candidates, Catalog catalog) {
        int[] indices = new int[candidates.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = switch (candidates.get(i)) {
                case Candidate.Known known -> checked(known.index(), catalog);
                case Candidate.Described described ->
                    throw BadInput.of(
                            "a candidate",
                            described.item().title(),
                            "items of the model's own catalogue",
                            "Maybe use a model that scores described items; this one knows items by their number only.");
            };
        }
        return indices;
    }

    /**
     * The numbers of the items that a profile's events are about, each once; hidden and described items are passed over.
     *
     * @param profile the profile
     * @param catalog the model's items
     * @return the numbers, smallest first
     * @throws BadInput if an event's item is not in the catalogue
     */
    public static int[] items(Profile profile, Catalog catalog) {
        int[] items = profile.knownItems().stream().toArray();
        if (items.length > 0) {
            checked(items[items.length - 1], catalog);
        }
        return items;
    }

    /**
     * Refuses known candidates that are not in the catalogue; described ones need not be.
     *
     * @param candidates any
     * @param catalog the model's items
     * @throws BadInput if one is not in the catalogue
     */
    public static void check(List<? extends Candidate> candidates, Catalog catalog) {
        if (candidates != catalog.candidates()) {
            for (Candidate candidate : candidates) {
                if (candidate instanceof Candidate.Known known) {
                    checked(known.index(), catalog);
                }
            }
        }
    }

    private static int checked(int index, Catalog catalog) {
        if (index >= catalog.size()) {
            throw BadInput.of(
                    "an item index",
                    index,
                    "0 to " + (catalog.size() - 1),
                    "Maybe the profile or the candidates were made for another model's catalogue.");
        }
        return index;
    }
}
