package because.data;

import because.core.Dataset;
import because.core.Interactions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came out of an import: the dataset, and an account of what was read. */
public final class Imported {
    private final Dataset dataset;
    private final Graph graph;
    private final Report report;
    private final List<String> parts;
    private final @Nullable Interactions origins;

    Imported(Dataset dataset, Graph graph, Report report, List<String> parts, @Nullable Interactions origins) {
        this.dataset = dataset;
        this.graph = graph;
        this.report = report;
        this.parts = parts;
        this.origins = origins;
    }

    /** @return the events, items and people */
    public Dataset dataset() {
        return dataset;
    }

    /** @return knowledge and ties, empty if the data has none */
    public Graph graph() {
        return graph;
    }

    /** @return what was read and what was not */
    public Report report() {
        return report;
    }

    /** @return the files that the events are from */
    public List<String> parts() {
        return parts;
    }

    /**
     * @param row a row of the dataset's events
     * @return which of the {@link #parts} it is from
     */
    public int part(int row) {
        return origins == null ? 0 : origins.item(row);
    }

    /**
     * An account of an import.
     *
     * @param rows how many rows all tables have, rejected ones included; a sequence line counts once for each item
     * @param rejected how many of them could not be used
     * @param reasons how many for each reason, most frequent first
     * @param rejectedFile where they are listed with file, line, reason and text; empty if there are none
     * @param time how times are written: s, ms, us, iso or a pattern; empty if events have no time
     * @param unordered how many events are earlier than the event of the same person that stands before them in the file
     * @param unorderedPlaces where the first of them are
     * @param undescribed how many items of the events have no row in the table of items; 0 if there is no such table
     * @param undescribedIds the ids of the first of them
     */
    public record Report(
            long rows,
            long rejected,
            Map<String, Long> reasons,
            Optional<Path> rejectedFile,
            Optional<String> time,
            long unordered,
            List<String> unorderedPlaces,
            int undescribed,
            List<String> undescribedIds) {
        /** Copies the collections. */
        public Report {
            reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
            unorderedPlaces = List.copyOf(unorderedPlaces);
            undescribedIds = List.copyOf(undescribedIds);
        }
    }
}
