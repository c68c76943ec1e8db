package because.testkit;

/**
 * A promise of a contract that was not kept.
 *
 * @param rule the promise, in words
 * @param detail what was seen instead
 */
public record Violation(String rule, String detail) {
    @Override
    public String toString() {
        return rule + ": " + detail;
    }
}
