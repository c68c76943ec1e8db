package because.core;

/** Which item comes next after each candidate in the list of the whole profile; what {@link Target#NEXT} compares with. */
public final class Rivals {
    private Rivals() {}

    /**
     * Scores the catalogue once.
     *
     * @param recommender the model
     * @param question what is asked
     * @return for each candidate the number of the item that stands after it among those that are not excluded, equal scores in the order of the catalogue;
     *     for the last one that of the item before it
     * @throws BadInput if there is no other item
     */
    public static int[] of(Recommender recommender, Question question) {
        var catalog = recommender.catalog();
        double[] all = recommender.score(java.util.List.of(question.profile()), catalog.candidates())[0];
        double[] own = recommender.score(java.util.List.of(question.profile()), question.candidates())[0];
        int[] rivals = new int[own.length];
        for (int column = 0; column < own.length; column++) {
            int index = catalog.index(question.candidates().get(column));
            int self = index < 0 ? all.length : index;
            int next = -1;
            int before = -1;
            for (int item = 0; item < all.length; item++) {
                if (item == self || question.exclude().contains(item)) {
                    continue;
                }
                boolean better = all[item] > own[column] || (all[item] == own[column] && item < self);
                if (better && (before < 0 || all[item] <= all[before])) {
                    before = item;
                } else if (!better && (next < 0 || all[item] > all[next])) {
                    next = item;
                }
            }
            rivals[column] = next >= 0 ? next : before;
            if (rivals[column] < 0) {
                throw new BadInput("the target is the margin to the next item, but there is no other item to recommend."
                        + "\nMaybe use --target score.");
            }
        }
        return rivals;
    }
}
