package because.explain.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Budget;
import because.core.Candidate;
import because.core.Counterfactual;
import because.core.Counterfactual.By;
import because.core.Counterfactual.Goal;
import because.core.Event;
import because.core.Item;
import because.core.Part;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.core.Setting;
import because.explain.Explainers;
import because.explain.counterfactual.Counterfactuals.Search;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CounterfactualsTest {
    private static final int EVENTS = 6;
    private static final int ITEMS = 16;
    private static final Profile PROFILE =
            Profile.ofItems(IntStream.range(0, EVENTS).toArray());

    private static Counterfactual leave(Recommender world, Search search, int top, int item, long budget) {
        Question question = Question.about(PROFILE, world.catalog(), List.of(new Candidate.Known(item)));
        return (Counterfactual) Counterfactuals.leave(search, top)
                .explain(world, question, Budget.calls(budget), 1)
                .getFirst();
    }

    private static Counterfactual enter(TableWorld world, int top, int item, By by, long budget) {
        Question question = Question.about(PROFILE, world.catalog(), List.of(new Candidate.Known(item)));
        return (Counterfactual) Counterfactuals.enter(Search.AUTO, top, by)
                .explain(world, question, Budget.calls(budget), 1)
                .getFirst();
    }

    /** The place of an item by counting, over items that are not excluded. */
    private static int place(TableWorld world, BitSet history, int item, Set<Integer> excluded) {
        double own = world.score(history, item);
        return 1
                + (int) IntStream.range(0, ITEMS)
                        .filter(other -> other != item && !excluded.contains(other))
                        .filter(other -> world.score(history, other) > own
                                || (world.score(history, other) == own && other < item))
                        .count();
    }

    private static Set<Integer> known() {
        Set<Integer> known = new HashSet<>();
        IntStream.range(0, EVENTS).forEach(known::add);
        return known;
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, EVENTS);
        return all;
    }

    /** The fewest events without which the item is out of the list, by trying all sets; 0 if there is none. */
    private static int fewest(TableWorld world, int item, int top) {
        int fewest = 0;
        for (long removed = 1; removed < 1 << EVENTS; removed++) {
            BitSet history = all();
            BitSet gone = BitSet.valueOf(new long[] {removed});
            history.andNot(gone);
            if (place(world, history, item, known()) > top && (fewest == 0 || gone.cardinality() < fewest)) {
                fewest = gone.cardinality();
            }
        }
        return fewest;
    }

    private static BitSet after(Counterfactual found) {
        BitSet history = all();
        for (Counterfactual.Change change : found.changes()) {
            switch (change) {
                case Counterfactual.Removed removed ->
                    removed.player().parts().forEach(part -> history.clear(((Part.OfEvent) part).index()));
                case Counterfactual.Added added ->
                    history.set(Integer.parseInt(added.item().substring(1)));
            }
        }
        return history;
    }

    @Test
    void the_exact_search_finds_the_fewest_that_trying_all_sets_finds() {
        int several = 0;
        for (int seed = 0; seed < 300; seed++) {
            TableWorld world = TableWorld.of(ITEMS, seed, 3 + seed % 40);
            int top = 1 + seed % 5;
            int item = world.recommend(Query.of(PROFILE, top)).getLast().item();
            int fewest = fewest(world, item, top);
            for (Search search : List.of(Search.EXACT, Search.AUTO)) {
                Counterfactual found = leave(world, search, top, item, 10_000);
                assertThat(found.changes()).as("seed " + seed + " " + search).hasSize(fewest);
                assertThat(found.minimal()).isEqualTo(fewest > 0);
                assertThat(found.atLeast()).isEqualTo(fewest == 0 ? EVENTS + 1 : fewest);
            }
            several += fewest > 1 ? 1 : 0;
        }
        assertThat(several).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(Search.class)
    void what_is_claimed_is_true_whatever_the_search_and_the_budget(Search search) {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TableWorld world = TableWorld.of(ITEMS, seed, 2 + random.nextInt(30));
            int top = 1 + random.nextInt(5);
            List<Recommendation> list = world.recommend(Query.of(PROFILE, top));
            int item = list.get(random.nextInt(list.size())).item();
            Counterfactual claim = leave(world, search, top, item, 2 + random.nextInt(80));
            assertThat(claim.rank()).isEqualTo(place(world, all(), item, known()));
            if (!claim.changes().isEmpty()) {
                found++;
                BitSet history = after(claim);
                assertThat(claim.rankAfter())
                        .isEqualTo(place(world, history, item, known()))
                        .isGreaterThan(top);
                assertThat(claim.instead()).isNotEmpty().allSatisfy(listed -> {
                    int other = Integer.parseInt(listed.item().substring(1));
                    assertThat(other).as("a known item is recommended").isGreaterThanOrEqualTo(EVENTS);
                    assertThat(listed.rank()).isEqualTo(place(world, history, other, known()));
                    assertThat(place(world, all(), other, known())).isGreaterThan(top);
                });
            }
            int fewest = fewest(world, item, top);
            assertThat(claim.atLeast()).isLessThanOrEqualTo(fewest == 0 ? EVENTS + 1 : fewest);
            assertThat(claim.minimal() && claim.changes().size() != fewest).isFalse();
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void what_is_added_is_done_last_and_stands_before_what_the_person_declares_to_like() {
        TableWorld world = TableWorld.of(ITEMS, 1, 4);
        Event rated = new Event(new Candidate.Known(0), "rating", 3, 50);
        Event declared =
                new Event(new Candidate.Described(Item.of("comedy")), Event.INTEREST, Double.NaN, rated.time());
        Event added = new Event(new Candidate.Known(9), "rating", Double.NaN, 50);
        BitSet state = new BitSet();
        state.set(2);
        assertThat(moves(world, rated, declared).profile(state).events()).containsExactly(rated, added, declared);
        state.set(0);
        assertThat(moves(world, rated, declared).profile(state).events()).containsExactly(added, declared);
        state.clear();
        state.set(1);
        assertThat(moves(world, declared).profile(state).events()).containsExactly(Event.of(9), declared);
    }

    private static Moves moves(TableWorld world, Event... events) {
        Profile profile = Profile.of(List.of(events));
        Question question = Question.about(profile, world.catalog(), List.of(new Candidate.Known(8)));
        return new Moves(world, question, true, List.of(9));
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void what_brings_an_item_in_is_true_and_changes_what_was_allowed(By by) {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            TableWorld world = TableWorld.of(ITEMS, seed, 4 + seed % 30);
            int top = 1 + seed % 3;
            int item = EVENTS + seed % (ITEMS - EVENTS);
            if (place(world, all(), item, known()) <= top) {
                int there = item;
                assertThatThrownBy(() -> enter(world, top, there, by, 500))
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining("--method counterfactual");
                continue;
            }
            Counterfactual claim = enter(world, top, item, by, 2000);
            if (claim.changes().isEmpty()) {
                continue;
            }
            found++;
            Set<Integer> excluded = known();
            for (Counterfactual.Change change : claim.changes()) {
                if (change instanceof Counterfactual.Added added) {
                    excluded.add(Integer.parseInt(added.item().substring(1)));
                }
                assertThat(change instanceof Counterfactual.Added ? By.REMOVE : By.ADD)
                        .isNotEqualTo(by);
            }
            assertThat(excluded).doesNotContain(item);
            assertThat(place(world, after(claim), item, excluded))
                    .isEqualTo(claim.rankAfter())
                    .isLessThanOrEqualTo(top);
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void each_effect_is_what_the_change_does_alone() {
        for (int seed = 0; seed < 100; seed++) {
            TableWorld world = TableWorld.of(ITEMS, seed, 30);
            int item = world.recommend(Query.of(PROFILE, 1)).getFirst().item();
            for (Counterfactual.Change change :
                    leave(world, Search.AUTO, 1, item, 500).changes()) {
                BitSet history = all();
                history.clear(Integer.parseInt(change.id().substring("event:".length())));
                assertThat(change.effect()).isEqualTo(world.score(all(), item) - world.score(history, item));
            }
        }
    }

    @Test
    void a_list_that_does_not_show_it_is_not_told() {
        TableWorld world = TableWorld.of(ITEMS, 3, 30);
        int item = world.recommend(Query.of(PROFILE, 1)).getFirst().item();
        assertThat(leave(world, Search.GREEDY, 1, item, 500).changes()).isNotEmpty();
        assertThat(leave(new Stubborn(world, item), Search.GREEDY, 1, item, 500).changes())
                .isEmpty();
    }

    /** A recommender whose list always starts with the same item, whatever its scores are. */
    private record Stubborn(TableWorld world, int item) implements Recommender {
        @Override
        public List<Recommendation> recommend(Query query) {
            return List.of(new Recommendation(1, item, 0));
        }

        @Override
        public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
            return world.score(profiles, candidates);
        }

        @Override
        public because.core.Catalog catalog() {
            return world.catalog();
        }

        @Override
        public because.core.Capabilities capabilities() {
            return world.capabilities();
        }

        @Override
        public because.core.Provenance provenance() {
            return world.provenance();
        }
    }

    @Test
    void somebody_of_whom_nothing_is_known_has_nothing_to_take_out_but_can_add() {
        TableWorld world = TableWorld.of(ITEMS, 5, 30);
        List<Recommendation> order = world.recommend(Query.of(Profile.EMPTY, ITEMS));
        Question first = Question.about(
                Profile.EMPTY,
                world.catalog(),
                List.of(new Candidate.Known(order.getFirst().item())));
        Counterfactual none = (Counterfactual) Explainers.named("counterfactual")
                .explain(world, first, Budget.calls(100), 1)
                .getFirst();
        assertThat(none.changes()).isEmpty();
        assertThat(none.top()).isEqualTo(1);
        Question second = Question.about(
                Profile.EMPTY,
                world.catalog(),
                List.of(new Candidate.Known(order.get(1).item())));
        Counterfactual added = (Counterfactual) Counterfactuals.enter(Search.AUTO, 1, By.BOTH)
                .explain(world, second, Budget.calls(5000), 1)
                .getFirst();
        assertThat(added.goal()).isEqualTo(Goal.ENTER);
        assertThat(added.changes()).isNotEmpty().allMatch(change -> change instanceof Counterfactual.Added);
    }

    @Test
    void the_list_is_as_long_as_it_is_said_or_one_for_the_first_and_ten_for_others() {
        TableWorld world = TableWorld.of(ITEMS, 7, 40);
        List<Recommendation> order = world.recommend(Query.of(PROFILE, 3));
        assertThat(leave(world, Search.GREEDY, 0, order.getFirst().item(), 200).top())
                .isEqualTo(1);
        assertThat(leave(world, Search.GREEDY, 0, order.getLast().item(), 200).top())
                .isEqualTo(10);
        Question question = Question.about(
                PROFILE,
                world.catalog(),
                List.of(new Candidate.Known(order.getLast().item())));
        Counterfactual four = (Counterfactual) Explainers.named("counterfactual", Setting.NONE.withList(4))
                .explain(world, question, Budget.calls(200), 1)
                .getFirst();
        assertThat(four.top()).isEqualTo(4);
    }

    @Test
    void what_cannot_be_asked_is_refused_in_words() {
        TableWorld world = TableWorld.of(ITEMS, 7, 40);
        int last = world.recommend(Query.of(PROFILE, ITEMS)).getLast().item();
        assertThatThrownBy(() -> leave(world, Search.AUTO, 2, last, 100))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 to 2")
                .hasMessageContaining("whatif --bring i" + last);
        assertThatThrownBy(() -> leave(world, Search.AUTO, 1, 2, 100))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'i2'");
        assertThatThrownBy(() -> Counterfactuals.leave(Search.AUTO, -1)).isInstanceOf(BadInput.class);
    }

    @Test
    void the_same_question_has_the_same_answer() {
        TableWorld world = TableWorld.of(ITEMS, 11, 12);
        int item = world.recommend(Query.of(PROFILE, 1)).getFirst().item();
        assertThat(leave(world, Search.AUTO, 1, item, 300)).isEqualTo(leave(world, Search.AUTO, 1, item, 300));
    }
}
