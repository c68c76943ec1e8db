/**
 * Solutions of games: Shapley values, exact ({@link because.explain.shapley.ExactShapley}) and sampled ({@link because.explain.shapley.PermutationShapley}),
 * and leave-one-out. Each is a {@link because.explain.shapley.GameSolver}, which works on any {@link because.core.Game} and, through it, on any recommender.
 */
@NullMarked
package because.explain.shapley;

import org.jspecify.annotations.NullMarked;
