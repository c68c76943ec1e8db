/**
 * Judges of recommenders, each in a package of its own, and what they share: a mean with its standard error ({@link because.evaluate.MetricValue}), threads ({@link because.evaluate.Shards}) and the
 * comparison of two models on the same people ({@link because.evaluate.PairedComparison}).
 */
@NullMarked
package because.evaluate;

import org.jspecify.annotations.NullMarked;
