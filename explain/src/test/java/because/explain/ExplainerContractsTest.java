package because.explain;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Explainer;
import because.explain.shapley.PermutationShapley;
import because.testkit.ExplainerContract;
import because.testkit.ExplainerContract.Claim;
import because.testkit.ExplainerContract.Rule;
import because.testkit.LyingExplainer;
import because.testkit.LyingExplainer.Kind;
import because.testkit.Violation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerContractsTest {
    private static final Set<Claim> ALL = Set.of(Claim.EFFICIENT, Claim.SHAPLEY);

    @ParameterizedTest
    @ValueSource(strings = {"auto", "shapley-exact", "shapley-permutation"})
    void shapley_methods_keep_the_contract(String name) {
        Explainer explainer = Explainers.named(name);
        assertThat(ExplainerContract.check(explainer, ALL)).isEmpty();
        assertThat(ExplainerContract.check(new CheckedExplainer(explainer), ALL))
                .isEmpty();
    }

    @Test
    void leave_one_out_keeps_the_contract_as_long_as_it_claims_nothing_more() {
        Explainer explainer = Explainers.named("leave-one-out");
        assertThat(ExplainerContract.check(explainer, Set.of())).isEmpty();
        assertThat(ExplainerContract.check(explainer, Set.of(Claim.EFFICIENT)))
                .extracting(Violation::rule)
                .containsOnly(Rule.EFFICIENT.text());
        assertThat(ExplainerContract.check(explainer, Set.of(Claim.SHAPLEY)))
                .extracting(Violation::rule)
                .contains(Rule.TRUTH.text());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_liar_is_caught(Kind kind) {
        List<Violation> violations = ExplainerContract.check(new LyingExplainer(new PermutationShapley(), kind), ALL);
        assertThat(violations)
                .extracting(Violation::rule)
                .contains(brokenBy(kind).text());
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SHUFFLED", "SIGN_FLIPPED", "CONSTANT", "POPULARITY_ONLY", "ONE_EVENT_OFF", "TRUNCATED"})
    void lies_about_values_are_caught_even_if_nothing_is_claimed(Kind kind) {
        List<Violation> violations =
                ExplainerContract.check(new LyingExplainer(Explainers.named("leave-one-out"), kind), Set.of());
        assertThat(violations).extracting(Violation::rule).contains(Rule.TRUTH.text());
    }

    private static Rule brokenBy(Kind kind) {
        return switch (kind) {
            case SHUFFLED, CONSTANT, POPULARITY_ONLY, ONE_EVENT_OFF, TRUNCATED, ONE_SEED_FOR_ALL -> Rule.TRUTH;
            case SIGN_FLIPPED -> Rule.SIGNS;
            case WRONG_COMPLETENESS -> Rule.GAP;
            case WRONG_BASE -> Rule.ENDS;
            case TOO_SURE, TOO_MODEST, CALLED_EXACT -> Rule.ERRORS;
            case CHANGES_ITS_MIND -> Rule.DETERMINISTIC;
            case UNDERSTATED_CALLS, OVERSPENT -> Rule.CALLS;
            case REORDERED -> Rule.PLAYERS;
            case FIRST_ONLY -> Rule.ANSWERS;
            case ANOTHER_MODEL -> Rule.HEADER;
        };
    }
}
