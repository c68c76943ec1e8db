package because.core;

import java.util.List;
import java.util.Locale;

/**
 * Which properties of items a model's own space of items holds as directions: whether a linear function of an item's vector tells items that have the property from those
 * that have not, on items of which it had seen nothing. A space of many dimensions can tell anything apart a little, so the same is done with the property given to as
 * many items at random.
 *
 * @param header how it was found; base and score are 0, for nothing is said of a target
 * @param space what an item's vector is
 * @param dimensions how many numbers it has
 * @param concepts the clearest first
 */
public record Concepts(Header header, Space space, int dimensions, List<Concept> concepts) implements Explanation {
    /** Copies the list. */
    public Concepts {
        concepts = List.copyOf(concepts);
    }

    /** What an item's vector is. */
    public enum Space {
        /** The item's own vector in the model's last layer. */
        VECTORS,
        /** The item's scores for some people, for a model whose vectors cannot be seen, each person's scores less their mean. */
        SCORES;

        /** @return the name in files */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One property of items.
     *
     * @param name of the property, such as {@code item:genres=Comedy}
     * @param items how many have it
     * @param others how many have it not
     * @param auc how often an item that has it is put above one that has it not, on held-out items: 1 if always, 0.5 by chance
     * @param standardError of the area (Hanley, McNeil 1982)
     * @param low the lower end of its 95 % interval
     * @param high the upper end
     * @param accuracy the mean of the two shares of held-out items that are told rightly, of those that have it and of those that have not: 0.5 by chance
     * @param control the mean area where the property was given to items at random
     * @param p how often chance gives as large an area: (1 + the draws that do) / (1 + all draws)
     */
    public record Concept(
            String name,
            int items,
            int others,
            double auc,
            double standardError,
            double low,
            double high,
            double accuracy,
            double control,
            double p) {

        /** @return whether the space holds it: at most one random draw in twenty is as clear, and the interval is above the mean of them */
        public boolean held() {
            return p <= 0.05 && low > control;
        }
    }

    @Override
    public String kind() {
        return "concepts";
    }

    @Override
    public List<Evidence> evidence() {
        return concepts.stream()
                .map(concept -> new Evidence(
                        "concept:" + concept.name(), concept.name(), concept.auc(), concept.standardError()))
                .toList();
    }
}
