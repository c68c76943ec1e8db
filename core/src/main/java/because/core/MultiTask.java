package because.core;

import java.util.List;

/** The view of a recommender that learned one task or several at once, each of which can be asked about. Get it by {@link Recommender#as}. */
public interface MultiTask {

    /** @return what was learned */
    List<Task> tasks();

    /**
     * The same model, whose scores, lists and predictions are those of one of its tasks.
     *
     * @param kind one of the tasks'
     * @return the model; it shares nothing that has to be closed
     * @throws BadInput if it did not learn that task
     */
    Recommender asking(Task.Kind kind);
}
