package because.data;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines that hold a JSON object each. A field that a line does not have, or that is null, is empty; lists and objects come as JSON text. */
final class JsonRows extends Rows {
    /** How many rows are looked at to learn the names of the columns. */
    private static final int SAMPLE = 1000;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DelimitedRows lines;
    private final String file;
    private final Rejections rejections;
    private final List<String> columns;
    private final FieldBuffer fields;

    /**
     * @param lines the file, each line one field
     * @param file what to call it
     * @param columns the names of the columns, from {@link #names}
     * @param rejections where lines go that are not JSON objects
     */
    JsonRows(DelimitedRows lines, String file, List<String> columns, Rejections rejections) {
        this.lines = lines;
        this.file = file;
        this.columns = columns;
        this.rejections = rejections;
        this.fields = new FieldBuffer(columns.size());
    }

    /**
     * The names that occur in the first rows of a file, in the order in which they do.
     *
     * @param lines the file, which is closed
     * @param file what to call it
     * @return the names
     */
    static List<String> names(DelimitedRows lines, String file) {
        Set<String> names = new LinkedHashSet<>();
        try (lines) {
            for (int row = 0; row < SAMPLE && lines.next(); row++) {
                JsonNode node = object(lines.text(0));
                if (node != null) {
                    node.properties().forEach(field -> names.add(field.getKey()));
                }
            }
        }
        if (names.isEmpty()) {
            throw new BadInput("file '" + file + "' has no JSON object in its first " + SAMPLE
                    + " lines.\nMaybe it is one long list: write each object on a line of its own.");
        }
        return new ArrayList<>(names);
    }

    private static @Nullable JsonNode object(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isObject() ? node : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    @Override
    List<String> columns() {
        return columns;
    }

    @Override
    boolean next() {
        while (lines.next()) {
            JsonNode node = object(lines.text(0));
            if (node == null) {
                rejections.add(file, lines.line(), "is not a JSON object", lines.raw());
                continue;
            }
            if (fill(node)) {
                return true;
            }
            rejections.add(file, lines.line(), "holds a NUL byte", lines.raw());
        }
        return false;
    }

    /** Takes over the fields of an object, unless one holds a NUL character. */
    private boolean fill(JsonNode node) {
        fields.clear();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            int column = columns.indexOf(field.getKey());
            JsonNode value = field.getValue();
            if (column < 0 || value.isNull()) {
                continue;
            }
            String text = value.isValueNode() ? value.asString() : value.toString();
            if (text.indexOf('\0') >= 0) {
                return false;
            }
            fields.set(column, text);
        }
        return true;
    }

    @Override
    boolean nested() {
        return true;
    }

    @Override
    long line() {
        return lines.line();
    }

    @Override
    byte[] bytes() {
        return fields.bytes();
    }

    @Override
    int from(int column) {
        return fields.from(column);
    }

    @Override
    int to(int column) {
        return fields.to(column);
    }

    @Override
    String raw() {
        return lines.raw();
    }

    @Override
    long done() {
        return lines.done();
    }

    @Override
    public void close() {
        lines.close();
    }
}
