package because.core;

import java.util.Set;

/**
 * A condition on recommended items: an attribute has one of some values. Words and texts must be equal to a value, letter case included; a number must be the
 * number that a value spells. Vectors and media meet no condition.
 *
 * @param attribute the attribute's name
 * @param anyOf the values, of which an item must have at least one; where there are none, no item meets the condition
 */
public record Filter(String attribute, Set<String> anyOf) {
    /** Copies the values. */
    public Filter {
        anyOf = Set.copyOf(anyOf);
    }

    /**
     * @param item an item
     * @return whether it meets the condition; an item without the attribute does not
     */
    public boolean accepts(Item item) {
        return switch (item.attributes().get(attribute)) {
            case Attribute.Tokens tokens -> tokens.values().stream().anyMatch(anyOf::contains);
            case Attribute.Text text -> anyOf.contains(text.value());
            case Attribute.Quantity number -> anyOf.stream().anyMatch(v -> same(v, number.value()));
            case null, default -> false;
        };
    }

    private static boolean same(String text, double number) {
        try {
            return Double.parseDouble(text) == number;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
