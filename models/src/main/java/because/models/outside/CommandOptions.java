package because.models.outside;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a model in a program that reads requests and writes answers, a line each.
 *
 * @param command the program and its arguments, separated by spaces; quotes keep together what belongs together. No shell reads it: write
 *     {@code sh -c '…'} for one
 * @param processes how many of it run at once, 1 to 64
 * @param asking how it is asked
 */
public record CommandOptions(String command, int processes, Asking asking) {
    private static final int MOST_PROCESSES = 64;

    /** Refuses a command whose quotes do not close. */
    public CommandOptions {
        words(command);
        if (processes < 1 || processes > MOST_PROCESSES) {
            throw BadInput.of("processes", processes, "1 to " + MOST_PROCESSES, "");
        }
    }

    /** @return no command yet, one process */
    public static CommandOptions defaults() {
        return new CommandOptions("", 1, Asking.defaults());
    }

    /**
     * @param command the program and its arguments
     * @return the same with it
     */
    public CommandOptions withCommand(String command) {
        return new CommandOptions(command, processes, asking);
    }

    /**
     * @param processes how many of it run at once
     * @return the same with it
     */
    public CommandOptions withProcesses(int processes) {
        return new CommandOptions(command, processes, asking);
    }

    /**
     * @param asking how it is asked
     * @return the same with it
     */
    public CommandOptions withAsking(Asking asking) {
        return new CommandOptions(command, processes, asking);
    }

    /** The program and its arguments. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw BadInput.of("command", command, "a program and arguments whose quotes close", "");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
