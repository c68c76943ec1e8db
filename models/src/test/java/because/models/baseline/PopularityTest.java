package because.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import because.core.Profile;
import because.core.Query;
import because.core.Recommendation;
import because.core.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularityTest {
    private static final long DAY = 24 * 3600 * 1000L;

    private static Dataset data(long[] times) {
        return Events.dataset(
                new IdMap(List.of("a", "b", "c")),
                new Catalog(List.of(Item.of("0"), Item.of("1"), Item.of("2"), Item.of("3"))),
                Interactions.sorted(3, new int[] {0, 0, 0, 1, 1, 2}, new int[] {1, 1, 2, 1, 3, 3}, null, times, null));
    }

    private static final long[] TIMES = {0, DAY, 10 * DAY, 3 * DAY, 9 * DAY, 10 * DAY - 1};

    private static double[] scores(Dataset data, int window) {
        return new PopularityTrainer(new PopularityOptions(window))
                .train(data, Trainer.Run.of(1))
                .score(List.of(Profile.EMPTY), data.catalog().candidates())[0];
    }

    @Test
    void counts_people_and_not_events() {
        assertThat(scores(data(TIMES), 0)).containsExactly(0, 2, 1, 2);
        assertThat(scores(data(null), 0)).containsExactly(0, 2, 1, 2);
    }

    @Test
    void counts_only_the_days_before_the_newest_event() {
        assertThat(scores(data(TIMES), 1)).containsExactly(0, 0, 1, 2);
        assertThat(scores(data(TIMES), 7)).containsExactly(0, 1, 1, 2);
        assertThat(scores(data(TIMES), 100_000)).containsExactly(0, 2, 1, 2);
    }

    @Test
    void refuses_a_window_where_there_are_no_times() {
        assertThatThrownBy(() -> scores(data(null), 7))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no times");
        assertThatThrownBy(() -> new PopularityOptions(-1)).isInstanceOf(BadInput.class);
    }

    @Test
    void breaks_ties_by_the_order_of_the_catalogue() {
        List<Recommendation> list = new PopularityTrainer(PopularityOptions.defaults())
                .train(data(TIMES), Trainer.Run.of(1))
                .recommend(Query.of(Profile.EMPTY, 10));
        assertThat(list).extracting(Recommendation::item).containsExactly(1, 3, 2, 0);
    }
}
