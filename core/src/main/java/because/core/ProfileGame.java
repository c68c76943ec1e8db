package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The game that any recommender can play: it builds the profile of each coalition and scores it. */
final class ProfileGame implements Game {
    /** How many profiles are scored in one call, so that memory does not grow with the number of coalitions. */
    private static final int BATCH = 256;

    private final Recommender recommender;
    private final Question question;
    private final BitSet excluded = new BitSet();

    ProfileGame(Recommender recommender, Question question) {
        if (question.absence() == Absence.MASKED && !recommender.capabilities().masking()) {
            throw BadInput.of(
                    "absence",
                    question.absence().label(),
                    "removed, for the model " + recommender.provenance().model(),
                    "Maybe use --absence removed: this model does not know positions that hold nothing.");
        }
        this.recommender = recommender;
        this.question = question;
        int items = recommender.catalog().size();
        question.exclude().stream().filter(item -> item >= 0 && item < items).forEach(excluded::set);
    }

    @Override
    public int players() {
        return question.players().size();
    }

    @Override
    public int columns() {
        return question.candidates().size();
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        if (coalitions.players() != players()) {
            throw BadInput.of(
                    "the coalitions' number of players", coalitions.players(), players() + ", the question's", "");
        }
        for (int start = 0; start < coalitions.size(); start += BATCH) {
            int end = Math.min(coalitions.size(), start + BATCH);
            List<Profile> profiles = new ArrayList<>(end - start);
            for (int row = start; row < end; row++) {
                profiles.add(profile(coalitions, row));
            }
            double[][] values = values(profiles);
            for (int row = start; row < end; row++) {
                System.arraycopy(values[row - start], 0, out[row], 0, columns());
            }
        }
    }

    private Profile profile(Coalitions coalitions, int row) {
        PartSet absent = new PartSet();
        BitSet present = coalitions.row(row);
        for (int player = present.nextClearBit(0); player < players(); player = present.nextClearBit(player + 1)) {
            question.players().get(player).parts().forEach(absent::add);
        }
        return question.profile().without(absent, question.absence());
    }

    private double[][] values(List<Profile> profiles) {
        double[][] scores = recommender.score(profiles, question.candidates());
        if (question.target() == Target.SCORE) {
            return scores;
        }
        double[][] all = recommender.score(profiles, recommender.catalog().candidates());
        double[][] values = new double[profiles.size()][columns()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < columns(); column++) {
                values[row][column] = question.target() == Target.MARGIN
                        ? scores[row][column] - mean(all[row])
                        : -rank(scores[row][column], question.candidates().get(column), all[row]);
            }
        }
        return values;
    }

    private static double mean(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / scores.length;
    }

    private double rank(double score, Candidate candidate, double[] all) {
        int self = candidate instanceof Candidate.Known known ? known.index() : -1;
        int better = 0;
        int equal = 0;
        for (int item = 0; item < all.length; item++) {
            if (item == self || excluded.get(item)) {
                continue;
            }
            if (all[item] > score) {
                better++;
            } else if (all[item] == score) {
                equal++;
            }
        }
        return 1 + better + equal / 2.0;
    }
}
