/** Explainers that are learned from a model: one forward pass gives what each event contributes, and helps sampling to be more precise. */
@NullMarked
package because.explain.learned;

import org.jspecify.annotations.NullMarked;
