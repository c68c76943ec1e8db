/**
 * The models to beat: {@link because.models.baseline.Popularity}, {@link because.models.baseline.ItemKnn}, {@link because.models.baseline.Ease} and
 * {@link because.models.baseline.ImplicitAls}. All of them look at nothing but which items are in a profile: an event of any kind and value counts, and an
 * item counts once, however often it comes. Keep events that say "not this" out of the data with a filter.
 */
@NullMarked
package because.models.baseline;

import org.jspecify.annotations.NullMarked;
