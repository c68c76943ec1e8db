package because.evaluate.accuracy;

/**
 * How an evaluation was made. Numbers made under different protocols must not be compared.
 *
 * @param split how the events were split, in the split's own words
 * @param part which part was predicted: {@code "validation"} or {@code "test"}
 * @param ranking against what the targets were ranked: {@code "full"}, the whole catalogue
 * @param seen what happened to items that the person had used before: {@code "masked"}, they do not count, unless they are targets themselves
 * @param ties the rank of a target among equal scores, such as {@code "mean rank"}
 * @param users how many people were evaluated: those who have something to predict, or a sample of them
 */
public record Protocol(String split, String part, String ranking, String seen, String ties, int users) {}
