package because.core;

import java.util.List;

/** A view of models that make one vector of a profile and score an item by its inner product with a vector of the item, plus a number of the item. */
public interface States {

    /**
     * The vectors.
     *
     * @param profiles whom for
     * @return a row for each profile
     */
    double[][] states(List<Profile> profiles);
}
