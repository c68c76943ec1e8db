package because;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Explanation;
import because.core.Profile;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recommendations for one person.
 *
 * @param user the person's id as it was given; empty for a profile without one
 * @param model the kind of model
 * @param known whether the data has this person; if not, the empty profile was scored
 * @param profile what the recommendations are for
 * @param recommendations best first
 */
public record Answer(String user, String model, boolean known, Profile profile, List<Recommended> recommendations) {
    /** Copies the list. */
    public Answer {
        recommendations = List.copyOf(recommendations);
    }

    /**
     * One recommended item.
     *
     * @param rank from 1, the best
     * @param item the item's id
     * @param title what people call it
     * @param score the model's score
     * @param why the reason, if it was asked for
     */
    public record Recommended(int rank, String item, String title, double score, Optional<Why> why) {}

    /**
     * Why an item was recommended.
     *
     * @param explanation of the kind that the method gives; an attribution comes with its deletion test
     * @param reasons a sentence for each language
     */
    public record Why(Explanation explanation, Map<Language, String> reasons) {
        /** Copies the map. */
        public Why {
            reasons = Map.copyOf(reasons);
        }

        /**
         * @return the explanation, of a method that says how much each player contributes
         * @throws BadInput if the method gives another kind
         */
        public Attribution attribution() {
            if (explanation instanceof Attribution attribution) {
                return attribution;
            }
            throw BadInput.of(
                    "the explanation",
                    explanation.kind(),
                    "an attribution",
                    "Maybe ask for another method than " + explanation.header().method() + ", such as auto.");
        }

        /**
         * @param language a language
         * @return the reason in it
         */
        public String reason(Language language) {
            return reasons.getOrDefault(language, "");
        }
    }

    /** @return the items' ids, best first */
    public List<String> items() {
        List<String> items = new ArrayList<>();
        recommendations.forEach(r -> items.add(r.item()));
        return items;
    }
}
