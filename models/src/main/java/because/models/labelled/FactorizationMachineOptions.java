package because.models.labelled;

import because.core.BadInput;
import because.core.Task;

/**
 * The options of a factorization machine.
 *
 * @param task what is predicted: a rating or a probability
 * @param pairs what the model looks at
 * @param factors how many numbers stand for a feature where it meets others; 1 to 1024
 * @param members how many machines are trained from different draws and averaged, which is one machine of so many times the factors; 1 to 100
 * @param rate the size of the steps of AdaGrad (Duchi, Hazan, Singer 2011); above 0
 * @param regularisation λ, how strongly weights and factors are held back at each step (L2); 0 or more
 * @param epochs how often the examples are gone through at most; 1 or more
 * @param patience after how many epochs without a better validation loss the training stops; 1 or more
 */
public record FactorizationMachineOptions(
        Task task,
        PairOptions pairs,
        int factors,
        int members,
        double rate,
        double regularisation,
        int epochs,
        int patience) {
    /** Checks the ranges and the task. */
    public FactorizationMachineOptions {
        if (task.task() == Task.Kind.NEXT_ITEM) {
            throw BadInput.of("task", task.task().label(), "rating or probability, for a factorization machine", "");
        }
        if (factors < 1 || factors > 1024) {
            throw BadInput.of("factors", factors, "1 to 1024", "");
        }
        if (members < 1 || members > 100) {
            throw BadInput.of("members", members, "1 to 100", "");
        }
        if (!(rate > 0 && rate <= 10)) {
            throw BadInput.of("rate", rate, "above 0, at most 10", "");
        }
        if (!(regularisation >= 0 && regularisation < 1)) {
            throw BadInput.of("regularisation", regularisation, "0 or more, below 1", "");
        }
        if (epochs < 1 || patience < 1) {
            throw BadInput.of("epochs and patience", epochs + " and " + patience, "1 or more", "");
        }
    }

    /** @return the probability of a value of 1 or more, eight machines of 8 factors */
    public static FactorizationMachineOptions defaults() {
        return new FactorizationMachineOptions(Task.PROBABILITY, PairOptions.defaults(), 8, 8, 0.05, 1e-3, 50, 5);
    }

    /**
     * @param task what is predicted
     * @return the same options with it
     */
    public FactorizationMachineOptions withTask(Task task) {
        return new FactorizationMachineOptions(task, pairs, factors, members, rate, regularisation, epochs, patience);
    }

    /**
     * @param pairs what the model looks at
     * @return the same options with it
     */
    public FactorizationMachineOptions withPairs(PairOptions pairs) {
        return new FactorizationMachineOptions(task, pairs, factors, members, rate, regularisation, epochs, patience);
    }

    /**
     * @param epochs how often the examples are gone through at most
     * @return the same options with it
     */
    public FactorizationMachineOptions withEpochs(int epochs) {
        return new FactorizationMachineOptions(task, pairs, factors, members, rate, regularisation, epochs, patience);
    }

    /**
     * @param members how many machines are averaged
     * @return the same options with it
     */
    public FactorizationMachineOptions withMembers(int members) {
        return new FactorizationMachineOptions(task, pairs, factors, members, rate, regularisation, epochs, patience);
    }
}
