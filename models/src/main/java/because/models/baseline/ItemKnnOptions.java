package because.models.baseline;

import because.core.BadInput;

/**
 * The options of {@link ItemKnn}.
 *
 * @param neighbours how many neighbours of an item are kept; 1 or more
 * @param shrinkage is added below the fraction, so that items that few people share are less similar; 0 or more
 * @param idf whether a person counts the less the more items they have, by the logarithm (inverse document frequency)
 */
public record ItemKnnOptions(int neighbours, double shrinkage, boolean idf) {
    /** Checks the ranges. */
    public ItemKnnOptions {
        if (neighbours < 1) {
            throw BadInput.of("neighbours", neighbours, "1 or more", "");
        }
        if (!(shrinkage >= 0 && shrinkage < Double.POSITIVE_INFINITY)) {
            throw BadInput.of("shrinkage", shrinkage, "0 or more", "");
        }
    }

    /** @return a hundred neighbours by the cosine with idf, which did better on validation events of the bundled sample than the plain one */
    public static ItemKnnOptions defaults() {
        return new ItemKnnOptions(100, 0, true);
    }

    /**
     * @param neighbours how many neighbours of an item are kept
     * @return the same options with it
     */
    public ItemKnnOptions withNeighbours(int neighbours) {
        return new ItemKnnOptions(neighbours, shrinkage, idf);
    }

    /**
     * @param shrinkage is added below the fraction
     * @return the same options with it
     */
    public ItemKnnOptions withShrinkage(double shrinkage) {
        return new ItemKnnOptions(neighbours, shrinkage, idf);
    }

    /**
     * @param idf whether a person counts the less the more items they have
     * @return the same options with it
     */
    public ItemKnnOptions withIdf(boolean idf) {
        return new ItemKnnOptions(neighbours, shrinkage, idf);
    }
}
