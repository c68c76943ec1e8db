package because.core;

/** A number for each of several people that says how well a recommender serves them; higher is better. Trainers get one handed in to know when to stop. */
public interface Metric {

    /** @return what it is called, such as {@code "ndcg@10"} */
    String name();

    /**
     * @param recommender what is measured
     * @return a number for each person, always the same people in the same order
     */
    double[] perPerson(Recommender recommender);

    /**
     * @param recommender what is measured
     * @return the mean over the people; 0 if there are none
     */
    default double mean(Recommender recommender) {
        double[] values = perPerson(recommender);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }
}
