package because.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import because.testkit.LyingRecommender.Kind;
import because.testkit.RecommenderContract.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecommenderContractCatchesLiarsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void catches(Kind kind) {
        Rule broken = brokenBy(kind);
        // Equal scores are needed to see how ties are broken, scores that depend on events to see which events count.
        PlantedWorld world = kind == Kind.HIDES_OLD_EVENTS ? PlantedWorld.additive(3) : PlantedWorld.popularity(3);
        List<Violation> violations = RecommenderContract.check(new LyingRecommender(world, kind), broken);
        assertThat(violations).isNotEmpty().allMatch(v -> v.rule().equals(broken.text()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "UNSORTED",
                "LAST_TIE_FIRST",
                "IGNORES_EXCLUDE",
                "IGNORES_FILTERS",
                "HIDES_TIME",
                "HIDES_VALUES",
                "HIDES_REPEATS",
                "HIDES_ATTRIBUTES",
                "HIDES_MASKING",
                "CLAIMS_DESCRIBED_ITEMS",
                "HIDES_DESCRIBED_EVENTS",
                "CLAIMS_DESCRIBED_EVENTS",
                "SCORES_UNKNOWN_ITEMS",
                "NAMELESS"
            })
    void blames_nothing_that_is_right(Kind kind) {
        List<Violation> violations = RecommenderContract.check(new LyingRecommender(PlantedWorld.additive(3), kind));
        assertThat(violations)
                .noneMatch(v -> List.of(Rule.FINITE, Rule.BATCHES, Rule.THREADS, Rule.GAME_SCORES).stream()
                        .anyMatch(rule -> rule.text().equals(v.rule())));
    }

    @Test
    void a_wrapper_that_passes_everything_on_keeps_the_contract() {
        CountingRecommender counting = new CountingRecommender(PlantedWorld.pairs(5));
        assertThat(RecommenderContract.check(counting)).isEmpty();
        assertThat(counting.calls()).isGreaterThan(100);
    }

    private static Rule brokenBy(Kind kind) {
        return switch (kind) {
            case IMPURE, LEAKS_BATCH -> Rule.BATCHES;
            case NOT_A_NUMBER -> Rule.FINITE;
            case NO_EMPTY_PROFILE -> Rule.EMPTY_PROFILE;
            case SHARES_ARRAYS -> Rule.OWN_ARRAYS;
            case SCORES_UNKNOWN_ITEMS -> Rule.UNKNOWN_ITEMS;
            case HIDES_ORDER -> Rule.ORDER;
            case HIDES_TIME -> Rule.TIME;
            case HIDES_VALUES -> Rule.VALUES;
            case HIDES_REPEATS -> Rule.REPEATS;
            case HIDES_ATTRIBUTES -> Rule.ATTRIBUTES;
            case HIDES_OLD_EVENTS -> Rule.WINDOW;
            case HIDES_MASKING -> Rule.MASKING;
            case CLAIMS_DESCRIBED_ITEMS -> Rule.DESCRIBED_ITEMS;
            case KEEPS_CATALOG -> Rule.ANOTHER_CATALOG;
            case HIDES_DESCRIBED_EVENTS, CLAIMS_DESCRIBED_EVENTS -> Rule.DESCRIBED_EVENTS;
            case UNSORTED -> Rule.BEST;
            case LAST_TIE_FIRST -> Rule.TIES;
            case IGNORES_EXCLUDE -> Rule.EXCLUDE;
            case IGNORES_FILTERS -> Rule.FILTERS;
            case FOREIGN_GAME -> Rule.GAME_SCORES;
            case NAMELESS -> Rule.PROVENANCE;
        };
    }
}
