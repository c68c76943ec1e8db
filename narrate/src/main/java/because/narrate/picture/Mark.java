package because.narrate.picture;

/**
 * What a shape stands for: it is written into the SVG, where a pointer over the shape shows it and programs can read it.
 *
 * @param role what kind of thing it is, a word such as {@code value} or {@code error}
 * @param id of the player, person or layer; empty if it is none
 * @param value what it shows, NaN if nothing
 * @param tip what is shown of it in words; empty for nothing
 */
record Mark(String role, String id, double value, String tip) {
    /** It stands for nothing by itself: a line of the grid, a word. */
    static final Mark NONE = new Mark("", "", Double.NaN, "");
}
