package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Candidate;
import because.core.Event;
import because.core.EventStates;
import because.core.Item;
import because.core.Profile;
import because.core.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStatesTest {
    private static final Transformer MODEL =
            new TransformerTrainer(Planted.options(2)).train(Planted.world(1, 1).data(), Trainer.Run.of(1));

    @Test
    void a_score_of_a_reading_is_the_models_to_the_bit() {
        List<Candidate> all = MODEL.catalog().candidates();
        for (int events : new int[] {0, 1, 5, 100}) {
            Profile profile = profile(events);
            double[] scores = MODEL.score(List.of(profile), all)[0];
            EventStates.Reading reading = MODEL.read(profile);
            for (int item = 0; item < scores.length; item++) {
                double score = MODEL.score(reading, all.get(item)).orElseThrow();
                assertThat(score).isEqualTo(scores[item]);
            }
        }
    }

    private static Profile profile(int events) {
        List<Event> list = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            list.add(Event.of((7 * i + 3) % MODEL.catalog().size()));
        }
        return Profile.of(list);
    }

    @Test
    void events_that_are_not_read_have_no_vector() {
        int window = MODEL.window();
        List<Event> events = new ArrayList<>(profile(window + 2).events());
        Item unknown = new Item("unknown", "unknown", Map.of());
        events.add(4, new Event(new Candidate.Described(unknown), Event.ANY, Double.NaN, Event.NO_TIME));
        EventStates.Reading reading = MODEL.read(Profile.of(events));
        assertThat(reading.events()).isEqualTo(window + 3);
        for (int i = 0; i < events.size(); i++) {
            assertThat(reading.event(i)).as("event %s", i).hasSize(i < 2 || i == 4 ? 0 : MODEL.width());
        }
    }

    @Test
    void items_of_another_catalogue_are_refused() {
        assertThatThrownBy(
                        () -> MODEL.vector(new Candidate.Known(MODEL.catalog().size())))
                .isInstanceOf(BadInput.class);
    }
}
