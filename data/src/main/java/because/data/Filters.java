package because.data;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Datasets with some of the events of another. People and items that have no event left are not in the new dataset, and those that stay are numbered anew, in
 * their old order; ids, titles and attributes stay as they are.
 */
public final class Filters {
    private Filters() {}

    /**
     * The k-core: the most events in which every person and every item has at least k. Repeated events count each time.
     *
     * @param dataset what is filtered
     * @param k how many events each person and each item must have, 1 or more
     * @return the core; it may have no events
     */
    public static Dataset kCore(Dataset dataset, int k) {
        return kCore(dataset, k, k);
    }

    /**
     * The core with different bounds for people and for items. People and items below their bound are taken out in turns until none is.
     *
     * @param dataset what is filtered
     * @param perUser how many events each person must have, 1 or more
     * @param perItem how many events each item must have, 1 or more
     * @return the core; it may have no events
     */
    public static Dataset kCore(Dataset dataset, int perUser, int perItem) {
        if (perUser < 1 || perItem < 1) {
            throw BadInput.of("k of the k-core", Math.min(perUser, perItem), "1 or more", "");
        }
        Interactions events = dataset.events();
        int[] user = users(events);
        int[] ofUser = new int[events.users()];
        int[] ofItem = new int[dataset.catalog().size()];
        boolean[] kept = new boolean[events.size()];
        Arrays.fill(kept, true);
        for (int row = 0; row < kept.length; row++) {
            ofUser[user[row]]++;
            ofItem[events.item(row)]++;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int row = 0; row < kept.length; row++) {
                if (kept[row] && (ofUser[user[row]] < perUser || ofItem[events.item(row)] < perItem)) {
                    kept[row] = false;
                    ofUser[user[row]]--;
                    ofItem[events.item(row)]--;
                    changed = true;
                }
            }
        }
        return where(dataset, row -> kept[row]);
    }

    /**
     * The events of at least a value, such as ratings of four stars and more.
     *
     * @param dataset what is filtered
     * @param least the smallest value that stays; events whose value is not known go
     * @return the dataset of those events
     */
    public static Dataset minimumValue(Dataset dataset, double least) {
        if (!Double.isFinite(least)) {
            throw BadInput.of("the least value", least, "finite numbers", "");
        }
        return where(dataset, row -> dataset.events().value(row) >= least);
    }

    /**
     * The events of some kinds. The kinds keep their numbers.
     *
     * @param dataset what is filtered
     * @param kinds the names of the kinds that stay
     * @return the dataset of those events
     * @throws BadInput if the dataset does not know one of the kinds
     */
    public static Dataset kinds(Dataset dataset, Set<String> kinds) {
        Set<Integer> numbers = new HashSet<>();
        for (String kind : kinds) {
            int number = dataset.kinds().index(kind);
            if (number < 0) {
                throw BadInput.unknown("kind of event", kind, dataset.kinds().ids());
            }
            numbers.add(number);
        }
        return where(dataset, row -> numbers.contains(dataset.events().kind(row)));
    }

    /** The dataset of some of the events, numbered anew. */
    private static Dataset where(Dataset dataset, IntPredicate keep) {
        Interactions events = dataset.events();
        int[] newUser = new int[events.users()];
        int[] newItem = new int[dataset.catalog().size()];
        int size = 0;
        for (int user = 0; user < newUser.length; user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                if (keep.test(row)) {
                    newUser[user] = 1;
                    newItem[events.item(row)] = 1;
                    size++;
                }
            }
        }
        List<String> users = new ArrayList<>();
        Map<Integer, Map<String, Attribute>> people = new HashMap<>();
        for (int user = 0; user < newUser.length; user++) {
            if (newUser[user] == 1) {
                newUser[user] = users.size();
                Map<String, Attribute> attributes = dataset.people().get(user);
                if (attributes != null) {
                    people.put(users.size(), attributes);
                }
                users.add(dataset.users().id(user));
            }
        }
        List<Item> items = new ArrayList<>();
        for (int item = 0; item < newItem.length; item++) {
            if (newItem[item] == 1) {
                newItem[item] = items.size();
                items.add(dataset.catalog().item(item));
            }
        }
        return new Dataset(
                dataset.name(),
                new IdMap(users),
                new Catalog(items),
                dataset.kinds(),
                renumbered(events, keep, size, users.size(), newUser, newItem),
                people);
    }

    private static Interactions renumbered(
            Interactions events, IntPredicate keep, int size, int users, int[] newUser, int[] newItem) {
        int[] user = new int[size];
        int[] item = new int[size];
        float @Nullable [] value = events.hasValues() ? new float[size] : null;
        long @Nullable [] time = events.hasTimes() ? new long[size] : null;
        short[] kind = new short[size];
        int next = 0;
        for (int old = 0; old < events.users(); old++) {
            for (int row = events.from(old); row < events.to(old); row++) {
                if (!keep.test(row)) {
                    continue;
                }
                user[next] = newUser[old];
                item[next] = newItem[events.item(row)];
                kind[next] = (short) events.kind(row);
                if (value != null) {
                    value[next] = events.value(row);
                }
                if (time != null) {
                    time[next] = events.time(row);
                }
                next++;
            }
        }
        return Interactions.sorted(users, user, item, value, time, kind);
    }

    private static int[] users(Interactions events) {
        int[] users = new int[events.size()];
        for (int user = 0; user < events.users(); user++) {
            Arrays.fill(users, events.from(user), events.to(user), user);
        }
        return users;
    }
}
