package because.evaluate.faithfulness;

import java.util.List;

/**
 * What a model says of an explained item when some players are absent.
 *
 * @param value the measured value of the item, such as its score
 * @param rank its rank among the items that are not excluded, from 1
 * @param list the items that would be recommended, the best first; as many as were asked for
 */
public record Outcome(double value, double rank, List<Integer> list) {
    /** Copies the list. */
    public Outcome {
        list = List.copyOf(list);
    }
}
