package because.data;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.EventWeights;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A CSV file that says how much events count in a training: a column {@code weight}, from 0 to 1, and any of {@code user}, {@code item} and {@code time} (in
 * milliseconds, as {@code because data export} writes it). A row is about all events that agree with it, the last such row counts, and what no row is about
 * counts fully.
 */
public final class WeightFile {
    private static final String WEIGHT = "weight";
    private static final List<String> KEYS = List.of("user", "item", "time");

    private final String name;
    private final boolean[] keyed;
    private final Map<Key, Double> weights = new HashMap<>();

    /** What a row is about; of columns that are not there the same number for all. */
    private record Key(int user, int item, long time) {}

    private WeightFile(String name, boolean[] keyed) {
        this.name = name;
        this.keyed = keyed;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param dataset whose people and items the rows name; rows about others are passed over, since filters may have left them out
     * @return what it says
     * @throws BadInput if it cannot be read, lacks the columns, has a weight out of range, or is about none of the events
     */
    public static WeightFile read(Path file, Dataset dataset) {
        String name = String.valueOf(file.getFileName());
        Importer.Options options = Importer.Options.defaults(file);
        Table table = Table.of(Format.CSV, name);
        try (Rows rows = new Reader(Importer.folder(file), options).open(table, 0, Rejections.uncollected())) {
            int[] columns = new int[KEYS.size()];
            boolean[] keyed = new boolean[KEYS.size()];
            for (int k = 0; k < columns.length; k++) {
                keyed[k] = rows.columns().contains(KEYS.get(k));
                columns[k] = keyed[k] ? rows.column(name, KEYS.get(k)) : -1;
            }
            int weight = rows.column(name, WEIGHT);
            if (!keyed[0] && !keyed[1] && !keyed[2]) {
                throw BadInput.of(
                        "the columns of '" + name + "'",
                        String.join(", ", rows.columns()),
                        WEIGHT + " and one or more of user, item, time",
                        "");
            }
            WeightFile read = new WeightFile(name, keyed);
            TimeFormat millis = TimeFormat.of("ms");
            while (rows.next()) {
                double value = Numbers.decimal(rows.bytes(), rows.from(weight), rows.to(weight));
                if (!(value >= 0 && value <= 1)) {
                    throw BadInput.of(
                            "'" + name + "', line " + rows.line() + ": the weight",
                            rows.text(weight),
                            "a number from 0 (as if it were not there) to 1 (as always)",
                            "");
                }
                int user = keyed[0] ? dataset.users().index(rows.text(columns[0])) : 0;
                int item = keyed[1] ? dataset.catalog().index(rows.text(columns[1])) : 0;
                if (user < 0 || item < 0) {
                    continue;
                }
                long time = 0;
                if (keyed[2]) {
                    time = rows.blank(columns[2])
                            ? Event.NO_TIME
                            : millis.millis(rows.bytes(), rows.from(columns[2]), rows.to(columns[2]));
                }
                read.weights.put(new Key(user, item, time), value);
            }
            read.checkUsed(dataset);
            return read;
        }
    }

    private void checkUsed(Dataset dataset) {
        Set<Key> there = new HashSet<>();
        for (int user = 0; user < dataset.users().size(); user++) {
            for (int row = dataset.events().from(user); row < dataset.events().to(user); row++) {
                there.add(key(dataset, user, row));
            }
        }
        if (weights.keySet().stream().noneMatch(there::contains)) {
            throw new BadInput("no row of '" + name + "' is about an event of the data.\n"
                    + "Maybe its ids are of other data, or its times are not in milliseconds.");
        }
    }

    private Key key(Dataset dataset, int user, int row) {
        return new Key(
                keyed[0] ? user : 0,
                keyed[1] ? dataset.events().item(row) : 0,
                keyed[2] ? dataset.events().time(row) : 0);
    }

    /** @return the file's name */
    public String name() {
        return name;
    }

    /**
     * @param dataset the dataset that the file was read for, or a part of its events
     * @return how much each event counts
     */
    public EventWeights weights(Dataset dataset) {
        double[] all = new double[dataset.events().size()];
        for (int user = 0; user < dataset.users().size(); user++) {
            for (int row = dataset.events().from(user); row < dataset.events().to(user); row++) {
                all[row] = weights.getOrDefault(key(dataset, user, row), 1.0);
            }
        }
        return EventWeights.of("file " + name, all.length, row -> all[row]);
    }
}
