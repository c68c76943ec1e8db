package because.models.sequence;

import because.core.Event;
import because.core.Interactions;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Cuts histories into windows and puts windows of about the same length together, so that little is padded. Long histories are cut at other places in each
 * epoch.
 */
final class Windows {
    private final List<Tokens> histories = new ArrayList<>();
    private final int window;
    private final int batchTokens;

    Windows(Interactions events, int window, int batchTokens) {
        this.window = window;
        this.batchTokens = batchTokens;
        for (int user = 0; user < events.users(); user++) {
            int from = events.from(user);
            int count = events.to(user) - from;
            int[] items = new int[count];
            long[] times = new long[count];
            for (int i = 0; i < count; i++) {
                items[i] = events.item(from + i);
                times[i] = events.time(from + i);
            }
            if (count > 0) {
                histories.add(Tokens.of(items, times, Event.NO_TIME));
            }
        }
    }

    /** @return how many events the longest history has */
    int longest() {
        return histories.stream().mapToInt(Tokens::size).max().orElse(0);
    }

    /** @return how many people have events */
    int people() {
        return histories.size();
    }

    /**
     * @param random decides cuts and order
     * @return every event of every history once, in batches in random order
     */
    List<List<Tokens>> epoch(Random random) {
        List<Tokens> windows = new ArrayList<>();
        for (Tokens history : histories) {
            cut(history, random, windows);
        }
        Collections.shuffle(windows, random);
        windows.sort(Comparator.comparingInt(Tokens::size)); // stable: equal lengths stay shuffled
        List<List<Tokens>> batches = new ArrayList<>();
        List<Tokens> batch = new ArrayList<>();
        int tokens = 0;
        for (Tokens sequence : windows) {
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

    /** Cuts from the newest end: the last window is full, but for a random shift, so that each place of a window sees every part of the history. */
    private void cut(Tokens history, Random random, List<Tokens> windows) {
        int longest = window + 1; // the start token and as many events as the window holds predict so many
        int end = history.size();
        if (end > longest) {
            int first = longest - random.nextInt(longest / 2 + 1);
            windows.add(part(history, end - first, end));
            end -= first;
        }
        while (end > 0) {
            int from = Math.max(0, end - longest);
            windows.add(part(history, from, end));
            end = from;
        }
    }

    private static Tokens part(Tokens history, int from, int to) {
        if (from == 0 && to == history.size()) {
            return history;
        }
        int[] items = new int[to - from];
        long[] times = new long[to - from];
        for (int i = 0; i < items.length; i++) {
            items[i] = history.item(from + i);
            times[i] = history.time(from + i);
        }
        return Tokens.of(items, times, Event.NO_TIME);
    }
}
