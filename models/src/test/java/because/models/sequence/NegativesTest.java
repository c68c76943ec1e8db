package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Interactions;
import because.network.Tokens;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegativesTest {
    private static final int ITEMS = 12;

    /** Item i is used i times. */
    private static final int[] USED = IntStream.range(0, ITEMS)
            .flatMap(item -> IntStream.generate(() -> item).limit(item))
            .toArray();

    private static final Interactions EVENTS = Interactions.sorted(1, new int[USED.length], USED, null, null, null);

    private static final List<Example> BATCH =
            List.of(Example.next(new Stretch(Tokens.of(USED), 0), 0, false, new Random(0)));

    private static Learning learning(String changes) {
        return Planted.with(TransformerOptions.defaults(), changes).learning();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampling=uniform negatives=400",
                "sampling=popularity mixed=0.5 negatives=400",
                "sampling=popularity mixed=0.9 shared=false negatives=20",
                "sampling=in-batch mixed=0.7 negatives=400"
            })
    void drawn_items_stand_for_all_items(String changes) {
        Learning learning = learning(changes);
        Negatives negatives = new Negatives(learning, EVENTS, ITEMS);
        Random random = new Random(1);
        double[] standFor = new double[ITEMS];
        double draws = 300;
        for (int i = 0; i < draws; i++) {
            Draw draw = negatives.draw(BATCH, random);
            assertThat(draw.size()).isEqualTo(learning.negatives() * (learning.shared() ? 1 : USED.length));
            double share = (double) learning.negatives() / draw.size() / draws;
            for (int j = 0; j < draw.size(); j++) {
                standFor[draw.item(j)] += share * Math.exp(draw.correction(j));
            }
        }
        // Each item weighs as much as any other, however often it is drawn.
        for (double weight : standFor) {
            assertThat(weight).isCloseTo((ITEMS - 1.0) / ITEMS, within(0.1));
        }
    }

    @Test
    void popular_items_are_drawn_more_often() {
        Draw draw = new Negatives(learning("sampling=popularity mixed=1 negatives=10000"), EVENTS, ITEMS)
                .draw(BATCH, new Random(2));
        int[] counts = new int[ITEMS];
        for (int i = 0; i < draw.size(); i++) {
            counts[draw.item(i)]++;
        }
        for (int item = 0; item < ITEMS; item++) {
            assertThat((double) counts[item] / draw.size()).isCloseTo((double) item / USED.length, within(0.02));
        }
    }
}
