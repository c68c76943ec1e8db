package because.models.store;

import because.core.BadInput;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON of model folders: reading refuses what is missing, null, twice there, unknown or of another type. */
public final class StrictJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(_ -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .build();

    private StrictJson() {}

    /**
     * @param value a record
     * @return its JSON
     */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * @param file the name of the file, for messages
     * @param json what it holds
     * @param type a record
     * @param <T> the record
     * @return the record
     * @throws BadInput if the JSON is not of its form; also whatever the record's own constructor refuses
     */
    public static <T> T read(String file, String json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new BadInput(file + " is damaged: it holds nothing.");
            }
            return value;
        } catch (JacksonException notThis) {
            throw notThis.getCause() instanceof BadInput refused
                    ? new BadInput(file + " is damaged: " + refused.getMessage(), notThis)
                    : new BadInput(file + " is damaged: " + notThis.getOriginalMessage(), notThis);
        }
    }
}
