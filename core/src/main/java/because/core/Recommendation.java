package because.core;

/**
 * One recommended item.
 *
 * @param rank from 1, the best
 * @param item the item's index in the catalogue
 * @param score the recommender's score; comparable within one profile
 */
public record Recommendation(int rank, int item, double score) {}
