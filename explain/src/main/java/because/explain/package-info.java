/**
 * Methods that explain any recommender, by name ({@link because.explain.Explainers}), and the check that their reasons go through before they are shown
 * ({@link because.explain.CheckedExplainer}). The methods themselves are in the packages below.
 */
@NullMarked
package because.explain;

import org.jspecify.annotations.NullMarked;
