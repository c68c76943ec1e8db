package because.testkit;

import because.core.Provenance;
import because.core.Recommender;
import java.util.ArrayList;
import java.util.List;

/**
 * The promises of {@link Recommender}, checked on random profiles. It works with any test framework; {@link RecommenderContractTest} is its JUnit form.
 *
 * <pre>{@code
 * assertThat(RecommenderContract.check(myRecommender)).isEmpty();
 * }</pre>
 */
public final class RecommenderContract {
    private static final long SEED = 20_250_901;

    private RecommenderContract() {}

    private interface Check {
        void run(Probe probe) throws Exception;
    }

    /** A promise. */
    public enum Rule {
        /** Scores have the right shape and are numbers. */
        FINITE("a finite score for each profile and candidate", ScoringRules::finite),
        /** Empty lists are legal. */
        NOTHING("no profiles or no candidates are legal", ScoringRules::nothing),
        /** The empty profile is legal. */
        EMPTY_PROFILE("the empty profile is scored", ScoringRules::emptyProfile),
        /** What else is in a batch does not matter. */
        BATCHES("same bits in any batch", ScoringRules::batches),
        /** Several threads do not disturb one another. */
        THREADS("same bits on any thread", ScoringRules::threads),
        /** What is handed out is not kept. */
        OWN_ARRAYS("the scores belong to the caller", ScoringRules::ownArrays),
        /** Items outside the catalogue are refused. */
        UNKNOWN_ITEMS("items outside the catalogue are refused", ScoringRules::unknownItems),
        /** Described items are scored or refused, as the recommender says. */
        DESCRIBED_ITEMS("described items as claimed", ScoringRules::describedItems),
        /** Items keep their scores over another catalogue, and new ones are described ones. */
        ANOTHER_CATALOG("over another catalogue items keep their scores", TransferRules::anotherCatalog),
        /** Events of described items matter or do not, as the recommender says. */
        DESCRIBED_EVENTS("events of described items as claimed", CapabilityRules::describedEvents),
        /** Order does not matter if it is not claimed. */
        ORDER("order does not matter unless claimed", CapabilityRules::order),
        /** Times do not matter if it is not claimed. */
        TIME("times do not matter unless claimed", CapabilityRules::time),
        /** Values do not matter if it is not claimed. */
        VALUES("values do not matter unless claimed", CapabilityRules::values),
        /** Repeated events do not matter if it is not claimed. */
        REPEATS("repeats do not matter unless claimed", CapabilityRules::repeats),
        /** Attributes, tags and links do not matter if it is not claimed. */
        ATTRIBUTES("attributes do not matter unless claimed", CapabilityRules::attributes),
        /** Events before the newest ones do not matter if there is a window. */
        WINDOW("events before the window do not matter", CapabilityRules::window),
        /** Hidden events are legal or refused, as the recommender says. */
        MASKING("masking as claimed", CapabilityRules::masking),
        /** Recommendations are the highest scores. */
        BEST("recommendations are the best scores in order", RecommendRules::best),
        /** Equal scores come in the order of the catalogue. */
        TIES("equal scores in the order of the catalogue", RecommendRules::ties),
        /** Excluded items do not come back. */
        EXCLUDE("excluded items do not come back", RecommendRules::exclude),
        /** Filters hold. */
        FILTERS("filters hold", RecommendRules::filters),
        /** Asking for more than there is gives all there is. */
        MORE_THAN_THERE_ARE("more than there are gives all", RecommendRules::moreThanThereAre),
        /** A game's value is the score of the profile that is left. */
        GAME_SCORES("a game's scores are those of the profile that is left", GameRules::scores),
        /** A game's value is the margin in the profile that is left. */
        GAME_MARGINS("a game's margins are those of the profile that is left", GameRules::margins),
        /** A game's value is the rank in the profile that is left. */
        GAME_RANKS("a game's ranks are those of the profile that is left", GameRules::ranks),
        /** What else is in a batch of coalitions does not matter. */
        GAME_BITS("same bits of a coalition in any batch", GameRules::bits),
        /** A model says where it comes from. */
        PROVENANCE("provenance names model and fingerprint", RecommenderContract::provenance);

        private final String text;

        @SuppressWarnings("ImmutableEnumChecker") // the checks are static methods
        private final Check check;

        Rule(String text, Check check) {
            this.text = text;
            this.check = check;
        }

        /** @return the promise in words */
        public String text() {
            return text;
        }
    }

    /**
     * Checks all promises. The recommender stays open.
     *
     * @param recommender what is examined; its catalogue holds at least one item
     * @return what was not kept; empty if all is well
     */
    public static List<Violation> check(Recommender recommender) {
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            violations.addAll(check(recommender, rule));
        }
        return violations;
    }

    /**
     * Checks one promise.
     *
     * @param recommender what is examined; its catalogue holds at least one item
     * @param rule the promise
     * @return in what it was not kept; empty if all is well
     */
    public static List<Violation> check(Recommender recommender, Rule rule) {
        Probe probe = new Probe(recommender, SEED);
        try {
            rule.check.run(probe);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            probe.details.add("interrupted");
        } catch (Exception thrown) {
            probe.details.add("threw " + thrown);
        }
        return probe.details.stream()
                .map(detail -> new Violation(rule.text(), detail))
                .toList();
    }

    private static void provenance(Probe probe) {
        Provenance provenance = probe.recommender.provenance();
        probe.expect(!provenance.model().isBlank(), "the kind of model is blank");
        probe.expect(!provenance.fingerprint().isBlank(), "the fingerprint is blank");
        probe.expect(
                provenance.equals(probe.recommender.provenance()), "the provenance is another one when asked again");
    }
}
