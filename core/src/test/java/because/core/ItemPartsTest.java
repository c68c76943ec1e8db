package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of items as players of a game. */
class ItemPartsTest {
    private static final List<String> NAMES = List.of("colour", "size", "brand");

    /** Scores by what is known of items alone: a number for each attribute of the candidate with each attribute of each event. */
    private static final class Reader implements Recommender {
        private final Catalog catalog;
        private int scored;

        Reader(Catalog catalog) {
            this.catalog = catalog;
        }

        private Map<String, Attribute> known(ItemRef item) {
            return switch (item) {
                case Candidate.Known known -> catalog.item(known.index()).attributes();
                case Candidate.Described described -> described.item().attributes();
                case ItemRef.Hidden _ -> Map.of();
            };
        }

        double score(Profile profile, ItemRef candidate) {
            double sum = 0;
            int place = 1;
            for (Event event : profile.events()) {
                for (Map.Entry<String, Attribute> one : known(event.item()).entrySet()) {
                    for (Map.Entry<String, Attribute> other : known(candidate).entrySet()) {
                        sum += (one.hashCode() % 97 * (other.hashCode() % 89) + one.hashCode() % 13) / 1e4 / place;
                    }
                }
                place++;
            }
            return sum + known(candidate).hashCode() % 7 / 10.0;
        }

        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            scored += profiles.size() * candidates.size();
            return profiles.stream()
                    .map(profile -> candidates.stream()
                            .mapToDouble(candidate -> score(profile, candidate))
                            .toArray())
                    .toArray(double[][]::new);
        }

        @Override
        public Catalog catalog() {
            return catalog;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(true, false, false, true, false, true, true, false);
        }

        @Override
        public Provenance provenance() {
            return new Provenance("reader", Map.of(), 1, "data", "f00d", Map.of());
        }
    }

    private static Item item(int number, SplittableRandom random) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        NAMES.forEach(name -> attributes.put(name, new Attribute.Tokens(List.of(name + random.nextInt(4)))));
        return new Item("i" + number, "Item " + number, attributes);
    }

    private static Reader reader(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            items.add(item(i, random));
        }
        return new Reader(new Catalog(items));
    }

    private static Event described(Reader reader, int item) {
        return new Event(new Candidate.Described(reader.catalog.item(item)), Event.ANY, Double.NaN, Event.NO_TIME);
    }

    /** Two attributes of the candidate, an attribute of an event, the same attribute of all, and an event as a whole. */
    private static List<Player> players() {
        return List.of(
                new Player("item:colour", "colour", List.of(new Part.OfItemAttribute(-1, "colour"))),
                new Player("item:brand", "brand", List.of(new Part.OfItemAttribute(-1, "brand"))),
                new Player("event:1:size", "size", List.of(new Part.OfItemAttribute(1, "size"))),
                new Player(
                        "items:brand",
                        "brands",
                        List.of(
                                new Part.OfItemAttribute(0, "brand"),
                                new Part.OfItemAttribute(1, "brand"),
                                new Part.OfItemAttribute(2, "brand"))),
                new Player("event:2", "event", List.of(new Part.OfEvent(2))));
    }

    private static Item less(Item item, boolean keep, String name) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        if (!keep) {
            attributes.remove(name);
        }
        return new Item(item.id(), item.title(), attributes);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void a_game_of_what_is_known_of_items_is_the_model_asked_by_hand(Target target) {
        for (int seed = 0; seed < 20; seed++) {
            Reader reader = reader(seed);
            Profile profile = Profile.of(List.of(described(reader, 0), described(reader, 1), described(reader, 2)));
            Item candidate = reader.catalog.item(5);
            Question question = new Question(
                            profile,
                            players(),
                            Absence.REMOVED,
                            target,
                            List.of(new Candidate.Described(candidate)),
                            Set.of(0, 1, 2))
                    .withList(2);
            Coalitions all = new Coalitions(5);
            for (int mask = 0; mask < 32; mask++) {
                all.add(BitSet.valueOf(new long[] {mask}));
            }
            double[][] values = new double[32][1];
            Game game = reader.game(question);
            game.values(all, values);
            int rival = target == Target.NEXT ? Rivals.of(reader, question)[0] : -1;
            for (int mask = 0; mask < 32; mask++) {
                Item asked = less(less(candidate, (mask & 1) != 0, "colour"), (mask & 2) != 0, "brand");
                List<Event> events = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Item used = less(reader.catalog.item(i), (mask & 8) != 0, "brand");
                    used = i == 1 ? less(used, (mask & 4) != 0, "size") : used;
                    if (i < 2 || (mask & 16) != 0) {
                        events.add(new Event(new Candidate.Described(used), Event.ANY, Double.NaN, Event.NO_TIME));
                    }
                }
                Profile left = Profile.of(events);
                double score = reader.score(left, new Candidate.Described(asked));
                double[] others = new double[8];
                for (int i = 0; i < 8; i++) {
                    others[i] = reader.score(left, new Candidate.Known(i));
                }
                assertThat(values[mask][0])
                        .as("%s of %d", target, mask)
                        .isCloseTo(byHand(target, score, others, rival), within(1e-9));
            }
        }
    }

    /** Item 5 is explained; 0, 1 and 2 are not recommended. */
    private static double byHand(Target target, double score, double[] others, int rival) {
        double better = 0;
        double before = 0;
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < 8; i++) {
            mean += others[i] / 8;
            sum += Math.exp(i == 5 ? score : others[i]);
            if (i > 2 && i != 5) {
                better += others[i] > score ? 1 : others[i] == score ? 0.5 : 0;
                before += others[i] > score || (others[i] == score && i < 5) ? 1 : 0;
            }
        }
        return switch (target) {
            case SCORE -> score;
            case MARGIN -> score - mean;
            case RANK -> -1 - better;
            case NEXT -> score - others[rival];
            case LIST -> before < 2 ? 1 : 0;
            case PROBABILITY -> Math.exp(score) / sum;
        };
    }

    @Test
    void a_game_of_the_candidate_alone_scores_each_version_for_one_profile() {
        Reader reader = reader(1);
        Question question = new Question(
                Profile.ofItems(0, 1),
                players().subList(0, 2),
                Absence.REMOVED,
                Target.SCORE,
                List.of(new Candidate.Described(reader.catalog.item(5))),
                Set.of());
        Coalitions all = new Coalitions(2);
        for (int mask = 0; mask < 4; mask++) {
            all.add(BitSet.valueOf(new long[] {mask}));
        }
        reader.scored = 0;
        reader.game(question).values(all, new double[4][1]);
        assertThat(reader.scored).isEqualTo(4);
    }

    @Test
    void an_item_without_words_keeps_the_others() {
        Item item = new Item(
                "i",
                "Big red ball",
                Map.of("about", new Attribute.Text("A ball, red."), "size", new Attribute.Quantity(3)));
        Item less = item.without(List.of(
                new Part.OfWord(-1, "title", 4, 7),
                new Part.OfWord(-1, "about", 0, 1),
                new Part.OfWord(-1, "about", 8, 11)));
        assertThat(less.title()).isEqualTo("Big  ball");
        assertThat(less.attributes().get("about")).isEqualTo(new Attribute.Text(" ball, ."));
        assertThat(less.attributes().get("size")).isEqualTo(new Attribute.Quantity(3));
        assertThat(item.without(List.of())).isEqualTo(item);
        assertThat(item.without(List.of(new Part.OfItemAttribute(-1, "about"), new Part.OfWord(-1, "about", 0, 1)))
                        .attributes())
                .containsOnlyKeys("size");
    }

    @Test
    void players_of_what_no_item_has_are_refused() {
        Reader reader = reader(1);
        Candidate described = new Candidate.Described(reader.catalog.item(5));
        for (Part part : List.of(
                new Part.OfItemAttribute(-1, "weight"),
                new Part.OfItemAttribute(0, "colour"), // known by its number, so nothing of it can be taken away
                new Part.OfItemAttribute(7, "colour"),
                new Part.OfWord(-1, "title", 0, 99),
                new Part.OfWord(-1, "about", 0, 1))) {
            assertThatThrownBy(() -> new Question(
                            Profile.ofItems(0, 1),
                            List.of(new Player("p", "p", List.of(part))),
                            Absence.REMOVED,
                            Target.SCORE,
                            List.of(described),
                            Set.of()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("does not have");
        }
        assertThatThrownBy(() -> new Part.OfItemAttribute(-2, "a")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Part.OfWord(-1, "a", 3, 3)).isInstanceOf(BadInput.class);
    }

    @Test
    void a_background_takes_the_place_of_events_and_of_nothing_that_is_known_of_items() {
        Reader reader = reader(2);
        Profile profile = Profile.of(List.of(described(reader, 0), described(reader, 1), described(reader, 2)));
        Question question = new Question(
                        profile,
                        players(),
                        Absence.REMOVED,
                        Target.SCORE,
                        List.of(new Candidate.Described(reader.catalog.item(5))),
                        Set.of())
                .withBackground(Background.of("one", List.of(Profile.ofItems(7))))
                .withAbsence(Absence.BACKGROUND);
        Profile asked = question.profiles(BitSet.valueOf(new long[] {0b00011})).getFirst();
        assertThat(asked.events()).hasSize(3);
        assertThat(asked.events().get(2).item()).isEqualTo(new Candidate.Known(7));
        Item second = ((Candidate.Described) asked.events().get(1).item()).item();
        assertThat(second.attributes()).containsOnlyKeys("colour");
    }
}
