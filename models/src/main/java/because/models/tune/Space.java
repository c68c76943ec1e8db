package because.models.tune;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which options are tuned, and among which values.
 *
 * @param ranges by the option's name, in the order of the report; one or more
 */
public record Space(Map<String, Range> ranges) {
    /** After so many draws in a row that gave nothing new that fits, there is nothing more to draw. */
    private static final int IN_VAIN = 500;

    /** Copies the map, keeps its order and refuses an empty one. */
    public Space {
        ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
        if (ranges.isEmpty()) {
            throw new BadInput("there is nothing to tune: the space names no option.\n"
                    + "Maybe name one: --space NAME=VALUES, or tuning.space in because.yaml.");
        }
    }

    /**
     * @param texts ranges by the option's name, each as {@link Range#parse} reads it
     * @return the space
     * @throws BadInput if one is no range, or there is none
     */
    public static Space parse(Map<String, String> texts) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        texts.forEach((name, text) -> ranges.put(name, Range.parse(name, text)));
        return new Space(ranges);
    }

    /**
     * Draws configurations: a Latin hypercube (McKay, Beckman, Conover 1979), so that the values of each option are used about equally often. No two are the same.
     *
     * @param count how many, with the first; fewer if the space holds no more
     * @param first a value for each option: what is used so far, whether it lies in the ranges or not
     * @param seed of the draw
     * @param check throws {@link BadInput} if values do not fit together
     * @return the configurations, each a value for each option, the given one first
     * @throws BadInput if no other one fits
     */
    public List<Map<String, String>> draw(
            int count, Map<String, String> first, long seed, Consumer<Map<String, String>> check) {
        Random random = new Random(seed);
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        drawn.add(ordered(first));
        Map<String, int[]> strata = new LinkedHashMap<>();
        ranges.forEach((name, _) -> strata.put(name, permutation(Math.max(1, count - 1), random)));
        BadInput refused = null;
        for (int i = 0; drawn.size() < count && i - drawn.size() < IN_VAIN; i++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Map.Entry<String, Range> option : ranges.entrySet()) {
                int[] places = strata.getOrDefault(option.getKey(), new int[0]);
                // What does not fit or is there already is drawn anew from anywhere.
                double share =
                        i < places.length ? (places[i] + random.nextDouble()) / places.length : random.nextDouble();
                values.put(option.getKey(), option.getValue().at(share));
            }
            try {
                check.accept(values);
                drawn.add(values);
            } catch (BadInput unfit) {
                refused = unfit;
            }
        }
        if (drawn.size() == 1 && count > 1 && refused != null) {
            throw new BadInput("no configuration of the space fits: " + refused.getMessage(), refused);
        }
        return List.copyOf(drawn);
    }

    private Map<String, String> ordered(Map<String, String> first) {
        Map<String, String> values = new LinkedHashMap<>();
        ranges.keySet().forEach(name -> values.put(name, first.getOrDefault(name, "")));
        return values;
    }

    private static int[] permutation(int size, Random random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            places.add(i);
        }
        Collections.shuffle(places, random);
        int[] permutation = new int[size];
        Arrays.setAll(permutation, places::get);
        return permutation;
    }

    /** @return each option with its range, as {@link #parse} reads them */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        ranges.forEach((name, range) -> texts.put(name, range.toString()));
        return texts;
    }
}
