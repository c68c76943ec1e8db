package because;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Item;
import because.core.Progress;
import because.core.Recommender;
import because.core.Transferable;
import java.util.List;

/**
 * A model and data whose items are not, or no longer, those that the model was trained with. A model that reads what is known of items takes up the new ones; for
 * others they are left out. Items that the data does not have any more are not recommended.
 *
 * @param recommender the model, over the data's items
 * @param data the data, of whose items there are those that the model can be asked about
 */
record Transfer(Recommender recommender, Dataset data) {

    /** Whether no item is in both, so that a model of the one has seen nothing that the other's people did. */
    static boolean nothingShared(Catalog own, Catalog other) {
        return other.items().stream().noneMatch(item -> own.index(item.id()) >= 0);
    }

    /**
     * Brings the two together.
     *
     * @param model the model
     * @param data the data
     * @param progress is told how many items are new
     * @return the two with the same catalogue; themselves if they have it already
     * @throws BadInput if the model knows none of the items, and reads nothing of them but their ids
     */
    static Transfer of(Recommender model, Dataset data, Progress progress) {
        Catalog own = model.catalog();
        if (own.sameItems(data.catalog())) {
            return new Transfer(model, data);
        }
        boolean describes = model.capabilities().describedItems();
        List<Item> items = data.catalog().items();
        List<Item> known =
                items.stream().filter(item -> own.index(item.id()) >= 0).toList();
        int fresh = items.size() - known.size();
        if (known.isEmpty() && !describes) {
            throw new BadInput("the trained model knows none of the " + items.size()
                    + " items that the data now has, and reads nothing of items but their ids."
                    + "\nMaybe train again: because train");
        }
        if (fresh > 0) {
            progress.stage(
                    (describes ? "taking up" : "leaving out") + " items that the model was not trained with (" + fresh
                            + ")",
                    0);
        }
        Catalog catalog = describes ? data.catalog() : new Catalog(known);
        Recommender over = model.as(Transferable.class)
                .map(itself -> itself.over(catalog))
                .orElseGet(() -> new Renumbered(model, catalog));
        return new Transfer(over, describes ? data : data.over(catalog));
    }
}
