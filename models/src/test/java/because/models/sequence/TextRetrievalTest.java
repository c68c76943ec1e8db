package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Progress;
import because.network.FloatEngine;
import because.network.Network;
import because.network.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranks of the next item by its text, beside a ranking that goes through all items one by one. */
class TextRetrievalTest {
    private static final int END = 0;

    private final Network network = EncoderTrainerTest.encoder();
    private final Random random = new Random(11);
    private final List<Tokens> texts = new ArrayList<>();
    private final List<int[]> pairs = new ArrayList<>();

    TextRetrievalTest() {
        for (int i = 0; i < 150; i++) {
            // Of two words there are few texts, so that many items share one; every tenth has none.
            texts.add(i % 10 == 0 ? Tokens.of(END) : Tokens.of(2 + random.nextInt(8), 2 + random.nextInt(8), END));
        }
        for (int i = 0; i < 100; i++) {
            pairs.add(new int[] {written(), written()});
        }
    }

    private int written() {
        int item = random.nextInt(texts.size());
        return item % 10 == 0 ? item + 1 : item;
    }

    private double mean(int workers, Progress progress) {
        return TextRetrieval.meanReciprocalRank(network, texts, pairs, workers, progress);
    }

    private double byHand() {
        FloatEngine.Run run = new FloatEngine(network).newRun();
        List<float[]> vectors =
                texts.stream().map(text -> run.state(text).clone()).toList();
        double sum = 0;
        for (int[] pair : pairs) {
            double right = cosine(vectors.get(pair[0]), vectors.get(pair[1]));
            double rank = 1;
            for (int i = 0; i < texts.size(); i++) {
                if (i % 10 != 0 && i != pair[0] && i != pair[1]) {
                    double other = cosine(vectors.get(pair[0]), vectors.get(i));
                    rank += Math.abs(other - right) < 1e-7 ? 0.5 : other > right ? 1 : 0;
                }
            }
            sum += 1 / rank;
        }
        return sum / pairs.size();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(first * second);
    }

    @Test
    void ranks_are_those_of_all_items_one_by_one() {
        assertThat(mean(1, Progress.NONE)).isCloseTo(byHand(), within(1e-12)).isBetween(0.02, 0.9);
    }

    @Test
    void workers_change_no_bit() {
        double one = mean(1, Progress.NONE);
        assertThat(mean(2, Progress.NONE)).isEqualTo(one);
        assertThat(mean(5, Progress.NONE)).isEqualTo(one);
    }

    @Test
    void tells_how_far_it_is_and_encodes_each_text_once() {
        List<Long> told = new ArrayList<>();
        mean(2, new Progress() {
            @Override
            public void stage(String name, long total) {
                told.add(-total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                told.add(done);
            }
        });
        long different = texts.stream()
                .map(text -> text.size() == 1 ? "" : text.item(0) + " " + text.item(1))
                .distinct()
                .count();
        assertThat(different).isBetween(40L, 64L);
        assertThat(told).containsExactly(-different, different, -100L, 16L, 32L, 48L, 64L, 80L, 96L, 100L);
    }
}
