package because.testkit;

import because.core.Absence;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.Game;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import because.core.Question;
import because.core.Target;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@link because.core.Recommender#game} promises: v(S) is the target of the profile from which the parts of all players outside S are gone. */
final class GameRules {
    private GameRules() {}

    static void scores(Probe probe) {
        questions(probe, Target.SCORE).forEach(question -> {
            Coalitions coalitions = coalitions(probe, question);
            double[][] values = values(probe.recommender.game(question), coalitions);
            for (int row = 0; row < coalitions.size(); row++) {
                double[] expected =
                        probe.recommender.score(List.of(profile(question, coalitions, row)), question.candidates())[0];
                probe.expectClose(expected, values[row], describe(question, coalitions, row));
            }
        });
    }

    static void margins(Probe probe) {
        questions(probe, Target.MARGIN).forEach(question -> {
            Coalitions coalitions = coalitions(probe, question);
            double[][] values = values(probe.recommender.game(question), coalitions);
            for (int row = 0; row < coalitions.size(); row++) {
                double[] scores = probe.scores(profile(question, coalitions, row));
                double mean = Arrays.stream(scores).average().orElse(0);
                for (int column = 0; column < values[row].length; column++) {
                    double expected = scores[item(question, column)] - mean;
                    probe.expect(
                            Math.abs(values[row][column] - expected) <= 2 * Probe.tolerance(scores),
                            "%s: %s instead of %s",
                            describe(question, coalitions, row),
                            values[row][column],
                            expected);
                }
            }
        });
    }

    static void ranks(Probe probe) {
        questions(probe, Target.RANK).forEach(question -> {
            Coalitions coalitions = coalitions(probe, question);
            double[][] values = values(probe.recommender.game(question), coalitions);
            for (int row = 0; row < coalitions.size(); row++) {
                double[] scores = probe.scores(profile(question, coalitions, row));
                for (int column = 0; column < values[row].length; column++) {
                    rank(probe, question, scores, column, values[row][column], describe(question, coalitions, row));
                }
            }
        });
    }

    /** Items within rounding of the candidate's score may be on either side of it. */
    private static void rank(Probe probe, Question question, double[] scores, int column, double value, String when) {
        int self = item(question, column);
        int better = 0;
        int notWorse = 0;
        for (int item = 0; item < scores.length; item++) {
            if (item != self && !question.exclude().contains(item)) {
                double ahead = scores[item] - scores[self];
                double rounding = scores[item] == scores[self] ? 0 : Probe.tolerance(scores);
                better += ahead > rounding ? 1 : 0;
                notWorse += ahead >= -rounding ? 1 : 0;
            }
        }
        probe.expect(
                -value >= 1 + better && -value <= 1 + notWorse,
                "%s: %s instead of a rank from %d to %d",
                when,
                value,
                1 + better,
                1 + notWorse);
    }

    static void bits(Probe probe) {
        questions(probe, Target.SCORE).forEach(question -> {
            Coalitions coalitions = coalitions(probe, question);
            double[][] together = values(probe.recommender.game(question), coalitions);
            for (int row = coalitions.size() - 1; row >= 0; row--) {
                Coalitions alone = new Coalitions(coalitions.players());
                alone.add(coalitions.row(row));
                probe.expectSame(
                        new double[][] {together[row]},
                        values(probe.recommender.game(question), alone),
                        describe(question, coalitions, row) + " asked alone");
            }
        });
    }

    private static List<Question> questions(Probe probe, Target target) {
        Profile some = probe.profile(7);
        Profile many = probe.profile(70);
        List<Candidate> candidates = probe.candidates(3);
        Question single = Question.about(some, probe.catalog, candidates).withTarget(target);
        Question groups = single.withPlayers(
                Player.groups(some, event -> event.knownItem() % 2 == 0 ? "even items" : "odd items"));
        Question longer = Question.about(many, probe.catalog, candidates).withTarget(target);
        Question nobody =
                Question.about(Profile.EMPTY, probe.catalog, candidates).withTarget(target);
        return probe.can.masking()
                ? List.of(single, groups, longer, nobody, single.withAbsence(Absence.MASKED))
                : List.of(single, groups, longer, nobody);
    }

    private static Coalitions coalitions(Probe probe, Question question) {
        Coalitions coalitions = new Coalitions(question.players().size());
        coalitions.addNone();
        coalitions.addAll();
        for (int i = 0; i < 10; i++) {
            java.util.BitSet present = new java.util.BitSet();
            for (int player = 0; player < coalitions.players(); player++) {
                present.set(player, probe.random.nextBoolean());
            }
            coalitions.add(present);
        }
        return coalitions;
    }

    private static Profile profile(Question question, Coalitions coalitions, int row) {
        Set<Part> absent = new HashSet<>();
        for (int player = 0; player < coalitions.players(); player++) {
            if (!coalitions.contains(row, player)) {
                absent.addAll(question.players().get(player).parts());
            }
        }
        return question.profile().without(absent, question.absence());
    }

    private static double[][] values(Game game, Coalitions coalitions) {
        double[][] values = new double[coalitions.size()][game.columns()];
        game.values(coalitions, values);
        return values;
    }

    private static int item(Question question, int column) {
        return ((Candidate.Known) question.candidates().get(column)).index();
    }

    private static String describe(Question question, Coalitions coalitions, int row) {
        return question.target().label() + ", " + question.absence().label() + ", players " + coalitions.row(row)
                + " of " + coalitions.players();
    }
}
