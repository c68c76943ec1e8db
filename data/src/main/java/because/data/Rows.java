package because.data;

import because.core.BadInput;
import java.util.List;

/**
 * The rows of a table, one after the other. The fields of the row at hand lie in a byte array as UTF-8, so that ids and numbers can be read without making
 * strings. Rows that cannot be told apart or decoded go to the {@link Rejections} and are passed over.
 */
abstract class Rows implements AutoCloseable {

    /** @return the columns' names */
    abstract List<String> columns();

    /**
     * Goes to the next row.
     *
     * @return whether there is one
     */
    abstract boolean next();

    /** @return the line in which the row begins, from 1; for Parquet and SQL the row's number, from 1 */
    abstract long line();

    /** @return the array that holds the row's fields; it may be another one for each row */
    abstract byte[] bytes();

    /**
     * @param column from 0
     * @return where the field begins in the array
     */
    abstract int from(int column);

    /**
     * @param column from 0
     * @return where the field ends in the array
     */
    abstract int to(int column);

    /** @return the row as it stands in the file, for {@code rejected.csv} */
    abstract String raw();

    /** @return how many bytes of the file are read, or how many rows where that is not known */
    abstract long done();

    /** @return whether lists and objects come as JSON text */
    boolean nested() {
        return false;
    }

    @Override
    public abstract void close();

    /**
     * @param column from 0
     * @return the field as text
     */
    final String text(int column) {
        return Numbers.text(bytes(), from(column), to(column));
    }

    /**
     * @param column from 0
     * @return whether there is nothing in the field but blanks
     */
    final boolean blank(int column) {
        byte[] bytes = bytes();
        for (int i = from(column); i < to(column); i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /**
     * @param source what is read, for the error
     * @param name a column's name
     * @return its place
     * @throws BadInput if there is no such column, or several
     */
    final int column(String source, String name) {
        int column = columns().indexOf(name);
        if (column < 0) {
            BadInput unknown = BadInput.unknown("column", name, columns());
            throw new BadInput(source + ": " + unknown.getMessage(), unknown);
        }
        if (columns().lastIndexOf(name) != column) {
            throw new BadInput(source + ": there are two columns with the name '" + name + "'.");
        }
        return column;
    }
}
