package because.core;

import java.util.Map;

/**
 * The moment in which a recommendation is asked for.
 *
 * @param time milliseconds since 1970-01-01T00:00Z, or {@link Event#NO_TIME} if it is not to be used
 * @param values what else is known of the moment, such as the device
 */
public record Context(long time, Map<String, Attribute> values) {
    /** Nothing is known of the moment. */
    public static final Context NONE = new Context(Event.NO_TIME, Map.of());

    /** Copies the values and keeps their order. */
    public Context {
        values = FixedMap.copyOf(values);
    }
}
