package because.core;

import java.util.Locale;

/** How the absence of an event looks to the recommender. It is part of every question and of every explanation's header. */
public enum Absence {
    /** The event is taken out and the later ones move up. */
    REMOVED,
    /** The event keeps its place and its time, but what it was is hidden. Needs {@link Capabilities#masking()}. */
    MASKED,
    /** The event becomes one of a named reference: "what if they had used that instead". Needs a {@link Background}. */
    BACKGROUND,
    /** The event becomes one of other people, and the target is the mean over several of them. Needs a {@link Background}. */
    MARGINAL,
    /** The event becomes what stands between such neighbours in the data, and the target is the mean over several draws. Needs a {@link Background}. */
    CONDITIONAL;

    /** @return whether something else is put in the event's place, so that a question needs a {@link Background} */
    public boolean replaces() {
        return compareTo(MASKED) > 0;
    }

    /** @return the name that is written in files and options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
