package because.core;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request for recommendations.
 *
 * @param profile whom they are for
 * @param n how many, 1 or more; fewer come back when the catalogue has no more
 * @param exclude catalogue indices that must not come back
 * @param filters conditions, all of which hold for what comes back
 */
public record Query(Profile profile, int n, Set<Integer> exclude, List<Filter> filters) {
    /** Copies the collections and refuses an n below 1. */
    public Query {
        if (n < 1) {
            throw BadInput.of("n", n, "1 or more", "");
        }
        exclude = Set.copyOf(exclude);
        filters = List.copyOf(filters);
    }

    /**
     * The usual request: what the person does not know yet.
     *
     * @param profile whom the recommendations are for
     * @param n how many, 1 or more
     * @return the request, which excludes the items of the profile
     */
    public static Query of(Profile profile, int n) {
        Set<Integer> seen = profile.knownItems().stream().boxed().collect(Collectors.toSet());
        return new Query(profile, n, seen, List.of());
    }
}
