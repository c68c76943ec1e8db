package because.explain.gradient;

/** Functions of several numbers that can say their derivatives; several at once, which share work. */
public interface Differentiable {

    /** @return how many functions there are */
    int columns();

    /**
     * @param x the numbers
     * @return the value of each function
     */
    double[] values(double... x);

    /**
     * @param x the numbers
     * @return the derivatives: a row for each function, a column for each number
     */
    double[][] gradients(double... x);
}
