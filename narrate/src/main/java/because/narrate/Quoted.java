package because.narrate;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names in quotation marks in a text.
 *
 * @param names what stands between the marks
 * @param rest the text without marks and names
 * @param torn whether a mark is left over
 */
record Quoted(Set<String> names, String rest, boolean torn) {
    private static final Map<Character, Character> MARKS =
            Map.of('“', '”', '《', '》', '「', '」', '『', '』', '«', '»', '"', '"');

    static Quoted in(String text) {
        Set<String> names = new HashSet<>();
        StringBuilder rest = new StringBuilder();
        boolean torn = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            Character close = MARKS.get(c);
            int end = close == null ? -1 : text.indexOf(close, at + 1);
            if (end < 0) {
                torn |= close != null || MARKS.containsValue(c);
                rest.append(c);
                at++;
            } else {
                names.add(text.substring(at + 1, end));
                at = end + 1;
            }
        }
        return new Quoted(names, rest.toString(), torn);
    }

    /** How a name can stand between quotation marks of any kind. */
    static Set<String> forms(String name) {
        Set<String> forms = new HashSet<>();
        for (Marks marks : Marks.values()) {
            forms.add(marks.inside(name));
        }
        return forms;
    }
}
