package because.narrate;

import java.util.List;

/**
 * A sentence that says why an item is recommended, with the evidence that it cites.
 *
 * @param language what it is written in
 * @param text plain text on one line, without control characters; whoever puts it into HTML, SQL or a shell escapes it there, as any text
 * @param evidence the ids of the players that it names, the strongest first; empty if it says that there is not enough evidence
 * @param supported whether there was enough evidence for a reason
 */
public record Reason(Language language, String text, List<String> evidence, boolean supported) {
    /** Copies the list. */
    public Reason {
        evidence = List.copyOf(evidence);
    }
}
