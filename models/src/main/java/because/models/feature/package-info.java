/**
 * What is known of items, people, events and moments, as numbers: {@link because.models.feature.FeatureSpace} is learned from training data and turns
 * attributes into sparse features with readable names.
 */
@NullMarked
package because.models.feature;

import org.jspecify.annotations.NullMarked;
