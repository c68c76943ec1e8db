package because.core;

/**
 * A piece of an explanation that a sentence can cite.
 *
 * @param id unique in its explanation; the player's id for a player
 * @param name what people call it
 * @param value how much it moved the target, in the target's unit
 * @param standardError of the value; 0 if it is exact
 */
public record Evidence(String id, String name, double value, double standardError) {}
