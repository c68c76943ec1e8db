package because.evaluate;

/**
 * A point of a calibration curve: examples whose predicted probabilities are about the same, and how often they came true.
 *
 * @param from the smallest probability that belongs to the bin
 * @param to the largest; the bins between them do not overlap
 * @param examples how many examples are in the bin, 1 or more
 * @param predicted the mean of their predicted probabilities
 * @param observed the share of them that is positive
 * @param low the lower end of the 95 % interval of that share (Wilson 1927)
 * @param high the upper end
 */
public record CalibrationBin(
        double from, double to, int examples, double predicted, double observed, double low, double high) {}
