package because.evaluate.faithfulness;

import because.core.Question;

/**
 * A person whose recommendations are explained and judged.
 *
 * @param person the person's id
 * @param question why these items; each candidate is explained once
 */
public record Subject(String person, Question question) {}
