package because.models.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The items that a batch has to do with, in the order in which they are met, so that only their vectors are handed to libtorch and back: of a large catalogue
 * that is a small part.
 */
final class Touched {
    private final int[] places;
    private int[] items = new int[1024];
    private int size;

    /** @param items how many items there are */
    Touched(int items) {
        this.places = new int[items];
        Arrays.fill(places, -1);
    }

    /**
     * Forgets the last batch's and takes up another's.
     *
     * @param batch what is read and told
     * @param draw what it is told from
     */
    void take(List<Example> batch, Draw draw) {
        for (int i = 0; i < size; i++) {
            places[items[i]] = -1;
        }
        size = 0;
        if (draw.all()) {
            for (int item = 0; item < places.length; item++) {
                add(item);
            }
            return;
        }
        for (Example example : batch) {
            for (int i = 0; i < example.read().size(); i++) {
                add(example.read().item(i));
            }
            for (int i = 0; i < example.targets(); i++) {
                add(example.told(i));
            }
        }
        for (int i = 0; i < draw.size(); i++) {
            add(draw.item(i));
        }
    }

    private void add(int item) {
        if (item < 0 || places[item] >= 0) {
            return; // hidden or blank, or met before
        }
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        places[item] = size;
        items[size++] = item;
    }

    /** @return how many there are */
    int size() {
        return size;
    }

    /**
     * @param place from 0 to size − 1
     * @return the item there
     */
    int item(int place) {
        return items[place];
    }

    /** @return all of them, in the order of their places */
    IntStream items() {
        return Arrays.stream(items, 0, size);
    }

    /**
     * @param item an item that is among them
     * @return its place, from 0
     */
    int place(int item) {
        return places[item];
    }

    /**
     * @param table a row for each item
     * @return the rows of these
     */
    float[] gather(float[] table) {
        int width = table.length / places.length;
        float[] rows = new float[size * width];
        for (int i = 0; i < size; i++) {
            System.arraycopy(table, items[i] * width, rows, i * width, width);
        }
        return rows;
    }

    /**
     * Puts rows back to their places.
     *
     * @param rows a row for each of these
     * @param table a row for each item
     */
    void scatter(float[] rows, float[] table) {
        int width = table.length / places.length;
        for (int i = 0; i < size; i++) {
            System.arraycopy(rows, i * width, table, items[i] * width, width);
        }
    }

    /**
     * Makes the rows of these zero again.
     *
     * @param table a row for each item
     */
    void clear(float[] table) {
        int width = table.length / places.length;
        for (int i = 0; i < size; i++) {
            Arrays.fill(table, items[i] * width, (items[i] + 1) * width, 0f);
        }
    }
}
