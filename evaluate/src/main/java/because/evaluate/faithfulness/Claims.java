package because.evaluate.faithfulness;

import because.core.Attribution;
import because.core.Coalitions;
import because.core.Header;
import because.core.PlayerValue;
import because.core.Question;
import because.core.Recommender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether what an explanation says about itself is so. An ordering can be good and its error bars invented; so the claims of the header are checked one by one.
 * Each number is 0 for an honest explanation; only the error bars fluctuate around what they claim.
 */
final class Claims {
    /** Values may differ by this much of the largest number for rounding alone. */
    private static final double ROUNDING = 1e-6;

    private final Recommender recommender;
    private final Question question;
    private final Ablation ablation;

    Claims(Recommender recommender, Question question, Ablation ablation) {
        this.recommender = recommender;
        this.question = question;
        this.ablation = ablation;
    }

    /** What can be seen from one run. */
    Map<String, Double> of(Explained explained, long budget) {
        Map<String, Double> broken = new LinkedHashMap<>();
        List<Attribution> all = explained.attributions();
        put(broken, "answers", all.size() != question.candidates().size());
        put(
                broken,
                "players",
                all.stream()
                        .anyMatch(a -> !a.players().stream()
                                .map(PlayerValue::player)
                                .toList()
                                .equals(question.players())));
        put(
                broken,
                "model",
                all.stream()
                        .anyMatch(a -> !a.header()
                                .model()
                                .equals(recommender.provenance().fingerprint())));
        boolean ends = false;
        boolean gap = false;
        for (int column = 0; column < Math.min(all.size(), question.candidates().size()); column++) {
            ends |= !ends(all.get(column).header(), column);
            gap |= !gap(all.get(column));
        }
        put(broken, "base and score", ends);
        put(broken, "gap", gap);
        put(broken, "calls", explained.calls() > all.getFirst().header().calls());
        put(broken, "budget", explained.calls() > budget);
        return broken;
    }

    private static void put(Map<String, Double> broken, String claim, boolean is) {
        broken.put(MetricName.CLAIM + claim, is ? 1.0 : 0.0);
    }

    private boolean ends(Header header, int column) {
        Response response = ablation.response(column, question.target());
        double score = response.full().value();
        double base = response.of(new java.util.BitSet()).value();
        if (header.absence() != question.absence()) {
            // A method that knows one kind of absence only says so; what it says is asked of that game.
            double[][] ends = ends(question.withAbsence(header.absence()));
            base = ends[0][column];
            score = ends[1][column];
        }
        double scale = Math.max(1e-9, Math.abs(score) + Math.abs(base));
        // A model may be run in float by one path and in double by another.
        return Math.abs(header.score() - score) <= 1e-3 * scale && Math.abs(header.base() - base) <= 1e-3 * scale;
    }

    private double[][] ends(Question asked) {
        Coalitions both = new Coalitions(asked.players().size());
        both.addNone();
        both.addAll();
        double[][] values = new double[2][asked.candidates().size()];
        recommender.game(asked).values(both, values);
        return values;
    }

    private static boolean gap(Attribution attribution) {
        Attribution recomputed = Attribution.of(attribution.header(), attribution.players());
        double scale = Math.max(
                1e-9,
                Math.abs(attribution.header().score())
                        + Math.abs(attribution.header().base()));
        return Math.abs(recomputed.completenessGap() - attribution.completenessGap()) <= ROUNDING * scale;
    }

    /** What can be seen from running again: with the same seed, and with another one. */
    static Map<String, Double> ofRepeats(Explained first, Explained same, Explained other) {
        Map<String, Double> broken = new LinkedHashMap<>();
        put(broken, "same seed", !first.attributions().equals(same.attributions()));
        broken.put(MetricName.CLAIM + "errors", errors(first, other));
        return broken;
    }

    /**
     * |ln (D / E)|, where D is the sum over the players of the squared differences between two seeds, and E what it should be on average by the claimed standard
     * errors; 0 if the method is exact and says so. Values that cannot say their error (NaN) are left out.
     */
    private static double errors(Explained first, Explained other) {
        double differences = 0;
        double claimed = 0;
        double scale = 0;
        boolean any = false;
        for (int column = 0;
                column
                        < Math.min(
                                first.attributions().size(),
                                other.attributions().size());
                column++) {
            List<PlayerValue> a = first.attributions().get(column).players();
            List<PlayerValue> b = other.attributions().get(column).players();
            for (int player = 0; player < Math.min(a.size(), b.size()); player++) {
                double errors = square(a.get(player).standardError())
                        + square(b.get(player).standardError());
                if (!Double.isNaN(errors)) {
                    any = true;
                    differences += square(a.get(player).value() - b.get(player).value());
                    claimed += errors;
                    scale += square(a.get(player).value());
                }
            }
        }
        if (!any) {
            return Double.NaN;
        }
        double rounding = 1e-12 * scale + 1e-300;
        return Math.abs(Math.log((differences + rounding) / (claimed + rounding)));
    }

    private static double square(double x) {
        return x * x;
    }
}
