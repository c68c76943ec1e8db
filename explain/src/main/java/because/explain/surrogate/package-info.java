/** Simple models that stand in for a recommender: locally ({@link because.explain.surrogate.Lime}), and the weighted regressions that they are made of. */
@NullMarked
package because.explain.surrogate;

import org.jspecify.annotations.NullMarked;
