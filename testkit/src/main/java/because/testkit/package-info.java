/**
 * Checks for classes of one's own, and truth to check against: the contracts that recommenders and explainers keep
 * ({@link because.testkit.RecommenderContract}, {@link because.testkit.ExplainerContract}), worlds and events whose true reasons are known
 * ({@link because.testkit.PlantedWorld}, {@link because.testkit.PlantedEvents}), and liars that the contracts must catch.
 */
@NullMarked
package because.testkit;

import org.jspecify.annotations.NullMarked;
