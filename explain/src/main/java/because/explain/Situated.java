package because.explain;

import because.core.Explainer;

/** A method whose answer depends on more than the model and the question. */
public interface Situated extends Explainer {

    /**
     * @param setting what there is beside the model and the question
     * @return the same method in it
     */
    Explainer in(Setting setting);
}
