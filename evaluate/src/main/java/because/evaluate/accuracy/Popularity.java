package because.evaluate.accuracy;

import because.core.BadInput;
import because.core.Interactions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How often each item of a catalogue was used, and by how many people. Count training events only: popularity that has seen the test looks better than it is. */
public final class Popularity {
    private final long[] events;
    private final long[] people;
    private final long active;

    private Popularity(long[] events, long[] people, long active) {
        this.events = events;
        this.people = people;
        this.active = active;
    }

    /**
     * @param interactions who did what
     * @param items the size of the catalogue
     * @param counted which rows of the interactions count
     * @return the popularity of each item in these rows
     */
    public static Popularity of(Interactions interactions, int items, IntPredicate counted) {
        long[] events = new long[items];
        long[] people = new long[items];
        int[] lastUser = new int[items];
        long active = 0;
        for (int user = 0; user < interactions.users(); user++) {
            boolean any = false;
            for (int row = interactions.from(user); row < interactions.to(user); row++) {
                if (!counted.test(row)) {
                    continue;
                }
                any = true;
                int item = interactions.item(row);
                events[item]++;
                if (lastUser[item] != user + 1) {
                    lastUser[item] = user + 1;
                    people[item]++;
                }
            }
            active += any ? 1 : 0;
        }
        return new Popularity(events, people, active);
    }

    /**
     * @param counts how often each item was used, each time by another person
     * @return the popularity
     */
    public static Popularity ofCounts(long... counts) {
        for (long count : counts) {
            if (count < 0) {
                throw BadInput.of("an item's count", count, "0 or more", "");
            }
        }
        return new Popularity(
                counts.clone(), counts.clone(), LongStream.of(counts).sum());
    }

    /** @return how many items there are */
    public int items() {
        return events.length;
    }

    /**
     * @param item from 0 to items − 1
     * @return how many events it has
     */
    public long count(int item) {
        return events[item];
    }

    /**
     * How surprising an item is, −log₂ of the share of people who used it. An item that nobody used counts as if one person had, so that the value is finite.
     *
     * @param item from 0 to items − 1
     * @return bits, 0 or more
     */
    public double selfInformation(int item) {
        return active == 0 ? 0 : selfInformation((double) Math.max(1, people[item]) / active);
    }

    /**
     * @param probability that a person uses an item, 0 to 1
     * @return −log₂ of it, in bits; infinite for 0
     */
    public static double selfInformation(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw BadInput.of("a probability", probability, "0 to 1", "");
        }
        return probability == 1 ? 0 : -Math.log(probability) / Math.log(2);
    }

    /**
     * The head of the catalogue; the other items are its tail.
     *
     * @param share how much of the catalogue is head, 0 to 1
     * @return the ⌈share · items⌉ most used items, the most used first; equal counts in the order of the catalogue
     */
    public List<Integer> head(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw BadInput.of("the head's share", share, "0 to 1", "");
        }
        // In decimal: 0.07 of 100 items are 7, where binary rounding would make them 8.
        int size = BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(events.length))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return IntStream.range(0, events.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer item) -> events[item]).reversed())
                .limit(size)
                .toList();
    }

    /**
     * @param share how much of the catalogue is head, 0 to 1
     * @return the share of all events that the head has; 0 if there are none
     */
    public double headShareOfEvents(double share) {
        long all = LongStream.of(events).sum();
        long head = head(share).stream().mapToLong(item -> events[item]).sum();
        return all == 0 ? 0 : (double) head / all;
    }
}
