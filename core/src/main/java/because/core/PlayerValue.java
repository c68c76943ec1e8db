package because.core;

/**
 * What one player contributes.
 *
 * @param player who
 * @param value how much of the target, in its unit; finite
 * @param standardError of the value, 0 if it is exact, NaN if the method cannot say
 */
public record PlayerValue(Player player, double value, double standardError) {}
