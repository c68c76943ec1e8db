package because.explain.global;

import because.core.BadInput;
import java.util.List;

/**
 * Something that a model may look at, which differs from row to row of a {@link Sample}.
 *
 * @param name unique in the sample, such as {@code person:age} or {@code history:genres=Comedy}
 * @param kind what its values are
 * @param categories the names of a category's values, whose numbers count from 0; empty for other kinds
 * @param changeable whether a row can be asked about with another value; otherwise it can only be read
 * @param part whether it is contained in other variables, as a word is in an attribute: a whole is made of the others, so methods that share a whole out leave it aside
 *     unless they are asked for it by name
 */
public record Variable(String name, Kind kind, List<String> categories, boolean changeable, boolean part) {
    /** What the values of a variable are. */
    public enum Kind {
        /** A number. */
        NUMBER,
        /** 1 if something is there, 0 if not. */
        FLAG,
        /** One of several names. */
        CATEGORY,
        /** More than a number can say, such as a history: it can be another row's, but not set or read. */
        WHOLE
    }

    /** Copies the names and refuses a variable without a name. */
    public Variable {
        categories = List.copyOf(categories);
        if (name.isEmpty()) {
            throw new BadInput("a variable has no name.");
        }
    }

    /**
     * A number that can be set.
     *
     * @param name its name
     * @return the variable
     */
    public static Variable number(String name) {
        return new Variable(name, Kind.NUMBER, List.of(), true, false);
    }

    /**
     * A category that can be set.
     *
     * @param name its name
     * @param categories the names of its values
     * @return the variable
     */
    public static Variable category(String name, List<String> categories) {
        return new Variable(name, Kind.CATEGORY, categories, true, false);
    }
}
