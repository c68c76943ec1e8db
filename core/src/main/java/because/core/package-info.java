/**
 * The language that all other modules speak: what a person did ({@link because.core.Profile}), what can be recommended ({@link because.core.Catalog}),
 * what recommends ({@link because.core.Recommender}), what is asked about a recommendation ({@link because.core.Question}, {@link because.core.Game}) and
 * what is answered ({@link because.core.Explanation}). Values and contracts only; it depends on nothing.
 */
@NullMarked
package because.core;

import org.jspecify.annotations.NullMarked;
