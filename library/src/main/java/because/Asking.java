package because;

import because.core.BadInput;
import because.core.Context;
import because.core.Event;
import because.core.Profile;
import because.core.Recommender;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When a model is asked that looks at the moment of the question: in serving now, or at a time that somebody gives. Other models are asked without a time.
 *
 * @param moment milliseconds since 1970-01-01T00:00Z; empty for now
 */
record Asking(OptionalLong moment) {
    /** In serving. */
    static final Asking NOW = new Asking(OptionalLong.empty());

    /**
     * @param options of a model, by name
     * @return whether it looks at the moment for which it predicts
     */
    static boolean looksAtMoment(Map<String, String> options) {
        return "true".equals(options.get("queryTime")) || "true".equals(options.get("context"));
    }

    /** Refuses a model that would not look at a moment. */
    static void check(Recommender recommender) {
        if (!looksAtMoment(recommender.provenance().options())) {
            throw new BadInput("the model " + recommender.provenance().model()
                    + " does not look at the moment of the question.\nMaybe train one that does: because train"
                    + " --model transformer --option context=true");
        }
    }

    /** Somebody, as the model is asked about them. */
    Profile of(Profile profile, Recommender recommender) {
        boolean given = profile.context().time() != Event.NO_TIME;
        return given || !looksAtMoment(recommender.provenance().options())
                ? profile
                : profile.withContext(new Context(
                        moment.orElseGet(System::currentTimeMillis),
                        profile.context().values()));
    }
}
