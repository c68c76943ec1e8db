package because.models.baseline;

import java.util.Arrays;
import java.util.List;

/**
 * The options of {@link Content}.
 *
 * @param of the attributes that are compared, separated by commas; empty for all that are no plain text
 */
public record ContentOptions(String of) {
    /** @return all attributes */
    public static ContentOptions defaults() {
        return new ContentOptions("");
    }

    /**
     * @param of the attributes that are compared, separated by commas
     * @return the same options with it
     */
    public ContentOptions withOf(String of) {
        return new ContentOptions(of);
    }

    /** @return the names of the attributes; empty for all */
    public List<String> names() {
        return Arrays.stream(of.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
