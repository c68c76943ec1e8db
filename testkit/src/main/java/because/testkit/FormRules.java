package because.testkit;

import because.core.Attribution;
import because.core.Candidate;
import because.core.Coalitions;
import because.core.DeletionTest;
import because.core.Game;
import because.core.Header;
import because.core.Player;
import because.core.PlayerValue;
import java.util.List;
import java.util.function.Consumer;

/** What a single attribution promises: that it is complete and says the truth about itself. */
final class FormRules {
    /** Rounding, relative to the numbers that were added up. */
    static final double ROUNDING = 1e-9;

    private FormRules() {}

    static void players(Trial trial, Consumer<String> report) {
        List<Player> asked = trial.question().players();
        for (Attribution attribution : trial.attributions()) {
            List<Player> answered =
                    attribution.players().stream().map(PlayerValue::player).toList();
            if (!answered.equals(asked)) {
                report.accept(trial + ": players " + ids(answered) + " instead of " + ids(asked));
            }
        }
    }

    private static List<String> ids(List<Player> players) {
        return players.stream().map(Player::id).toList();
    }

    static void finite(Trial trial, Consumer<String> report) {
        for (Attribution attribution : trial.attributions()) {
            for (PlayerValue value : attribution.players()) {
                if (!Double.isFinite(value.value())
                        || value.standardError() < 0
                        || Double.isInfinite(value.standardError())) {
                    report.accept(trial + ": " + value);
                }
            }
        }
    }

    static void header(Trial trial, Consumer<String> report) {
        for (int column = 0; column < trial.attributions().size(); column++) {
            Header header = trial.attributions().get(column).header();
            Candidate.Known candidate =
                    (Candidate.Known) trial.question().candidates().get(column);
            same(trial, "schema", header.schema(), Header.SCHEMA, report);
            same(trial, "seed", header.seed(), trial.seed(), report);
            same(trial, "model", header.model(), trial.world().provenance().fingerprint(), report);
            same(trial, "target", header.target(), trial.question().target(), report);
            same(trial, "absence", header.absence(), trial.question().absence(), report);
            String id = trial.world().catalog().item(candidate.index()).id();
            same(trial, "candidate", header.candidate(), id, report);
            same(trial, "a blank method", header.method().isBlank(), false, report);
        }
    }

    private static void same(Trial trial, String what, Object actual, Object expected, Consumer<String> report) {
        if (!actual.equals(expected)) {
            report.accept(trial + ": " + what + " is " + actual + " instead of " + expected);
        }
    }

    static void ends(Trial trial, Consumer<String> report) {
        Game game = trial.world().game(trial.question());
        Coalitions ends = new Coalitions(game.players());
        ends.addNone();
        ends.addAll();
        double[][] v = new double[2][game.columns()];
        game.values(ends, v);
        for (int column = 0; column < trial.attributions().size(); column++) {
            Header header = trial.attributions().get(column).header();
            close(trial, "base", header.base(), v[0][column], ROUNDING * trial.scale(column), report);
            close(trial, "score", header.score(), v[1][column], ROUNDING * trial.scale(column), report);
        }
    }

    static void gap(Trial trial, Consumer<String> report) {
        for (int column = 0; column < trial.attributions().size(); column++) {
            Attribution attribution = trial.attributions().get(column);
            double rest = attribution.header().score() - attribution.header().base();
            for (PlayerValue player : attribution.players()) {
                rest -= player.value();
            }
            close(trial, "gap", attribution.completenessGap(), rest, ROUNDING * trial.scale(column), report);
        }
    }

    static void efficient(Trial trial, Consumer<String> report) {
        for (int column = 0; column < trial.attributions().size(); column++) {
            double gap = trial.attributions().get(column).completenessGap();
            close(trial, "gap", gap, 0, ROUNDING * trial.scale(column), report);
        }
    }

    private static void close(
            Trial trial, String what, double actual, double expected, double tolerance, Consumer<String> report) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            report.accept(trial + ": " + what + " is " + actual + " instead of " + expected);
        }
    }

    static void calls(Trial trial, Consumer<String> report) {
        long check = 0;
        for (Attribution attribution : trial.attributions()) {
            same(trial, "calls", attribution.header().calls(), trial.calls(), report);
            // The check comes on top of the budget: everybody, the named players' absence and the random removals.
            check += attribution.header().deletionTest().isPresent() ? DeletionTest.REMOVALS + 2 : 0;
        }
        if (trial.calls() > trial.budget() + check) {
            report.accept(trial + ": " + trial.calls() + " calls for a budget of " + trial.budget());
        }
    }
}
