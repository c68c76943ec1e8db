package because.core;

import java.util.Locale;

/** How the absence of an event looks to the recommender. It is part of every question and of every explanation's header. */
public enum Absence {
    /** The event is taken out and the later ones move up. */
    REMOVED,
    /** The event keeps its place and its time, but what it was is hidden. Needs {@link Capabilities#masking()}. */
    MASKED;

    /** @return the name that is written in files and options */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
