/**
 * Judges of explanations: whether what an explainer calls important is what the model leans on. {@link because.evaluate.faithfulness.Judge} measures explainers
 * side by side; the metrics can be used alone, on any {@link because.evaluate.faithfulness.Response}.
 */
@NullMarked
package because.evaluate.faithfulness;

import org.jspecify.annotations.NullMarked;
