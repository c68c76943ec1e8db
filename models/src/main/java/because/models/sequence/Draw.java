package because.models.sequence;

/** Items that a batch's predictions are compared with. */
final class Draw {
    /** Nothing is compared. */
    static final Draw NOTHING = of(new int[0], new float[0], true);

    private final int[] items;
    private final float[] corrections;
    private final boolean shared;
    private final boolean all;

    private Draw(int[] items, float[] corrections, boolean shared, boolean all) {
        this.items = items;
        this.corrections = corrections;
        this.shared = shared;
        this.all = all;
    }

    /**
     * Drawn items.
     *
     * @param items the items; if they are not shared, each prediction's own, one prediction's after the other's
     * @param corrections for each, what is added to its score in a softmax: the logarithm of how many items it stands for
     * @param shared whether all predictions share them
     * @return the draw
     */
    static Draw of(int[] items, float[] corrections, boolean shared) {
        return new Draw(items, corrections, shared, false);
    }

    /**
     * Every item stands for itself.
     *
     * @param count how many items there are
     * @return the draw
     */
    static Draw everything(int count) {
        int[] items = new int[count];
        java.util.Arrays.setAll(items, item -> item);
        return new Draw(items, new float[count], true, true);
    }

    /** @return whether all predictions share the items */
    boolean shared() {
        return shared;
    }

    /** @return whether these are all items, each once */
    boolean all() {
        return all;
    }

    /** @return how many there are */
    int size() {
        return items.length;
    }

    /**
     * @param index from 0 to size − 1
     * @return the item
     */
    int item(int index) {
        return items[index];
    }

    /**
     * @param index from 0 to size − 1
     * @return the logarithm of how many items it stands for
     */
    float correction(int index) {
        return corrections[index];
    }
}
