/**
 * Counterfactuals: the fewest changes of a profile after which an item is no longer recommended, or is. A search proposes changes; what is told was scored anew
 * with the changed profile ({@link because.explain.counterfactual.Counterfactuals}).
 */
@NullMarked
package because.explain.counterfactual;

import org.jspecify.annotations.NullMarked;
