package because.core;

/**
 * The view of a recommender whose scores mean something outside of its own list: a rating, or the logarithm of the odds of a click, a purchase, an acceptance.
 * Get it by {@link Recommender#as}.
 */
public interface Predictor {

    /** @return what is predicted; {@link Task#prediction} turns scores into ratings and probabilities */
    Task task();

    /**
     * The same model, less or more sure of itself. Scores are divided by the temperature (Guo, Pleiss, Sun, Weinberger 2017), which changes no order.
     *
     * @param temperature above 0; it replaces the model's own, which is 1 unless it was set
     * @return the model with it
     * @throws BadInput if the temperature is not above 0, or the model predicts no probabilities
     */
    Recommender withTemperature(double temperature);
}
