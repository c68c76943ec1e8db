package because.core;

import java.util.List;

/** A view of models that can say exactly what a score would be if they had been trained without one person, because they are solved in closed form. */
public interface Retraining {

    /**
     * Scores as if each person in turn were not in the training data, all else the same.
     *
     * @param training the data that the model was trained on
     * @param profile whom the scores are for
     * @param candidates items of the catalogue
     * @return a row for each person of the data, a column for each candidate
     */
    double[][] withoutEach(Dataset training, Profile profile, List<Candidate> candidates);
}
