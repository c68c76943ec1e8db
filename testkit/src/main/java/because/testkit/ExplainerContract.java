package because.testkit;

import because.core.Budget;
import because.core.Explainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The promises of {@link Explainer}, checked in planted worlds, where the true values are known. It works with any test framework;
 * {@link ExplainerContractTest} is its JUnit form.
 *
 * <pre>{@code
 * assertThat(ExplainerContract.check(myExplainer, Set.of(Claim.EFFICIENT))).isEmpty();
 * }</pre>
 *
 * <p>All worlds have eight players. Random methods are run with {@value #SEEDS} seeds in each, and judged by their mean and their spread.
 */
public final class ExplainerContract {
    /** With how many seeds an explainer is run in each world. */
    public static final int SEEDS = 40;

    /** What an explainer may spend on a question: enough for all 256 coalitions of the eight players. */
    public static final Budget BUDGET = Budget.calls(300);

    private static final long WORLD = 7;

    private ExplainerContract() {}

    /** What an explainer says of its values, and is held to. */
    public enum Claim {
        /** The values add up to score − base. */
        EFFICIENT,
        /** The values are the Shapley values, or estimates of them without bias. */
        SHAPLEY
    }

    /** A promise. */
    public enum Rule {
        /** An attribution for each candidate. */
        ANSWERS("an answer for each candidate"),
        /** All players, in order. */
        PLAYERS("the question's players in their order"),
        /** Values are numbers. */
        FINITE("finite values, and standard errors of 0 or more or NaN"),
        /** The header says what was asked. */
        HEADER("the header says what was asked of which model"),
        /** Base and score are the game's. */
        ENDS("base and score are the game's"),
        /** The gap is what is missing. */
        GAP("the completeness gap is score − base − the sum of the values"),
        /** No gap, if so claimed. */
        EFFICIENT("no completeness gap, as claimed"),
        /** Same seed, same answer. */
        DETERMINISTIC("the same seed gives the same explanation"),
        /** Calls are counted rightly, and within the budget. */
        CALLS("calls are counted, and within the budget"),
        /** Right on average. */
        TRUTH("the values are the true ones on average"),
        /** The right sign. */
        SIGNS("what raises the score has a positive value, what lowers it a negative one"),
        /** Who does nothing gets nothing. */
        DUMMIES("players that change nothing get nothing"),
        /** Who does the same gets the same. */
        TWINS("players that do the same get the same"),
        /** Standard errors are neither too small nor too large. */
        ERRORS("standard errors are as large as the errors");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** @return the promise in words */
        public String text() {
            return text;
        }
    }

    /**
     * Checks all promises.
     *
     * @param explainer what is examined
     * @param claims what it says of its values; in worlds where effects just add up every explainer is held to the truth
     * @return what was not kept; empty if all is well
     */
    public static List<Violation> check(Explainer explainer, Set<Claim> claims) {
        Report report = new Report();
        TruthRules.Errors errors = new TruthRules.Errors();
        for (PlantedWorld world : PlantedWorld.all(WORLD)) {
            List<Trial> trials = new ArrayList<>();
            for (long seed = 1; seed <= SEEDS; seed++) {
                try {
                    trials.add(Trial.run(explainer, world, BUDGET, seed));
                } catch (RuntimeException thrown) {
                    report.to(Rule.ANSWERS).accept("world '" + world.name() + "': threw " + thrown);
                    return report.violations();
                }
            }
            Trial again = Trial.run(explainer, world, BUDGET, 1);
            if (!again.attributions().equals(trials.getFirst().attributions())) {
                report.to(Rule.DETERMINISTIC).accept(again + " gave something else the second time");
            }
            if (!answers(trials, report)) {
                continue;
            }
            form(trials, claims, report);
            TruthRules truth = new TruthRules(trials, claims);
            truth.truth(report.to(Rule.TRUTH));
            truth.signs(report.to(Rule.SIGNS));
            truth.dummies(report.to(Rule.DUMMIES));
            truth.twins(report.to(Rule.TWINS));
            truth.errors(errors);
        }
        errors.judge(report.to(Rule.ERRORS));
        return report.violations();
    }

    /** Whether the answers have the shape that all other rules rely on. */
    private static boolean answers(List<Trial> trials, Report report) {
        boolean complete = true;
        for (Trial trial : trials) {
            int asked = trial.question().candidates().size();
            if (trial.attributions().size() != asked) {
                report.to(Rule.ANSWERS)
                        .accept(trial + ": " + trial.attributions().size() + " answers for " + asked + " candidates");
                complete = false;
            }
            complete &= trial.attributions().stream()
                    .allMatch(a ->
                            a.players().size() == trial.question().players().size());
            FormRules.players(trial, report.to(Rule.PLAYERS));
        }
        return complete;
    }

    private static void form(List<Trial> trials, Set<Claim> claims, Report report) {
        for (Trial trial : trials) {
            FormRules.finite(trial, report.to(Rule.FINITE));
            FormRules.header(trial, report.to(Rule.HEADER));
            FormRules.ends(trial, report.to(Rule.ENDS));
            FormRules.gap(trial, report.to(Rule.GAP));
            FormRules.calls(trial, report.to(Rule.CALLS));
            if (claims.contains(Claim.EFFICIENT)) {
                FormRules.efficient(trial, report.to(Rule.EFFICIENT));
            }
        }
    }

    /** The first few violations of each rule. */
    private static final class Report {
        private static final int MOST_DETAILS = 3;
        private final Map<Rule, List<String>> details = new LinkedHashMap<>();

        Consumer<String> to(Rule rule) {
            return detail -> {
                List<String> list = details.computeIfAbsent(rule, _ -> new ArrayList<>());
                if (list.size() < MOST_DETAILS) {
                    list.add(detail);
                }
            };
        }

        List<Violation> violations() {
            List<Violation> violations = new ArrayList<>();
            details.forEach((rule, list) -> list.forEach(d -> violations.add(new Violation(rule.text(), d))));
            return violations;
        }
    }
}
