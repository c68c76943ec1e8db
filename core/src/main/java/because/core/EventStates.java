package because.core;

import java.util.OptionalDouble;

/**
 * A view of models that make a vector of each event of a profile, in the light of the others, and of the profile as a whole: what an explainer that is learned looks at. Vectors of a kind have one length.
 */
public interface EventStates {

    /**
     * Reads a profile once.
     *
     * @param profile somebody
     * @return what the model makes of it
     */
    Reading read(Profile profile);

    /** @return how many numbers an event's vector has */
    int width();

    /**
     * @param candidate an item
     * @return the vector that the model scores it with; not to be changed
     * @throws BadInput if it is no item of the model's
     */
    float[] vector(Candidate candidate);

    /**
     * The score of an item for a profile that was read, without reading it again.
     *
     * @param reading what {@link #read} gave
     * @param candidate an item
     * @return what {@link Recommender#score} says; empty if that takes more than the reading
     */
    default OptionalDouble score(Reading reading, Candidate candidate) {
        return OptionalDouble.empty();
    }

    /** What a model makes of a profile. */
    final class Reading {
        private final float[][] events;
        private final float[] state;

        /**
         * @param events a vector for each event of the profile; one of length 0 for an event that the model does not read. Not copied
         * @param state the vector of the profile; not copied
         */
        public Reading(float[][] events, float[] state) {
            this.events = events;
            this.state = state;
        }

        /** @return how many events the profile has */
        public int events() {
            return events.length;
        }

        /**
         * @param event from 0 to events − 1
         * @return its vector, of length 0 if the model does not read it; not to be changed
         */
        public float[] event(int event) {
            return events[event];
        }

        /** @return the vector of the profile; not to be changed */
        public float[] state() {
            return state;
        }
    }
}
