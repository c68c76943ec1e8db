package because.data;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What looks wrong in the data. Nothing is changed: whether a finding matters, people decide.
 *
 * @param findings what was found, in a fixed order of the checks; empty if all looks well
 */
public record DataCheck(List<Finding> findings) {
    private static final int EXAMPLES = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Copies the list. */
    public DataCheck {
        findings = List.copyOf(findings);
    }

    /** How much a finding matters. */
    public enum Severity {
        /** Good to know. */
        NOTE,
        /** Probably a fault of the data. */
        WARNING,
        /** Results on this data would be wrong. */
        ERROR
    }

    /**
     * Something that looks wrong.
     *
     * @param severity how much it matters
     * @param code a short fixed name, such as {@code "duplicate-events"}
     * @param message what it is, in a sentence
     * @param count how often it occurs, 1 or more
     * @param examples the first places or ids, five at most
     */
    public record Finding(Severity severity, String code, String message, long count, List<String> examples) {
        /** Copies the examples. */
        public Finding {
            examples = List.copyOf(examples);
        }
    }

    /**
     * From when on things look wrong.
     *
     * @param now the present; later events are in the future
     * @param floodShare the share of all events from which on one person's events look like those of a program, from 0 to 1; the person must also have ten
     *     times as many events as the mean
     * @param floodPerMinute how many events of one person within a minute look like those of a program
     */
    public record Options(Instant now, double floodShare, int floodPerMinute) {
        /** Refuses shares that are none and rates below 2. */
        public Options {
            if (!(floodShare > 0 && floodShare <= 1)) {
                throw BadInput.of("floodShare", floodShare, "above 0, at most 1", "");
            }
            if (floodPerMinute < 2) {
                throw BadInput.of("floodPerMinute", floodPerMinute, "2 or more", "");
            }
        }

        /**
         * A share of 5 % or 600 events in a minute is a flood. (People who rate films from a list give 200 in a minute.)
         *
         * @param now the present
         * @return the options
         */
        public static Options at(Instant now) {
            return new Options(now, 0.05, 600);
        }

        /**
         * @param share the share of all events that looks like a flood
         * @return the same options with it
         */
        public Options withFloodShare(double share) {
            return new Options(now, share, floodPerMinute);
        }

        /**
         * @param perMinute the rate that looks like a flood
         * @return the same options with it
         */
        public Options withFloodPerMinute(int perMinute) {
            return new Options(now, floodShare, perMinute);
        }
    }

    /**
     * Checks an import: what {@link #of(Dataset, Options)} checks, rejected rows, order in the file, and items without a row in the table of items.
     *
     * @param imported what was read
     * @param options from when on things look wrong
     * @return the findings
     */
    public static DataCheck of(Imported imported, Options options) {
        Imported.Report report = imported.report();
        List<Finding> findings = new ArrayList<>();
        if (report.rejected() > 0) {
            List<String> reasons = report.reasons().entrySet().stream()
                    .limit(EXAMPLES)
                    .map(r -> r.getKey() + ": " + r.getValue())
                    .toList();
            add(
                    findings,
                    Severity.WARNING,
                    "rejected-rows",
                    "rows could not be used; they are listed in " + Rejections.FILE_NAME,
                    report.rejected(),
                    reasons);
        }
        add(
                findings,
                Severity.NOTE,
                "time-disorder",
                "events stand in the file after a later event of the same person; they were put in order",
                report.unordered(),
                report.unorderedPlaces());
        add(
                findings,
                Severity.WARNING,
                "undescribed-items",
                "items of events are not in the table of items; their ids serve as titles",
                report.undescribed(),
                report.undescribedIds());
        findings.addAll(of(imported.dataset(), options).findings);
        return new DataCheck(findings);
    }

    /**
     * Checks a dataset: exact duplicates, ids that differ only by case or blanks, floods of one person, times before 1970 or in the future.
     *
     * @param dataset the dataset
     * @param options from when on things look wrong
     * @return the findings
     */
    public static DataCheck of(Dataset dataset, Options options) {
        List<Finding> findings = new ArrayList<>();
        duplicates(dataset, findings);
        similarIds("users", dataset.users().ids(), findings);
        similarIds(
                "items",
                dataset.catalog().items().stream().map(because.core.Item::id).toList(),
                findings);
        floods(dataset, options, findings);
        Interactions events = dataset.events();
        int[] negative = IntStream.range(0, events.size())
                .filter(row -> events.time(row) < 0 && events.time(row) != Event.NO_TIME)
                .toArray();
        add(findings, Severity.WARNING, "negative-times", "events are from before 1970", negative, dataset);
        long now = options.now.toEpochMilli();
        int[] future = IntStream.range(0, events.size())
                .filter(row -> events.time(row) > now)
                .toArray();
        add(findings, Severity.WARNING, "future-times", "events are later than " + options.now, future, dataset);
        return new DataCheck(findings);
    }

    /**
     * Checks a split for leakage: what is to be predicted and can be seen in training.
     *
     * @param split the split
     * @return the findings
     */
    public static DataCheck of(Split split) {
        return new Leakage(split).check();
    }

    /**
     * @param other further findings
     * @return both, the other's last
     */
    public DataCheck and(DataCheck other) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new DataCheck(all);
    }

    /** @return whether a finding is an error */
    public boolean failed() {
        return findings.stream().anyMatch(f -> f.severity == Severity.ERROR);
    }

    /** @return the findings for people to read, a line each and the examples under it */
    public String text() {
        if (findings.isEmpty()) {
            return "nothing found\n";
        }
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-8s %-20s %,d %s\n",
                    finding.severity.name().toLowerCase(Locale.ROOT),
                    finding.code,
                    finding.count,
                    finding.message));
            finding.examples.forEach(
                    example -> text.append(" ".repeat(30)).append(example).append('\n'));
        }
        return text.toString();
    }

    private static void duplicates(Dataset dataset, List<Finding> findings) {
        Interactions events = dataset.events();
        Map<Integer, List<Integer>> seen = new LinkedHashMap<>(); // rows by item, of one person at one moment
        List<Integer> repeated = new ArrayList<>();
        for (int user = 0; user < events.users(); user++) {
            seen.clear();
            for (int row = events.from(user); row < events.to(user); row++) {
                if (row > events.from(user) && events.time(row) != events.time(row - 1)) {
                    seen.clear();
                }
                int current = row;
                List<Integer> same = seen.computeIfAbsent(events.item(row), _ -> new ArrayList<>());
                boolean found = same.stream()
                        .anyMatch(other -> events.kind(other) == events.kind(current)
                                && Float.compare(events.value(other), events.value(current)) == 0);
                if (found) {
                    repeated.add(row);
                } else {
                    same.add(row);
                }
            }
        }
        add(
                findings,
                // Without times nothing tells a repetition from a second time.
                events.hasTimes() ? Severity.WARNING : Severity.NOTE,
                "duplicate-events",
                "events are exact repetitions of another",
                repeated.stream().mapToInt(r -> r).toArray(),
                dataset);
    }

    private static void similarIds(String what, List<String> ids, List<Finding> findings) {
        Map<String, String> first = new LinkedHashMap<>();
        long count = 0;
        List<String> examples = new ArrayList<>();
        for (String id : ids) {
            String other = first.putIfAbsent(id.strip().toLowerCase(Locale.ROOT), id);
            if (other != null) {
                count++;
                examples.add("'" + id + "' and '" + other + "'");
            }
        }
        add(
                findings,
                Severity.WARNING,
                "similar-" + what,
                what + " have ids that differ from another's only by case or surrounding blanks",
                count,
                examples);
    }

    private static void floods(Dataset dataset, Options options, List<Finding> findings) {
        Interactions events = dataset.events();
        List<String> shares = new ArrayList<>();
        List<String> rates = new ArrayList<>();
        double mean = (double) events.size() / Math.max(1, events.users());
        for (int user = 0; user < events.users(); user++) {
            int count = events.to(user) - events.from(user);
            if (count >= options.floodShare * events.size() && count >= 10 * mean) {
                shares.add(String.format(
                        Locale.ROOT,
                        "'%s': %,d events, %.1f %%",
                        dataset.users().id(user),
                        count,
                        100.0 * count / events.size()));
            }
            int fastest = fastest(events, user);
            if (fastest >= options.floodPerMinute) {
                rates.add(String.format(
                        Locale.ROOT,
                        "'%s': %,d events in a minute",
                        dataset.users().id(user),
                        fastest));
            }
        }
        add(
                findings,
                Severity.WARNING,
                "flood-share",
                "people have an implausible share of all events",
                shares.size(),
                shares);
        add(
                findings,
                Severity.WARNING,
                "flood-rate",
                "people have implausibly many events in a minute",
                rates.size(),
                rates);
    }

    /** The most events of a person within a minute. */
    private static int fastest(Interactions events, int user) {
        int most = 0;
        int from = events.from(user);
        for (int row = from; row < events.to(user); row++) {
            if (events.time(row) == Event.NO_TIME) {
                from = row + 1;
                continue;
            }
            while (events.time(row) - events.time(from) >= MINUTE.toMillis()) {
                from++;
            }
            most = Math.max(most, row - from + 1);
        }
        return most;
    }

    private static void add(
            List<Finding> findings, Severity severity, String code, String message, int[] rows, Dataset dataset) {
        List<String> examples = IntStream.of(rows)
                .limit(EXAMPLES)
                .mapToObj(row -> example(dataset, row))
                .toList();
        add(findings, severity, code, message, rows.length, examples);
    }

    /** Adds a finding if there is anything to report. */
    static void add(
            List<Finding> findings, Severity severity, String code, String message, long count, List<String> examples) {
        if (count > 0) {
            findings.add(new Finding(
                    severity, code, message, count, examples.subList(0, Math.min(EXAMPLES, examples.size()))));
        }
    }

    /** An event in words. */
    static String example(Dataset dataset, int row) {
        Interactions events = dataset.events();
        int low = 0;
        int high = events.users() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.to(middle) > row) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        String when = events.time(row) == Event.NO_TIME ? "" : " at " + Instant.ofEpochMilli(events.time(row));
        return "user '" + dataset.users().id(low) + "', item '"
                + dataset.catalog().item(events.item(row)).id() + "'" + when;
    }
}
