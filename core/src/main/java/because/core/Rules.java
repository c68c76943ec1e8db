package because.core;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A simple stand-in for a model, in rules that people can read, with how faithful it is: what it says was held against the model on people of whom it had seen nothing.
 *
 * @param header how it was fitted; base and score are both the mean target of those who were held out
 * @param form whether the rules are the leaves of a tree or a list that is read from the top
 * @param rules of a tree in the order of its leaves, exactly one of which holds for each; of a list in its order, the first that holds counts, and the last has no conditions
 * @param fidelity R² on those who were held out, 1 − Σ(f − rule)² / Σ(f − mean)²: 1 if the rules say what the model says, 0 if they say no more than its mean
 * @param low the lower end of the 95 % interval of the fidelity
 * @param high the upper end
 * @param fitted how many pairs of people and items it was fitted to
 * @param heldOut how many pairs, of other people, it was tried on
 */
public record Rules(
        Header header, Form form, List<Rule> rules, double fidelity, double low, double high, int fitted, int heldOut)
        implements Explanation {
    /** Copies the rules and refuses none. */
    public Rules {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new BadInput("there is no rule; one at least says the mean.");
        }
    }

    /** How rules belong together. */
    public enum Form {
        /** The leaves of a tree: exactly one holds. */
        TREE,
        /** Read from the top: the first that holds counts. */
        LIST;

        /** @return the name in files and options */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a feature is compared. */
    public enum Relation {
        /** A number that is at most so large. */
        AT_MOST,
        /** A number that is larger. */
        ABOVE,
        /** A category. */
        IS,
        /** Any other category, or none. */
        IS_NOT,
        /** Something that is there. */
        HAS,
        /** Something that is not there. */
        HAS_NOT;

        /** @return the name in files */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What must hold of one feature.
     *
     * @param feature the feature's name
     * @param relation how it is compared
     * @param value a number or the name of a category; empty for what is there or not
     */
    public record Condition(String feature, Relation relation, String value) {}

    /**
     * One rule.
     *
     * @param conditions all of them must hold; none for the last of a list
     * @param value what it says that the target is: the mean over those to whom it was fitted
     * @param coverage the share of those held out to whom it applies, from 0 to 1
     * @param measured the mean target of these; NaN if there are none
     * @param standardError of what was measured, by people; NaN if there are too few to say
     * @param low the lower end of its 95 % interval
     * @param high the upper end
     */
    public record Rule(
            List<Condition> conditions,
            double value,
            double coverage,
            double measured,
            double standardError,
            double low,
            double high) {
        /** Copies the conditions. */
        public Rule {
            conditions = List.copyOf(conditions);
        }
    }

    @Override
    public String kind() {
        return "rules";
    }

    @Override
    public List<Evidence> evidence() {
        return IntStream.range(0, rules.size())
                .mapToObj(i -> new Evidence(
                        "rule:" + (i + 1),
                        "rule " + (i + 1),
                        rules.get(i).measured(),
                        rules.get(i).standardError()))
                .toList();
    }
}
