package because.evaluate.faithfulness;

import because.core.BadInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a list of recommendations when the events that a reason names were taken out (CFExpRec, arXiv 2604.19663): were they necessary for it?
 *
 * @param item PN-S of the item: 1 if it is not among the first k any more, else 0
 * @param list PN-S of the list: the share of the k places that hold an item which was not among the first k before
 * @param ranked PN-R: the same, each place weighted by 1 / log₂(rank + 1) and divided by the weights of all k places
 */
public record Necessity(double item, double list, double ranked) {

    /**
     * @param before the list with the full history, the best first; k items at least, or all there are
     * @param after the list without the events
     * @param k how many places count, 1 or more
     * @param item the explained item
     * @return what became of the list
     */
    public static Necessity of(List<Integer> before, List<Integer> after, int k, int item) {
        if (k < 1) {
            throw BadInput.of("k", k, "1 or more", "");
        }
        Set<Integer> were = new HashSet<>(before.subList(0, Math.min(k, before.size())));
        List<Integer> are = after.subList(0, Math.min(k, after.size()));
        double fresh = 0;
        double gain = 0;
        double all = 0;
        for (int place = 1; place <= k; place++) {
            double weight = PercentForm.discount(place);
            all += weight;
            if (place <= are.size() && !were.contains(are.get(place - 1))) {
                fresh++;
                gain += weight;
            }
        }
        return new Necessity(are.contains(item) ? 0 : 1, fresh / k, gain / all);
    }
}
