package because.models.store;

import because.core.BadInput;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Options as text by name, so that the same record is the programming interface, the configuration file and the provenance. A component of the record is an
 * option of the same name; it is an {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} or an enum, which is written in lower case. A
 * component that is a record itself only groups options: its components are options like the others, so no name may stand in two groups.
 */
public final class OptionMap {
    /** Beyond this length a plain decimal number is harder to read than one with an exponent. */
    private static final int LONGEST_PLAIN = 20;

    private OptionMap() {}

    /**
     * Writes options down.
     *
     * @param options a public record
     * @return each option's value by its name, in the order of the record
     */
    public static Map<String, String> of(Record options) {
        Map<String, String> map = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            if (value(options, component) instanceof Record group) {
                map.putAll(of(group));
            } else {
                map.put(component.getName(), text(value(options, component)));
            }
        }
        return map;
    }

    /**
     * Reads options.
     *
     * @param what whose options they are, for messages, such as "the model ease"
     * @param defaults holds for the options that are not given
     * @param given values by name
     * @param <R> the record
     * @return the options
     * @throws BadInput if a name is unknown or a value does not fit; also whatever the record's own constructor refuses
     */
    public static <R extends Record> R read(String what, R defaults, Map<String, String> given) {
        List<String> known = List.copyOf(of(defaults).keySet());
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw BadInput.unknown("option of " + what, name, known);
            }
        }
        return replace(what, defaults, given);
    }

    private static <R extends Record> R replace(String what, R defaults, Map<String, String> given) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String text = given.get(component.getName());
            if (value(defaults, component) instanceof Record group) {
                values.add(replace(what, group, given));
            } else if (text == null) {
                values.add(value(defaults, component));
            } else {
                values.add(parse(component.getName() + " of " + what, component.getType(), text.strip()));
            }
        }
        return make(defaults, components, values);
    }

    @SuppressWarnings("unchecked") // the constructor is that of the class of defaults
    private static <R extends Record> R make(R defaults, RecordComponent[] components, List<Object> values) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = defaults.getClass().getConstructor(types);
            return (R) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof BadInput badInput) {
                throw badInput;
            }
            throw new IllegalStateException(refused);
        } catch (ReflectiveOperationException notPublic) {
            throw new IllegalArgumentException(defaults.getClass() + " is not a public record", notPublic);
        }
    }

    private static Object value(Record options, RecordComponent component) {
        try {
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException notPublic) {
            throw new IllegalArgumentException(options.getClass() + " is not a public record", notPublic);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number
            when Double.isFinite(number) -> {
                String plain = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
                yield plain.length() <= LONGEST_PLAIN ? plain : number.toString();
            }
            case Enum<?> name -> label(name);
            default -> value.toString();
        };
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object parse(String name, Class<?> type, String text) {
        try {
            if (type == int.class) {
                return new BigDecimal(text).intValueExact();
            } else if (type == long.class) {
                return new BigDecimal(text).longValueExact();
            } else if (type == double.class) {
                return new BigDecimal(text).doubleValue();
            }
        } catch (ArithmeticException | NumberFormatException notThis) {
            throw BadInput.of(name, text, type == double.class ? "a number" : "a whole number", "");
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw BadInput.of(name, text, "true or false", "");
            }
            return text.equals("true");
        } else if (type == String.class) {
            return text;
        } else if (type.isEnum()) {
            List<String> labels = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                labels.add(label((Enum<?>) constant));
            }
            int index = labels.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
            if (index < 0) {
                throw BadInput.unknown(name, text, labels);
            }
            return type.getEnumConstants()[index];
        }
        throw new IllegalArgumentException(
                "the option " + name + " is of a kind that cannot be written as text: " + type);
    }
}
