package because.models.labelled;

import because.network.Features;

/**
 * Features of which some are passed over, as if they were zero: so that many can share one vector.
 *
 * @param all the vector
 * @param one a place in it that is passed over; −1 for none
 * @param other another one; −1 for none
 */
record FeaturesBut(Features all, int one, int other) {

    /** @return all of them */
    static FeaturesBut none(Features features) {
        return new FeaturesBut(features, -1, -1);
    }

    /** @return how many there are, with those that are passed over */
    int size() {
        return all.size();
    }

    /**
     * @param i from 0 to size − 1
     * @return whether it is passed over
     */
    boolean without(int i) {
        return i == one || i == other;
    }

    /**
     * @param i from 0 to size − 1
     * @return the number of the feature
     */
    int index(int i) {
        return all.index(i);
    }

    /**
     * @param i from 0 to size − 1
     * @return its value
     */
    float value(int i) {
        return all.value(i);
    }
}
