package because.narrate;

import because.core.Part;
import because.core.Player;
import java.util.List;

/** How a language puts words together: quotation, lists, sentences. */
record Grammar(Language language) {

    /** The title of a work or a ware. Chinese has marks of its own for those. */
    String work(String title) {
        return switch (language) {
            case EN -> Marks.QUOTES.around(title);
            case ZH -> Marks.WORK.around(title);
        };
    }

    /** Any other name from the data: an id, a group, a tag. */
    String name(String name) {
        return Marks.QUOTES.around(name);
    }

    /** A player's name in the marks that suit it. */
    String player(Player player) {
        return isEvent(player) ? work(nameOf(player)) : name(nameOf(player));
    }

    /** What a player is called: its name, or its id if the name has nothing that can be seen. */
    static String nameOf(Player player) {
        return Marks.clean(player.name()).isEmpty() ? player.id() : player.name();
    }

    /** Whether a player is a single event that is named by its item, not a group that happens to have one event. */
    static boolean isEvent(Player player) {
        return player.parts().size() == 1
                && player.parts().getFirst() instanceof Part.OfEvent
                && !player.id().startsWith("group:");
    }

    /** Names in a row: {@code A, B and C}; quoted names need no comma between them in Chinese. */
    String list(List<String> names) {
        return switch (language) {
            case EN -> join(names, ", ", " and ");
            case ZH -> join(names, "", "和");
        };
    }

    /** The sentence that gives clauses as the reason of a recommendation, or of a score alone. */
    String reason(List<String> clauses, boolean partly, boolean recommended) {
        String all = switch (language) {
            case EN -> join(clauses.stream().map(c -> "because " + c).toList(), ", ", " and ");
            case ZH -> join(clauses, "，", "，并且");
        };
        Phrase whole = recommended ? Phrase.REASON : Phrase.SCORE_REASON;
        Phrase hedged = recommended ? Phrase.PARTLY : Phrase.SCORE_PARTLY;
        return (partly ? hedged : whole).in(language, all);
    }

    private static String join(List<String> parts, String comma, String and) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts) : String.join(comma, parts.subList(0, last)) + and + parts.get(last);
    }
}
