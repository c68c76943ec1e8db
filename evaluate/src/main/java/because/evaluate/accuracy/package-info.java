/**
 * How well a recommender ranks what people really used next ({@link because.evaluate.accuracy.RankingEvaluator}), and what its lists look like beside that:
 * how much of the catalogue they show and how popular it is ({@link because.evaluate.accuracy.RecommendedLists}).
 */
@NullMarked
package because.evaluate.accuracy;

import org.jspecify.annotations.NullMarked;
