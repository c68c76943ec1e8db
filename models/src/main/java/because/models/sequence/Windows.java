package because.models.sequence;

import because.core.Dataset;
import because.core.Event;
import because.core.EventWeights;
import because.core.Interactions;
import because.network.Features;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Cuts histories into windows and puts windows of about the same length together, so that little is padded. Long histories are cut at other places in each
 * epoch.
 */
final class Windows {
    private final List<Stretch> histories;
    private final List<double[]> weights; // of the events of each history; empty if all count fully
    private final int window;
    private final int batchTokens;
    private final boolean shuffled;

    /**
     * @param events who did what
     * @param window how many events are read
     * @param batchTokens about how many are in a batch
     */
    Windows(Interactions events, int window, int batchTokens) {
        this(
                IntStream.range(0, events.users())
                        .mapToObj(user -> new Stretch(history(events, user), events.from(user)))
                        .toList(),
                window,
                batchTokens,
                false);
    }

    private Windows(List<Stretch> histories, int window, int batchTokens, boolean shuffled) {
        this(
                histories.stream().filter(history -> history.size() > 0).toList(),
                List.of(),
                window,
                batchTokens,
                shuffled);
    }

    private Windows(List<Stretch> histories, List<double[]> weights, int window, int batchTokens, boolean shuffled) {
        this.histories = histories;
        this.weights = weights;
        this.window = window;
        this.batchTokens = batchTokens;
        this.shuffled = shuffled;
    }

    /**
     * Windows of which more is known than the items.
     *
     * @param data who did what
     * @param described what is known of people and events
     * @param window how many events are read
     * @param batchTokens about how many are in a batch
     * @return the windows
     */
    static Windows described(Dataset data, Described described, int window, int batchTokens) {
        return new Windows(
                IntStream.range(0, data.events().users())
                        .mapToObj(user -> stretch(data, described, user))
                        .toList(),
                window,
                batchTokens,
                false);
    }

    /** @return the same windows, where each epoch begins with the events of each person in an order that is drawn */
    Windows shuffled() {
        return new Windows(histories, weights, window, batchTokens, true);
    }

    /**
     * The same windows, whose events are there only in some epochs.
     *
     * @param events what the windows were made of
     * @param weights the probability of each event
     * @return the windows
     */
    Windows weighted(Interactions events, EventWeights weights) {
        List<double[]> own = IntStream.range(0, events.users())
                .filter(user -> events.to(user) > events.from(user))
                .mapToObj(user -> IntStream.range(events.from(user), events.to(user))
                        .mapToDouble(weights::weight)
                        .toArray())
                .toList();
        return new Windows(histories, own, window, batchTokens, shuffled);
    }

    private static Tokens history(Interactions events, int user) {
        int from = events.from(user);
        int count = events.to(user) - from;
        int[] items = new int[count];
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            items[i] = events.item(from + i);
            times[i] = events.time(from + i);
        }
        return Tokens.of(items, times, Event.NO_TIME);
    }

    private static Stretch stretch(Dataset data, Described described, int user) {
        Tokens events = history(data.events(), user).with(features(described, data, user));
        return new Stretch(described.timed(events), data.events().from(user))
                .after(described.leading(data.people().getOrDefault(user, Map.of())), described.room());
    }

    private static List<Features> features(Described known, Dataset data, int user) {
        List<Features> features = new ArrayList<>();
        features.add(known.person(data.people().getOrDefault(user, Map.of())));
        long before = Event.NO_TIME;
        for (int row = data.events().from(user); row < data.events().to(user); row++) {
            features.add(known.event(data.event(row), before));
            before = data.events().time(row);
        }
        return features;
    }

    /** @return how many events the longest history has */
    int longest() {
        return histories.stream().mapToInt(Stretch::size).max().orElse(0);
    }

    /** @return about how many bytes of Java's memory histories take, and what is known of their events and people */
    double bytes() {
        return histories.stream().mapToDouble(Stretch::bytes).sum();
    }

    /** @return the features that are read of people and of events */
    BitSet features() {
        BitSet read = new BitSet();
        histories.forEach(history -> history.features(read));
        return read;
    }

    /** @return how many people have events */
    int people() {
        return histories.size();
    }

    /**
     * @param random decides cuts and order
     * @return every event of every history once, but those that are absent this time, in batches in random order
     */
    List<List<Stretch>> epoch(Random random) {
        List<Stretch> windows = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            Stretch history = weights.isEmpty() ? histories.get(i) : thinned(histories.get(i), weights.get(i), random);
            cut(shuffled ? history.shuffled(random) : history, random, windows);
        }
        Collections.shuffle(windows, random);
        windows.sort(Comparator.comparingInt(Stretch::size)); // stable: equal lengths stay shuffled
        List<List<Stretch>> batches = new ArrayList<>();
        List<Stretch> batch = new ArrayList<>();
        int tokens = 0;
        for (Stretch sequence : windows) {
            if (tokens > 0 && tokens + sequence.size() > batchTokens) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(sequence);
            tokens += sequence.size();
        }
        if (tokens > 0) {
            batches.add(batch);
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** The events that are there this time. Those that always are need no draw. */
    private static Stretch thinned(Stretch history, double[] weights, Random random) {
        BitSet absent = new BitSet();
        for (int i = 0; i < weights.length; i++) {
            absent.set(i, weights[i] < 1 && random.nextDouble() >= weights[i]);
        }
        return absent.isEmpty() ? history : history.without(absent);
    }

    /** Cuts from the newest end: the last window is full, but for a random shift, so that each place of a window sees every part of the history. */
    private void cut(Stretch history, Random random, List<Stretch> windows) {
        int longest = window + 1; // the start token and as many events as the window holds predict so many
        int end = history.size();
        if (end > longest) {
            int first = longest - random.nextInt(longest / 2 + 1);
            windows.add(history.part(end - first, end));
            end -= first;
        }
        while (end > 0) {
            int from = Math.max(0, end - longest);
            windows.add(history.part(from, end));
            end = from;
        }
    }
}
