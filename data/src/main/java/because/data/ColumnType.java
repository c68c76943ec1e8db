package because.data;

/** What a column that is written holds: text, a whole number, any number, or JSON text. */
enum ColumnType {
    TEXT,
    WHOLE,
    NUMBER,
    JSON
}
