package because.explain.surrogate;

import because.core.BadInput;

/** How much a changed profile counts in LIME: the less, the further it is from the person as they are (Ribeiro, Singh and Guestrin 2016). */
public final class LimeKernel {
    /** The usual width, in units of √n. */
    public static final double WIDTH = 0.75;

    private LimeKernel() {}

    /**
     * @param players how many players there are, n
     * @return lime's own width, 0.75 √n
     */
    public static double width(int players) {
        return WIDTH * Math.sqrt(players);
    }

    /**
     * The weight √exp(−d² / width²).
     *
     * @param distance d, the Euclidean distance of a mask from the mask of all ones: √(how many are absent)
     * @param width above 0
     * @return from 0 to 1
     * @throws BadInput if the width is not above 0
     */
    public static double weight(double distance, double width) {
        if (!(width > 0)) {
            throw BadInput.of("the kernel's width", width, "above 0", "");
        }
        return Math.sqrt(Math.exp(-distance * distance / (width * width)));
    }
}
