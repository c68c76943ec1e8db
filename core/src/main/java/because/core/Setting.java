package because.core;

import java.util.List;
import java.util.Optional;

/**
 * What a method may need beside the model and the question.
 *
 * @param list how many items are recommended; 0 if nobody says
 * @param training the data that the model was trained on, if it is at hand
 * @param identified whether people of the training data may be named by their ids; otherwise they stay anonymous
 * @param knowledge the knowledge graph around the catalogue, if there is one
 * @param made explainers that were made for this one model, such as learned ones; a method takes the one of its own name
 * @param groups what the players of the question are parts of, for a method that shares out the whole among groups first; none if nobody says
 */
public record Setting(
        int list,
        Optional<Dataset> training,
        boolean identified,
        Optional<Knowledge> knowledge,
        List<Explainer> made,
        List<Player> groups) {
    /** Nothing is known. */
    public static final Setting NONE = new Setting(0, Optional.empty(), false);

    /** Copies the list and refuses a negative length. */
    public Setting {
        made = List.copyOf(made);
        groups = List.copyOf(groups);
        if (list < 0) {
            throw BadInput.of("the length of the list", list, "1 or more, or 0 if nobody says", "");
        }
    }

    /**
     * Without a knowledge graph and groups.
     *
     * @param list how many items are recommended; 0 if nobody says
     * @param training the data that the model was trained on, if it is at hand
     * @param identified whether people of the training data may be named by their ids
     */
    public Setting(int list, Optional<Dataset> training, boolean identified) {
        this(list, training, identified, Optional.empty(), List.of(), List.of());
    }

    /**
     * @param list how many items are recommended
     * @return the same with it
     */
    public Setting withList(int list) {
        return new Setting(list, training, identified, knowledge, made, groups);
    }

    /**
     * @param training the data that the model was trained on
     * @return the same with it
     */
    public Setting withTraining(Dataset training) {
        return new Setting(list, Optional.of(training), identified, knowledge, made, groups);
    }

    /**
     * @param knowledge the knowledge graph
     * @return the same with it
     */
    public Setting withKnowledge(Knowledge knowledge) {
        return new Setting(list, training, identified, Optional.of(knowledge), made, groups);
    }

    /**
     * @param made explainers that were made for this one model
     * @return the same with them
     */
    public Setting withMade(List<Explainer> made) {
        return new Setting(list, training, identified, knowledge, made, groups);
    }

    /**
     * @param groups what the players of the question are parts of
     * @return the same with it
     */
    public Setting withGroups(List<Player> groups) {
        return new Setting(list, training, identified, knowledge, made, groups);
    }
}
