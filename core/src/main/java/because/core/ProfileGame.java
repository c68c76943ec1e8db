package because.core;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The game that any recommender can play: it builds the profile of each coalition and scores it. */
final class ProfileGame implements Game {
    /** How many profiles are scored in one call, so that memory does not grow with the number of coalitions. */
    private static final int BATCH = 256;

    private static final double[] NONE = new double[0];

    private final Recommender recommender;
    private final Question question;
    private final BitSet excluded = new BitSet();
    private final List<Candidate> rivals = new ArrayList<>();
    private final boolean changing;

    /** The candidates' numbers in the catalogue, −1 for those that have none. */
    private final int[] selves;

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
        this.changing = question.changesCandidates();
        this.selves = question.candidates().stream()
                .mapToInt(candidate -> recommender.catalog().index(candidate))
                .toArray();
        int items = recommender.catalog().size();
        question.exclude().stream().filter(item -> item >= 0 && item < items).forEach(excluded::set);
        if (question.target() == Target.NEXT) {
            for (int rival : Rivals.of(recommender, question)) {
                rivals.add(recommender.catalog().candidates().get(rival));
            }
        }
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
    public int[] sequence() {
        return recommender.capabilities().order() ? question.sequence() : new int[0];
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        if (coalitions.players() != players()) {
            throw BadInput.of(
                    "the coalitions' number of players", coalitions.players(), players() + ", the question's", "");
        }
        int batch = Math.max(1, BATCH / question.draws());
        for (int start = 0; start < coalitions.size(); start += batch) {
            int end = Math.min(coalitions.size(), start + batch);
            List<Profile> profiles = new ArrayList<>();
            List<List<Candidate>> candidates = new ArrayList<>();
            int[] ends = new int[end - start];
            for (int row = start; row < end; row++) {
                profiles.addAll(question.profiles(coalitions.row(row)));
                if (changing) {
                    candidates.addAll(Collections.nCopies(
                            profiles.size() - candidates.size(), question.candidates(coalitions.row(row))));
                }
                ends[row - start] = profiles.size();
            }
            double[][] values = values(profiles, candidates);
            for (int row = start; row < end; row++) {
                mean(values, row == start ? 0 : ends[row - start - 1], ends[row - start], out[row]);
            }
        }
    }

    private void mean(double[][] values, int from, int to, double[] out) {
        if (to - from == 1) {
            System.arraycopy(values[from], 0, out, 0, columns());
            return;
        }
        for (int column = 0; column < columns(); column++) {
            double sum = 0;
            for (int draw = from; draw < to; draw++) {
                sum += values[draw][column];
            }
            out[column] = sum / (to - from);
        }
    }

    /** @param candidates those of each profile, or none if all profiles have those of the question */
    private double[][] values(List<Profile> profiles, List<List<Candidate>> candidates) {
        double[][] scores = changing
                ? VariantScores.of(recommender, profiles, candidates)
                : recommender.score(profiles, question.candidates());
        double[][] others = changing ? shared(profiles) : others(profiles);
        double[][] values = new double[scores.length][columns()];
        for (int row = 0; row < scores.length; row++) {
            double[] beside = others.length == 0 ? NONE : others[row];
            double mean = question.target() == Target.MARGIN ? mean(beside) : 0;
            for (int column = 0; column < columns(); column++) {
                values[row][column] = value(scores[row][column], column, beside, mean);
            }
        }
        return values;
    }

    /** As {@link #others}, asked once for equal profiles. */
    private double[][] shared(List<Profile> profiles) {
        Map<Profile, Integer> rows = new LinkedHashMap<>();
        profiles.forEach(profile -> rows.putIfAbsent(profile, rows.size()));
        double[][] others = others(List.copyOf(rows.keySet()));
        return others.length == 0
                ? others
                : profiles.stream()
                        .map(profile -> others[rows.getOrDefault(profile, 0)])
                        .toArray(double[][]::new);
    }

    /** What the candidates are compared with: nothing, the item that comes next after each, or all items. */
    private double[][] others(List<Profile> profiles) {
        return switch (question.target()) {
            case SCORE -> new double[0][];
            case NEXT -> recommender.score(profiles, rivals);
            case PROBABILITY ->
                recommender.logOdds()
                        ? new double[0][]
                        : recommender.score(profiles, recommender.catalog().candidates());
            case MARGIN, RANK, LIST ->
                recommender.score(profiles, recommender.catalog().candidates());
        };
    }

    private double value(double score, int column, double[] others, double mean) {
        int self = selves[column];
        return switch (question.target()) {
            case SCORE -> score;
            case MARGIN -> score - mean;
            case RANK -> -rank(score, self, others);
            case NEXT -> score - others[column];
            case LIST -> before(score, self < 0 ? others.length : self, others) < question.list() ? 1 : 0;
            case PROBABILITY -> recommender.logOdds() ? 1 / (1 + Math.exp(-score)) : share(score, self, others);
        };
    }

    private static double mean(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / scores.length;
    }

    /** How many items stand before the candidate in a list, where equal scores are in the order of the catalogue. */
    private int before(double score, int self, double[] all) {
        int before = 0;
        for (int item = 0; item < all.length; item++) {
            if (item != self && !excluded.get(item) && (all[item] > score || (all[item] == score && item < self))) {
                before++;
            }
        }
        return before;
    }

    /** The item's share of the whole, in which it counts with the score that it has here. */
    private static double share(double score, int self, double[] all) {
        if (self < 0 || all[self] == score) {
            return Softmax.share(score, all, self >= 0);
        }
        double[] changed = all.clone();
        changed[self] = score;
        return Softmax.share(score, changed, true);
    }

    private double rank(double score, int self, double[] all) {
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
