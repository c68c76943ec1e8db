package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Trainer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When people are asked about: now or at a given time, for models that look at it. */
class AskingTest {
    private static final int PEOPLE = 20;
    private static final int EVENTS = 6;
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");

    /** Two items, one of the mornings and one of the evenings. */
    private static Dataset data() {
        int[] user = new int[PEOPLE * EVENTS];
        int[] items = new int[user.length];
        long[] times = new long[user.length];
        for (int row = 0; row < user.length; row++) {
            user[row] = row / EVENTS;
            items[row] = (row + row / EVENTS) % 2;
            times[row] = BEGIN.plus(Duration.ofDays(row % EVENTS))
                    .plus(Duration.ofHours(items[row] == 0 ? 8 : 20))
                    .toEpochMilli();
        }
        return new Dataset(
                "hours",
                new IdMap(IntStream.range(0, PEOPLE).mapToObj(u -> "u" + u).toList()),
                new Catalog(
                        List.of(new Item("morning", "Morning", Map.of()), new Item("evening", "Evening", Map.of()))),
                new IdMap(List.of("event")),
                Interactions.sorted(PEOPLE, user, items, null, times, null),
                Map.of());
    }

    private static Because because(String context) {
        Trainer trainer = Models.trainer(
                "transformer",
                Map.of("context", context, "epochs", "30", "dimension", "8", "batchTokens", "32", "window", "8"));
        return new Because(trainer.train(data(), Trainer.Run.of(1)), Config.Explaining.DEFAULTS, Optional.of(data()));
    }

    private static long at(int hour) {
        return BEGIN.plus(Duration.ofDays(EVENTS)).plus(Duration.ofHours(hour)).toEpochMilli();
    }

    @Test
    void a_model_that_looks_at_the_moment_is_asked_now_or_at_a_given_time() {
        try (Because because = because("true")) {
            long before = System.currentTimeMillis();
            assertThat(because.profile("u0").orElseThrow().context().time())
                    .isBetween(before, before + Duration.ofMinutes(5).toMillis());
            assertThat(because.at(at(8)).query("u0", 1).profile().context().time())
                    .isEqualTo(at(8));
            double[] morning = scores(because.at(at(8)));
            double[] evening = scores(because.at(at(20)));
            assertThat(morning[0] - morning[1]).isGreaterThan(evening[0] - evening[1] + 1);
        }
    }

    private static double[] scores(Because because) {
        return because.recommender()
                .score(
                        List.of(because.profile("u0").orElseThrow()),
                        because.recommender().catalog().candidates())[0];
    }

    @Test
    void other_models_are_asked_without_a_time() {
        try (Because because = because("false")) {
            assertThat(because.profile("u0").orElseThrow().context().time()).isEqualTo(Event.NO_TIME);
            assertThatThrownBy(() -> because.at(at(8)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("does not look at the moment")
                    .hasMessageContaining("context=true");
        }
    }

    @Test
    void validation_asks_models_at_the_targets_time_that_look_at_it() {
        assertThat(Asking.looksAtMoment(Map.of("context", "true"))).isTrue();
        assertThat(Asking.looksAtMoment(Map.of("queryTime", "true"))).isTrue();
        assertThat(Asking.looksAtMoment(Map.of("context", "false"))).isFalse();
    }
}
