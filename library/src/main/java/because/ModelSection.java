package because;

import because.core.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The section {@code model} of a {@code because.yaml}: as text to be pasted, and put in the place of the one that is there. */
final class ModelSection {
    private static final String KEY = "model:";

    private ModelSection() {}

    /**
     * @param model a model
     * @return the lines of the section
     */
    static String text(Config.Model model) {
        StringBuilder text = new StringBuilder(KEY + "\n  kind: " + model.kind() + "\n");
        if (!model.options().isEmpty()) {
            text.append("  options:\n");
            new TreeMap<>(model.options())
                    .forEach((name, value) -> text.append("    " + name + ": " + scalar(value) + "\n"));
        }
        return text.toString();
    }

    private static String scalar(String value) {
        return value.matches("[A-Za-z0-9.+-]+") ? value : Json.line(Json.tree(value));
    }

    /**
     * Puts the section into a file; all other lines stay as they are, with their comments.
     *
     * @param file a {@code because.yaml}
     * @param model what it is to say
     * @throws BadInput if the file is written in a way in which the section cannot be replaced without changing anything else
     */
    static void put(Path file, Config.Model model) {
        try {
            Config before = ConfigReader.read(file);
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            int from = 0;
            while (from < lines.size() && !lines.get(from).startsWith(KEY)) {
                from++;
            }
            int to = Math.min(lines.size(), from + 1);
            int end = to; // after the last line that belongs to the section, so that what stands behind it keeps its
            // distance
            while (to < lines.size() && !lines.get(to).matches("[^\\s#].*")) {
                to++;
                end = lines.get(to - 1).isBlank() || lines.get(to - 1).startsWith("#") ? end : to;
            }
            lines.subList(from, end).clear();
            lines.add(from, text(model).stripTrailing());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
            if (!same(next, before.withModel(model))) {
                Files.delete(next);
                throw new BadInput("the section 'model' of " + file
                        + " is written in a way in which it cannot be replaced safely.\nMaybe put this there yourself:\n"
                        + text(model));
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be changed: " + e.getMessage(), e);
        }
    }

    private static boolean same(Path file, Config wanted) {
        try {
            return ConfigReader.read(file).equals(wanted);
        } catch (BadInput unreadable) {
            return false;
        }
    }
}
