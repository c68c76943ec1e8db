package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.stream.IntStream;

/** How many players are taken out step by step, as numpy's {@code array_split} cuts: the first (n mod parts) parts hold one player more. */
public final class Steps {
    /** The published number of parts: tenths. */
    public static final int TENTHS = 10;

    private Steps() {}

    /**
     * @param players how many there are, 0 or more
     * @param parts into how many parts they are cut, 1 or more
     * @return the size of each part
     */
    public static int[] sizes(int players, int parts) {
        if (players < 0) {
            throw BadInput.of("the number of players", players, "0 or more", "");
        }
        if (parts < 1) {
            throw BadInput.of("parts", parts, "1 or more", "");
        }
        return IntStream.range(0, parts)
                .map(part -> players / parts + (part < players % parts ? 1 : 0))
                .toArray();
    }

    /**
     * @param players how many there are, 0 or more
     * @param parts into how many parts they are cut, 1 or more
     * @return how many players are out at each of parts + 1 points, the first of which is 0
     */
    public static int[] cumulative(int players, int parts) {
        int[] sizes = sizes(players, parts);
        int[] points = new int[parts + 1];
        for (int part = 0; part < parts; part++) {
            points[part + 1] = points[part] + sizes[part];
        }
        return points;
    }

    /**
     * @param players how many there are, 0 or more
     * @return the different points after 0, rising: each number of players if there are at most {@value #TENTHS}, tenths otherwise
     */
    static int[] distinct(int players) {
        return IntStream.of(cumulative(players, TENTHS))
                .filter(k -> k > 0)
                .distinct()
                .toArray();
    }
}
