package because.core;

/** What items' vectors were made of: a training that trains the encoder of texts, too, makes them anew. */
public interface ItemTexts {
    /** @return the attribute of items that holds the vector */
    String attribute();

    /** @return the encoder's name or path */
    String encoder();

    /**
     * @param item any item
     * @return what is written of it; empty if nothing is
     */
    String text(Item item);
}
