package because.models.sequence;

import because.core.Interactions;
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
    private final List<int[]> histories = new ArrayList<>();
    private final int window;
    private final int batchTokens;

    Windows(Interactions events, int window, int batchTokens) {
        this.window = window;
        this.batchTokens = batchTokens;
        for (int user = 0; user < events.users(); user++) {
            int[] items = new int[events.to(user) - events.from(user)];
            for (int i = 0; i < items.length; i++) {
                items[i] = events.item(events.from(user) + i);
            }
            if (items.length > 0) {
                histories.add(items);
            }
        }
    }

    /** @return how many people have events */
    int people() {
        return histories.size();
    }

    /**
     * @param random decides cuts and order
     * @return every event of every history once, in batches in random order
     */
    List<List<int[]>> epoch(Random random) {
        List<int[]> windows = new ArrayList<>();
        for (int[] history : histories) {
            cut(history, random, windows);
        }
        Collections.shuffle(windows, random);
        windows.sort(Comparator.comparingInt(w -> w.length)); // stable: equal lengths stay shuffled
        List<List<int[]>> batches = new ArrayList<>();
        List<int[]> batch = new ArrayList<>();
        int tokens = 0;
        for (int[] sequence : windows) {
            if (tokens > 0 && tokens + sequence.length > batchTokens) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(sequence);
            tokens += sequence.length;
        }
        if (tokens > 0) {
            batches.add(batch);
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Cuts from the newest end: the last window is full, but for a random shift, so that each place of a window sees every part of the history. */
    private void cut(int[] history, Random random, List<int[]> windows) {
        int longest = window + 1; // the start token and as many events as the window holds predict so many
        int end = history.length;
        if (end > longest) {
            int first = longest - random.nextInt(longest / 2 + 1);
            windows.add(java.util.Arrays.copyOfRange(history, end - first, end));
            end -= first;
        }
        while (end > 0) {
            int from = Math.max(0, end - longest);
            windows.add(java.util.Arrays.copyOfRange(history, from, end));
            end = from;
        }
    }
}
