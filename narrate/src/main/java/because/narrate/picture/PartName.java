package because.narrate.picture;

import because.narrate.ExplanationText;
import because.narrate.Language;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parts of our Transformers are called by people, who count from 1; other networks' parts keep their names. */
final class PartName {
    private static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d{1,4})\\.(.+)");
    private static final Pattern HEAD = Pattern.compile("attention\\..+#(\\d{1,4})");

    private PartName() {}

    static String of(String name, Language language) {
        if (name.equals("x")) {
            return Words.BEFORE.in(language);
        }
        Matcher block = BLOCK.matcher(name);
        if (!block.matches()) {
            return ExplanationText.plain(name);
        }
        int number = Integer.parseInt(block.group(1)) + 1;
        Matcher head = HEAD.matcher(block.group(2));
        if (head.matches()) {
            return Words.HEAD.in(language, number, Integer.parseInt(head.group(1)) + 1);
        }
        return switch (block.group(2)) {
            case "x" -> Words.BLOCK.in(language, number);
            case "attended" -> Words.ATTENDED.in(language, number);
            case "attention.out" -> Words.ATTENTION_OF.in(language, number);
            case "forward.out" -> Words.FORWARD.in(language, number);
            default -> ExplanationText.plain(name);
        };
    }
}
