package because.models.store;

import because.core.BadInput;
import because.core.EventWeights;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mark of a model that was trained on weighted events.
 *
 * @param how how the weights came about
 * @param events how many events there were
 * @param lighter how many of them counted less than fully
 * @param fingerprint of the weights
 */
public record WeightedMark(String how, int events, int lighter, String fingerprint) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    static WeightedMark of(EventWeights weights) {
        return new WeightedMark(weights.how(), weights.size(), weights.lighter(), weights.fingerprint());
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    static WeightedMark read(String json) {
        try {
            return JSON.readValue(json, WeightedMark.class);
        } catch (JacksonException damaged) {
            throw new BadInput("the model's weighted.json is damaged: " + damaged.getOriginalMessage(), damaged);
        }
    }
}
