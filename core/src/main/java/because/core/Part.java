package because.core;

/** A piece of a profile that can be taken out of it: the stuff that players of a game are made of. */
public sealed interface Part {

    /**
     * One event.
     *
     * @param index its place in {@link Profile#events()}, from 0
     */
    record OfEvent(int index) implements Part {
        /** Refuses negative indices; a question refuses those past its profile. */
        public OfEvent {
            if (index < 0) {
                throw BadInput.of("an event's place", index, "0 or more", "");
            }
        }
    }

    /**
     * One attribute of the person.
     *
     * @param name its name in {@link Profile#attributes()}
     */
    record OfAttribute(String name) implements Part {}

    /**
     * One tag.
     *
     * @param tag the tag in {@link Profile#tags()}
     */
    record OfTag(String tag) implements Part {}

    /**
     * One link; links that are equal are the same part.
     *
     * @param link the link in {@link Profile#links()}
     */
    record OfLink(Link link) implements Part {}
}
