package because;

import because.core.Absence;
import because.core.Dataset;
import because.core.Recommender;
import because.core.Trainer;

/**
 * Trains a Transformer, together with an explainer if its options ask for one ({@code fidelity}). {@code models} and {@code explain} know nothing of each other: to the training the explainer is a regularizer.
 *
 * @param trainer of the Transformer
 */
record JointTrainer(Trainer trainer) implements Trainer {
    @Override
    public String model() {
        return trainer.model();
    }

    @Override
    public boolean weighs() {
        return trainer.weighs();
    }

    /** An explainer that the run brings along is left as it is. */
    @Override
    public Recommender train(Dataset data, Run run) {
        return trainer.train(
                data,
                run.regularizer().isPresent()
                        ? run
                        : run.withRegularizer(ExplainerLearning.joint(data, Absence.REMOVED, run.seed())));
    }
}
