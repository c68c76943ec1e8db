package because.data;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Interactions;
import because.core.Split;
import because.core.Split.Part;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The usual ways to split events into training, validation and test. Where times are equal, the order of the file decides, always in the same way. */
public final class Splits {
    private Splits() {}

    /**
     * Each person's last event is for the test and the last but one for validation; all before is for training. People of two events have no validation
     * event, and the event of people who have but one is for training.
     *
     * @param dataset what is split
     * @return the split
     */
    public static Split leaveLastOut(Dataset dataset) {
        Interactions events = dataset.events();
        Part[] parts = training(events);
        for (int user = 0; user < events.users(); user++) {
            int last = events.to(user) - 1;
            int count = events.to(user) - events.from(user);
            if (count >= 2) {
                parts[last] = Part.TEST;
            }
            if (count >= 3) {
                parts[last - 1] = Part.VALIDATION;
            }
        }
        return new Split("leave-last-out", dataset, parts);
    }

    /**
     * Two moments cut the time for everybody: training before the first, validation from it to the second, test from the second on.
     *
     * @param dataset what is split; every event must have a time
     * @param validation when validation begins
     * @param test when the test begins, not before validation
     * @return the split
     * @throws BadInput if an event has no time
     */
    public static Split globalTime(Dataset dataset, Instant validation, Instant test) {
        requireTimes(dataset.events());
        if (test.isBefore(validation)) {
            throw BadInput.of(
                    "the begin of the test", test, "moments not before validation begins, at " + validation, "");
        }
        return cut(
                dataset,
                validation.toEpochMilli(),
                test.toEpochMilli(),
                "global time, validation from " + validation + ", test from " + test);
    }

    /**
     * Cuts the time for everybody where given shares of the events have passed. Events at the same moment are never torn apart: they are all behind the cut.
     *
     * @param dataset what is split; every event must have a time
     * @param validation the share of events before validation, from 0 to 1, such as 0.8
     * @param test the share of events before the test, from {@code validation} to 1, such as 0.9
     * @return the split
     * @throws BadInput if an event has no time
     */
    public static Split globalTime(Dataset dataset, double validation, double test) {
        Interactions events = dataset.events();
        requireTimes(events);
        requireShares(validation, test, "shares that do not fall, from 0 to 1", validation <= test);
        long[] times = new long[events.size()];
        for (int row = 0; row < times.length; row++) {
            times[row] = events.time(row);
        }
        Arrays.sort(times);
        return cut(
                dataset,
                at(times, validation),
                at(times, test),
                String.format(
                        Locale.ROOT,
                        "global time, validation after %s and test after %s of the events",
                        validation,
                        test));
    }

    private static long at(long[] times, double share) {
        int index = (int) Math.min(times.length, Math.round(share * times.length));
        return index == times.length ? Long.MAX_VALUE : times[index];
    }

    private static Split cut(Dataset dataset, long validation, long test, String name) {
        Part[] parts = new Part[dataset.events().size()];
        for (int row = 0; row < parts.length; row++) {
            long time = dataset.events().time(row);
            parts[row] = time >= test ? Part.TEST : time >= validation ? Part.VALIDATION : Part.TRAIN;
        }
        return new Split(name, dataset, parts);
    }

    /**
     * The last events of each person are for the test, those before them for validation. Of n events, ⌊n · test⌋ and ⌊n · validation⌋ are taken.
     *
     * @param dataset what is split
     * @param validation the share of each person's events that is for validation, from 0 to 1
     * @param test the share of each person's events that is for the test, from 0 to 1; both together below 1
     * @return the split
     */
    public static Split ratio(Dataset dataset, double validation, double test) {
        requireShares(validation, test, "shares from 0 to 1 that are below 1 together", validation + test < 1);
        Interactions events = dataset.events();
        Part[] parts = training(events);
        for (int user = 0; user < events.users(); user++) {
            int count = events.to(user) - events.from(user);
            int from = events.to(user) - floor(count * test);
            Arrays.fill(parts, from, events.to(user), Part.TEST);
            Arrays.fill(parts, from - floor(count * validation), from, Part.VALIDATION);
        }
        return new Split(
                String.format(Locale.ROOT, "ratio per person, last %s test, %s before it validation", test, validation),
                dataset,
                parts);
    }

    /**
     * Events drawn at random, whoever's they are and whenever they took place: for examples that stand for themselves, such as the rows of a table of offers. With
     * histories a model may then learn from what came after; the other splits do not have that.
     *
     * @param dataset what is split
     * @param validation the share of the events that is for validation, from 0 to 1
     * @param test the share of the events that is for the test, from 0 to 1; both together below 1
     * @param seed of the draw
     * @return the split; the test of a seed is the same whatever the share for validation
     */
    public static Split random(Dataset dataset, double validation, double test, long seed) {
        requireShares(validation, test, "shares from 0 to 1 that are below 1 together", validation + test < 1);
        Part[] parts = training(dataset.events());
        int[] rows = new int[parts.length];
        Arrays.setAll(rows, row -> row);
        rows = shuffled(rows, seed);
        int tested = floor(rows.length * test);
        int validated = floor(rows.length * validation);
        for (int i = 0; i < tested + validated; i++) {
            parts[rows[i]] = i < tested ? Part.TEST : Part.VALIDATION;
        }
        return new Split(
                String.format(Locale.ROOT, "random events, %s test, %s validation, seed %d", test, validation, seed),
                dataset,
                parts);
    }

    /**
     * Items drawn at random, with all their events: in validation and test people are to be recommended items that nobody had used before.
     *
     * @param dataset what is split
     * @param validation the share of the used items that is for validation, from 0 to 1
     * @param test the share of the used items that is for the test, from 0 to 1; both together below 1
     * @param seed of the draw
     * @return the split; the test of a seed is the same whatever the share for validation
     */
    public static Split unseenItems(Dataset dataset, double validation, double test, long seed) {
        requireShares(validation, test, "shares from 0 to 1 that are below 1 together", validation + test < 1);
        Interactions events = dataset.events();
        BitSet used = new BitSet();
        for (int row = 0; row < events.size(); row++) {
            used.set(events.item(row));
        }
        int[] items = shuffled(used.stream().toArray(), seed);
        Part[] ofItem = new Part[dataset.catalog().size()];
        int tested = floor(items.length * test);
        int validated = floor(items.length * validation);
        for (int i = 0; i < items.length; i++) {
            ofItem[items[i]] = i < tested ? Part.TEST : i < tested + validated ? Part.VALIDATION : Part.TRAIN;
        }
        Part[] parts = new Part[events.size()];
        Arrays.setAll(parts, row -> ofItem[events.item(row)]);
        return new Split(
                String.format(
                        Locale.ROOT, "unseen items, %s of them test, %s validation, seed %d", test, validation, seed),
                dataset,
                parts);
    }

    private static int[] shuffled(int[] numbers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
        return numbers;
    }

    /** The whole part of a product that rounding may have put just below a whole number: 100 · 0.29 is 28.999999999999996. */
    private static int floor(double product) {
        return (int) Math.floor(product + 1e-9);
    }

    /**
     * Each file of the events is a part. Numbers mean the same in each, since all files were imported together.
     *
     * @param imported an import of several files of events
     * @param parts the part that each file is, in the order of {@link Imported#parts()}
     * @return the split
     * @throws BadInput if there are not as many parts as files
     */
    public static Split givenFiles(Imported imported, List<Part> parts) {
        if (parts.size() != imported.parts().size()) {
            throw BadInput.of(
                    "the number of parts",
                    parts.size(),
                    "one for each file of events: " + String.join(", ", imported.parts()),
                    "");
        }
        Part[] ofRow = new Part[imported.dataset().events().size()];
        for (int row = 0; row < ofRow.length; row++) {
            ofRow[row] = parts.get(imported.part(row));
        }
        return new Split("given files", imported.dataset(), ofRow);
    }

    private static Part[] training(Interactions events) {
        Part[] parts = new Part[events.size()];
        Arrays.fill(parts, Part.TRAIN);
        return parts;
    }

    private static void requireShares(double validation, double test, String allowed, boolean fit) {
        if (!(validation >= 0 && validation <= 1 && test >= 0 && test <= 1 && fit)) {
            throw BadInput.of("the split", validation + " and " + test, allowed, "");
        }
    }

    private static void requireTimes(Interactions events) {
        for (int row = 0; row < events.size(); row++) {
            if (events.time(row) == Event.NO_TIME) {
                throw new BadInput("the events have no times, so they cannot be split by time."
                        + "\nMaybe map the time column, or split by leave-last-out.");
            }
        }
    }
}
