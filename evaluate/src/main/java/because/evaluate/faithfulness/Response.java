package because.evaluate.faithfulness;

import java.util.BitSet;
import java.util.Collection;

/** How a model responds, for one explained item, when only some of the players are present. It is deterministic: the same players give the same outcome. */
public interface Response {

    /** @return how many players there are */
    int players();

    /**
     * @param present the players that are present
     * @return what the model says then
     */
    Outcome of(BitSet present);

    /**
     * Computes several outcomes at once; asking for them later costs nothing.
     *
     * @param coalitions the players that are present, in each
     */
    default void prepare(Collection<BitSet> coalitions) {}

    /** @return what the model says when all players are present */
    default Outcome full() {
        BitSet all = new BitSet(players());
        all.set(0, players());
        return of(all);
    }
}
