package because.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.core.Interactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedEventsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void every_cause_is_an_earlier_event_whose_successor_followed(int lag) {
        PlantedEvents planted =
                PlantedEvents.generate(PlantedEvents.Options.defaults().withLag(lag), 3);
        Interactions events = planted.data().events();
        int caused = 0;
        int possible = 0;
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                int cause = planted.cause(row);
                possible += row - lag >= events.from(user) ? 1 : 0;
                if (cause >= 0) {
                    caused++;
                    assertThat(cause).isEqualTo(row - lag).isGreaterThanOrEqualTo(events.from(user));
                    assertThat(events.item(row)).isEqualTo(planted.successor(events.item(cause)));
                }
            }
        }
        assertThat((double) caused / possible).isCloseTo(0.9, within(0.02));
    }

    @Test
    void no_item_follows_itself_and_each_follows_one() {
        PlantedEvents planted = PlantedEvents.generate(PlantedEvents.Options.defaults(), 4);
        int items = planted.data().catalog().size();
        int item = 0;
        for (int step = 0; step < items; step++) {
            assertThat(planted.successor(item)).isNotEqualTo(item);
            item = planted.successor(item);
            assertThat(item == 0).isEqualTo(step == items - 1);
        }
    }

    @Test
    void the_same_seed_gives_the_same_events() {
        PlantedEvents.Options options = PlantedEvents.Options.defaults();
        String fingerprint = PlantedEvents.generate(options, 1).data().fingerprint();
        assertThat(PlantedEvents.generate(options, 1).data().fingerprint()).isEqualTo(fingerprint);
        assertThat(PlantedEvents.generate(options, 2).data().fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void refuses_options_that_make_no_sense() {
        PlantedEvents.Options options = PlantedEvents.Options.defaults();
        assertThatThrownBy(() -> options.withStrength(1.1)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withStrength(Double.NaN)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> options.withLag(0)).isInstanceOf(BadInput.class);
    }
}
