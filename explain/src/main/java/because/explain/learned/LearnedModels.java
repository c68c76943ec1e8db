package because.explain.learned;

import because.core.Absence;
import because.core.Target;

/** What was learned from one model, for each target and kind of absence. */
@FunctionalInterface
public interface LearnedModels {
    /**
     * @param target what is explained
     * @param absence how absence looks
     * @return what was learned about that
     * @throws because.core.BadInput if nothing was
     */
    LearnedModel about(Target target, Absence absence);
}
