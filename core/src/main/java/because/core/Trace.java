package because.core;

import java.util.List;

/**
 * What went on inside a model on its way to a score: what it would have recommended after each of its layers, what each of its modules does for the score, and where its attention heads looked. Its
 * claims are measured one by one: each layer's list is scored with the model's own head, each module was taken out and the target computed again, the shares of attention were read off.
 *
 * @param header how it was made
 * @param layers from the first to the last; empty if they were not looked at
 * @param modules in the order in which they run; empty if they were not looked at
 * @param attended what the heads could look at, in the order of the question; empty if they were not looked at
 * @param heads in the order in which they run; empty if they were not looked at
 */
public record Trace(Header header, List<Layer> layers, List<Module> modules, List<Player> attended, List<Head> heads)
        implements Explanation {
    /** Copies the lists and refuses heads that do not look at what can be looked at. */
    public Trace {
        layers = List.copyOf(layers);
        modules = List.copyOf(modules);
        attended = List.copyOf(attended);
        heads = List.copyOf(heads);
        for (Head head : heads) {
            if (head.shares().size() != attended.size()) {
                throw BadInput.of(
                        "the shares of " + head.name(), head.shares().size(), "one for each of " + attended.size(), "");
            }
        }
    }

    /**
     * A trace of layers or modules.
     *
     * @param header how it was made
     * @param layers from the first to the last; empty if they were not looked at
     * @param modules in the order in which they run; empty if they were not looked at
     */
    public Trace(Header header, List<Layer> layers, List<Module> modules) {
        this(header, layers, modules, List.of(), List.of());
    }

    /**
     * A trace of attention.
     *
     * @param header how it was made
     * @param attended what the heads could look at
     * @param heads in the order in which they run, at least one
     * @return the trace
     */
    public static Trace ofAttention(Header header, List<Player> attended, List<Head> heads) {
        return new Trace(header, List.of(), List.of(), attended, heads);
    }

    /**
     * What the model would say if it ended here.
     *
     * @param name of the layer
     * @param value the target of the explained item
     * @param rank the item's place among those that are not excluded, from 1; of equal scores the mean
     * @param best the items with the highest scores
     */
    public record Layer(String name, double value, double rank, List<ItemAt> best) {
        /** Copies the list. */
        public Layer {
            best = List.copyOf(best);
        }
    }

    /**
     * An item with its score in a layer.
     *
     * @param item its id
     * @param title what people call it
     * @param score its score
     */
    public record ItemAt(String item, String title, double score) {}

    /**
     * A part of the model.
     *
     * @param name such as that of an attention, with # and the number of a head
     * @param effect how far the target falls when what the module adds is left out
     */
    public record Module(String name, double effect) {}

    /**
     * Where a head of an attention looked.
     *
     * @param name of the attention, with # and the number of the head
     * @param shares of the last token's attention that each player got, 0 to 1; they sum to 1 at most, for what belongs to no player gets some too
     */
    public record Head(String name, List<Double> shares) {
        /** Copies the list. */
        public Head {
            shares = List.copyOf(shares);
        }
    }

    @Override
    public String kind() {
        return "trace";
    }

    @Override
    public List<Evidence> evidence() {
        return modules.stream()
                .map(module -> new Evidence(module.name(), module.name(), module.effect(), 0))
                .toList();
    }
}
