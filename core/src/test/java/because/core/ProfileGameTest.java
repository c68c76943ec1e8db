package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileGameTest {
    @ParameterizedTest
    @EnumSource
    void a_value_is_the_target_of_the_profile_without_the_absent_players(Target target) {
        int worlds = 0;
        for (int seed = 0; worlds < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TestModel model = new TestModel(12, 1 + random.nextInt(6), true);
            Question question = question(random, target, Absence.values()[seed % 2]);
            if (question.players().isEmpty()) {
                continue;
            }
            worlds++;
            Coalitions coalitions = coalitions(random, question.players().size(), 8);
            double[][] values = play(model.game(question), coalitions);
            for (int row = 0; row < coalitions.size(); row++) {
                BitSet present = coalitions.row(row);
                for (int column = 0; column < question.candidates().size(); column++) {
                    assertThat(values[row][column])
                            .as("seed %d, players %s, candidate %d", seed, present, column)
                            .isEqualTo(truth(model, question, present, column));
                }
            }
        }
    }

    @Test
    void a_rank_is_the_mean_of_the_places_that_equal_items_share() {
        TestModel allEqual = new TestModel(5, 1, false);
        Question about = Question.about(Profile.EMPTY, allEqual.catalog(), List.of(new Candidate.Known(2)))
                .withTarget(Target.RANK);
        Coalitions nobody = new Coalitions(0);
        nobody.addNone();
        assertThat(play(allEqual.game(about), nobody)[0]).containsExactly(-3); // of the places 1 to 5
        Question without = new Question(
                Profile.EMPTY,
                List.of(),
                Absence.REMOVED,
                Target.RANK,
                about.candidates(),
                Set.of(-1, 0, 1, 2, 99, Integer.MAX_VALUE));
        assertThat(play(allEqual.game(without), nobody)[0])
                .containsExactly(-2); // of the places 1 to 3: it stands by itself
    }

    @Test
    void what_was_taken_out_does_not_become_recommendable() {
        TestModel model = new TestModel(12, 1, false);
        Question question = Question.about(Profile.ofItems(0, 1, 2), model.catalog(), List.of(new Candidate.Known(7)))
                .withTarget(Target.RANK);
        Coalitions coalitions = new Coalitions(3);
        coalitions.addNone();
        coalitions.addAll();
        double[][] values = play(model.game(question), coalitions);
        assertThat(values[0]).containsExactly(-5); // nine items are left, all equal, with and without the events
        assertThat(values[1]).containsExactly(-5);
    }

    @Test
    void many_coalitions_are_scored_in_batches_and_get_the_values_that_they_get_alone() {
        SplittableRandom random = new SplittableRandom(4);
        TestModel model = new TestModel(12, 1000, false);
        Profile profile = Profile.ofItems(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5);
        Question question =
                Question.about(profile, model.catalog(), List.of(new Candidate.Known(7), new Candidate.Known(0)));
        Coalitions coalitions = coalitions(random, 11, 698);
        model.calls.clear();
        double[][] values = play(model.game(question), coalitions);
        assertThat(model.calls).containsExactly(256, 256, 188);
        for (int row = 0; row < coalitions.size(); row++) {
            for (int column = 0; column < 2; column++) {
                assertThat(values[row][column]).isEqualTo(truth(model, question, coalitions.row(row), column));
            }
        }
        Set<Double> different = new HashSet<>();
        for (double[] row : values) {
            different.add(row[0]);
        }
        assertThat(different).hasSizeGreaterThan(200);
    }

    @Test
    void no_coalitions_cost_no_calls() {
        TestModel model = new TestModel(3, 2, false);
        Game game = model.game(Question.about(Profile.ofItems(1), model.catalog(), List.of(new Candidate.Known(0))));
        play(game, new Coalitions(1));
        assertThat(model.calls).isEmpty();
        assertThat(game.players()).isEqualTo(1);
        assertThat(game.columns()).isEqualTo(1);
    }

    @Test
    void refuses_masking_where_the_model_does_not_know_it_and_coalitions_of_other_players() {
        TestModel model = new TestModel(3, 2, false);
        Question question = Question.about(Profile.ofItems(1, 2), model.catalog(), List.of(new Candidate.Known(0)));
        assertThatThrownBy(() -> model.game(question.withAbsence(Absence.MASKED)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("absence is 'masked'; allowed: removed, for the model test model.\nMaybe ");
        assertThatThrownBy(() -> play(model.game(question), new Coalitions(3)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is 3; allowed: 2");
    }

    /** Players of one to three parts of any kind; some parts belong to several players. */
    private static Question question(SplittableRandom random, Target target, Absence absence) {
        Profile profile = RandomProfiles.profile(random);
        List<Part> parts = RandomProfiles.parts(profile);
        List<Player> players = new ArrayList<>();
        int n = parts.isEmpty() ? 0 : 1 + random.nextInt(6);
        for (int i = 0; i < n; i++) {
            List<Part> some = new ArrayList<>();
            for (int more = random.nextInt(3); more >= 0; more--) {
                some.add(parts.get(random.nextInt(parts.size())));
            }
            players.add(new Player("player " + i, "Player", some));
        }
        List<Candidate> candidates = List.of(
                new Candidate.Known(random.nextInt(12)),
                new Candidate.Known(random.nextInt(12)),
                new Candidate.Described(Item.of("new")));
        Set<Integer> exclude = new HashSet<>();
        for (int more = random.nextInt(6); more > 0; more--) {
            exclude.add(random.nextInt(12)); // candidates too
        }
        return new Question(profile, players, absence, target, candidates, exclude);
    }

    private static Coalitions coalitions(SplittableRandom random, int players, int more) {
        Coalitions coalitions = new Coalitions(players);
        coalitions.addNone();
        coalitions.addAll();
        for (int i = 0; i < more; i++) {
            BitSet present = new BitSet();
            for (int player = 0; player < players; player++) {
                present.set(player, random.nextBoolean());
            }
            coalitions.add(present);
        }
        return coalitions;
    }

    private static double[][] play(Game game, Coalitions coalitions) {
        double[][] values = new double[coalitions.size()][game.columns()];
        game.values(coalitions, values);
        return values;
    }

    private static double truth(TestModel model, Question question, BitSet present, int column) {
        Set<Part> absent = new HashSet<>();
        for (int player = 0; player < question.players().size(); player++) {
            if (!present.get(player)) {
                absent.addAll(question.players().get(player).parts());
            }
        }
        Profile left = RandomProfiles.without(question.profile(), absent::contains, question.absence());
        Candidate candidate = question.candidates().get(column);
        double score = model.score(left, candidate);
        List<Double> others = new ArrayList<>();
        double sum = 0;
        for (int item = 0; item < model.catalog().size(); item++) {
            Candidate other = new Candidate.Known(item);
            sum += model.score(left, other);
            if (!other.equals(candidate) && !question.exclude().contains(item)) {
                others.add(model.score(left, other));
            }
        }
        return switch (question.target()) {
            case SCORE -> score;
            case MARGIN -> score - sum / model.catalog().size();
            case RANK -> -meanPlace(score, others);
            case NEXT -> score - model.score(left, next(model, question, candidate));
            case LIST -> place(model, left, question, candidate) <= question.list() ? 1 : 0;
            case PROBABILITY -> probability(model, left, candidate);
        };
    }

    /** All that can be recommended beside a candidate, and it too, best first; equal scores in the order of the catalogue, what is not in it last. */
    private static List<Candidate> list(TestModel model, Profile profile, Question question, Candidate candidate) {
        List<Candidate> list = new ArrayList<>();
        for (int item = 0; item < model.catalog().size(); item++) {
            if (!question.exclude().contains(item) || candidate.equals(new Candidate.Known(item))) {
                list.add(new Candidate.Known(item));
            }
        }
        if (candidate instanceof Candidate.Described) {
            list.add(candidate);
        }
        list.sort((a, b) -> Double.compare(model.score(profile, b), model.score(profile, a)));
        return list;
    }

    private static int place(TestModel model, Profile profile, Question question, Candidate candidate) {
        return list(model, profile, question, candidate).indexOf(candidate) + 1;
    }

    private static Candidate next(TestModel model, Question question, Candidate candidate) {
        List<Candidate> list = list(model, question.profile(), question, candidate);
        int place = list.indexOf(candidate);
        return list.get(place + 1 < list.size() ? place + 1 : place - 1);
    }

    private static double probability(TestModel model, Profile profile, Candidate candidate) {
        List<Double> all = new ArrayList<>();
        for (Candidate item : model.catalog().candidates()) {
            all.add(model.score(profile, item));
        }
        double score = model.score(profile, candidate);
        if (candidate instanceof Candidate.Described) {
            all.add(score);
        }
        double largest = Collections.max(all);
        double sum = candidate instanceof Candidate.Described ? Math.exp(score - largest) : 0;
        for (Double other : all.subList(0, model.catalog().size())) {
            sum += Math.exp(other - largest);
        }
        return Math.exp(score - largest) / sum;
    }

    /** Lines all of them up and takes the mean of the first and the last place at which the score stands. */
    private static double meanPlace(double score, List<Double> others) {
        List<Double> line = new ArrayList<>(others);
        line.add(score);
        line.sort(Collections.reverseOrder());
        return (line.indexOf(score) + line.lastIndexOf(score)) / 2.0 + 1;
    }
}
