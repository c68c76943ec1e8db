package because.core;

import java.util.List;

/**
 * What went on inside a model on its way to a score: what it would have recommended after each of its layers, and what each of its modules does for the score. Its claims are measured one by one: each
 * layer's list is scored with the model's own head, each module was taken out and the target computed again.
 *
 * @param header how it was made
 * @param layers from the first to the last; empty if they were not looked at
 * @param modules in the order in which they run; empty if they were not looked at
 */
public record Trace(Header header, List<Layer> layers, List<Module> modules) implements Explanation {
    /** Copies the lists. */
    public Trace {
        layers = List.copyOf(layers);
        modules = List.copyOf(modules);
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
