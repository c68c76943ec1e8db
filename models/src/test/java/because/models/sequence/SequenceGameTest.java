package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import because.core.Absence;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Event;
import because.core.Game;
import because.core.Item;
import because.core.Player;
import because.core.Profile;
import because.core.Provenance;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.core.Trainer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceGameTest {
    private static final Transformer MODEL =
            new TransformerTrainer(Planted.options(2)).train(Planted.world(1, 1).data(), Trainer.Run.of(1));

    /** The same scores, but none of the model's own way of playing: the game of any recommender. */
    private static final Recommender PLAIN = new Recommender() {
        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            return MODEL.score(profiles, candidates);
        }

        @Override
        public because.core.Catalog catalog() {
            return MODEL.catalog();
        }

        @Override
        public because.core.Capabilities capabilities() {
            return MODEL.capabilities();
        }

        @Override
        public Provenance provenance() {
            return MODEL.provenance();
        }
    };

    @Test
    void gives_the_bits_of_the_profiles_scores() {
        Random random = new Random(1);
        for (int trial = 0; trial < 20; trial++) {
            for (Absence absence : List.of(Absence.REMOVED, Absence.MASKED)) {
                Question question = question(random).withAbsence(absence);
                assertThat(values(MODEL.game(question), 400, trial))
                        .isDeepEqualTo(values(PLAIN.game(question), 400, trial));
                assertThat(MODEL.game(question).sequence())
                        .isEqualTo(PLAIN.game(question).sequence());
            }
        }
    }

    @Test
    void the_margin_is_that_over_the_mean_of_all_items() {
        Question question = question(new Random(2)).withTarget(Target.MARGIN);
        double[][] ours = values(MODEL.game(question), 100, 1);
        double[][] plain = values(PLAIN.game(question), 100, 1);
        for (int row = 0; row < ours.length; row++) {
            for (int column = 0; column < ours[row].length; column++) {
                assertThat(ours[row][column]).isCloseTo(plain[row][column], within(1e-5));
            }
        }
    }

    @Test
    void a_rank_is_answered_too() {
        Question question = question(new Random(3)).withTarget(Target.RANK);
        assertThat(values(MODEL.game(question), 50, 1)).isDeepEqualTo(values(PLAIN.game(question), 50, 1));
    }

    @Test
    void the_next_items_margin_and_a_probability_are_those_of_the_profiles() {
        for (Target target : List.of(Target.NEXT, Target.PROBABILITY, Target.LIST)) {
            Question question = question(new Random(4)).withTarget(target);
            assertThat(values(MODEL.game(question), 50, 1))
                    .as(target.label())
                    .isDeepEqualTo(values(PLAIN.game(question), 50, 1));
        }
    }

    /** A history longer than the window, with an item that the model does not know and a hidden one; single events and groups as players. */
    private static Question question(Random random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 5 + random.nextInt(15); i++) {
            events.add(Event.of(random.nextInt(40)));
        }
        Item unknown = new Item("unknown", "unknown", Map.of());
        events.add(2, new Event(new Candidate.Described(unknown), Event.ANY, Double.NaN, Event.NO_TIME));
        events.add(4, Event.of(1).hidden());
        Profile profile = Profile.of(events);
        List<Player> players = random.nextBoolean()
                ? Player.events(profile, MODEL.catalog())
                : Player.groups(profile, event -> Integer.toString(event.knownItem() % 3));
        return Question.about(profile, MODEL.catalog(), List.of(new Candidate.Known(3), new Candidate.Known(17)))
                .withPlayers(players);
    }

    private static double[][] values(Game game, int count, long seed) {
        Random random = new Random(seed);
        Coalitions coalitions = new Coalitions(game.players());
        coalitions.addNone();
        coalitions.addAll();
        for (int i = 2; i < count; i++) {
            BitSet present = new BitSet();
            for (int player = 0; player < game.players(); player++) {
                present.set(player, random.nextBoolean());
            }
            coalitions.add(present);
        }
        double[][] values = new double[coalitions.size()][game.columns()];
        game.values(coalitions, values);
        return values;
    }
}
