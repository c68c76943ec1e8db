package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static Event event(String kind, double value) {
        return new Event(new Candidate.Known(0), kind, value, Event.NO_TIME);
    }

    @Test
    void a_label_is_the_value_or_whether_kind_or_value_is_positive() {
        assertThat(Task.RATING.label(event("rating", 3.5))).isEqualTo(3.5);
        assertThat(Task.RATING.label(event("rating", Double.NaN))).isNaN();
        Task bought = Task.probabilityOf("purchase, gift");
        assertThat(bought.label(event("gift", Double.NaN))).isEqualTo(1);
        assertThat(bought.label(event("view", 5))).isZero();
        Task liked = new Task(Task.Kind.PROBABILITY, "", 4);
        assertThat(liked.label(event("rating", 4))).isEqualTo(1);
        assertThat(liked.label(event("rating", 3.9))).isZero();
        assertThat(liked.label(event("rating", Double.NaN))).isNaN();
        assertThat(Task.NEXT_ITEM.label(event("rating", 4))).isNaN();
    }

    @Test
    void log_odds_become_probabilities_and_ratings_stay() {
        assertThat(Task.PROBABILITY.prediction(0)).isEqualTo(0.5);
        assertThat(Task.PROBABILITY.prediction(Math.log(3))).isCloseTo(0.75, within(1e-15));
        assertThat(Task.PROBABILITY.prediction(-2000)).isZero();
        assertThat(Task.RATING.prediction(3.25)).isEqualTo(3.25);
    }

    @Test
    void refuses_what_makes_no_sense() {
        assertThatThrownBy(() -> new Task(Task.Kind.PROBABILITY, "", Double.NaN))
                .isInstanceOf(BadInput.class);
    }

    private static Dataset data(float... values) {
        int[] zeros = new int[values.length];
        return new Dataset(
                "d",
                new IdMap(List.of("u")),
                new Catalog(List.of(Item.of("a"))),
                new IdMap(List.of("offer")),
                Interactions.sorted(1, zeros, zeros.clone(), values, null, null),
                Map.of());
    }

    @Test
    void data_without_labels_or_with_one_kind_of_label_is_refused_with_advice() {
        assertThat(Task.PROBABILITY.labels(data(0, 1, Float.NaN))).containsExactly(0, 1, Double.NaN);
        assertThatThrownBy(() -> Task.RATING.labels(data(Float.NaN)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("map the column of the values");
        assertThatThrownBy(() -> Task.PROBABILITY.labels(data(0, 0)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("are negative")
                .hasMessageContaining("task.atLeast");
        assertThatThrownBy(() -> Task.probabilityOf("ofer").labels(data(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe you meant offer?");
    }
}
