package because.core;

/**
 * A tie between a person and somebody or something else, such as a friend or an employer.
 *
 * @param relation what kind of tie, such as {@code "friend"}
 * @param target the other end's id
 */
public record Link(String relation, String target) {}
