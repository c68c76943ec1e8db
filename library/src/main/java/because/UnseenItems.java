package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Recommender;
import because.core.Task;
import because.models.sequence.Transformer;
import java.util.Map;

/** What a split by unseen items asks of a model: to tell items apart of which it has learned no event. */
final class UnseenItems {
    private UnseenItems() {}

    /**
     * Refuses a Transformer that would rank such items by vectors that are still as they were drawn.
     *
     * @param config the project's
     * @param options of its model
     * @param data what is learnt from
     * @throws BadInput if the model reads nothing but which items they are; says what to do
     */
    static void check(Config config, Map<String, String> options, Dataset data) {
        String kind = config.model().kind();
        if (ranked(config, options)
                && kind.equals(Transformer.MODEL)
                && Models.resolved(kind, options, data)
                        .getOrDefault("attributes", "")
                        .equals("false")) {
            throw BadInput.of(
                    "attributes of the model " + kind,
                    false,
                    "true, where split.kind is unseen-items: of the items that are ranked there is no event to learn from",
                    "Maybe set attributes to true, and ids to false (-o attributes=true -o ids=false), or train a model of what is known of items: --model content, --model affinity.");
        }
    }

    /**
     * Numbers of models that know nothing of such items are a floor for others; it is said that they are no more.
     *
     * @param config the project's
     * @param options of its model
     * @param trained the model
     * @return what is to be said of its numbers; empty if nothing is
     */
    static String note(Config config, Map<String, String> options, Recommender trained) {
        boolean chance = ranked(config, options)
                && !Models.outside(config.model().kind())
                && !trained.capabilities().describedItems();
        return chance ? " (it cannot tell items apart that nobody used: they are ranked by chance)" : "";
    }

    private static boolean ranked(Config config, Map<String, String> options) {
        return config.split().kind() == Config.SplitKind.UNSEEN_ITEMS
                && Models.task(config.model().kind(), options).task() == Task.Kind.NEXT_ITEM;
    }
}
