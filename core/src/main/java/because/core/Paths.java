package because.core;

import java.util.List;

/**
 * Paths over a knowledge graph from what a person did to an item, the most telling first. Each begins at an event that matters to the model: without it alone the
 * target falls. That the model knows of the path is not claimed.
 *
 * @param header how they were found
 * @param paths the paths; empty if none begins at an event that matters
 * @param mattering how many events matter, whether or not a path leads from them to the item
 */
public record Paths(Header header, List<Path> paths, int mattering) implements Explanation {
    /** Copies the list and refuses paths that end elsewhere. */
    public Paths {
        paths = List.copyOf(paths);
        for (Path path : paths) {
            if (!path.steps().getLast().item().equals(header.candidate())) {
                throw BadInput.of(
                        "the end of a path", path.steps().getLast().item(), header.candidate() + ", the item", "");
            }
        }
        if (mattering < 0) {
            throw BadInput.of("the number of events that matter", mattering, "0 or more", "");
        }
    }

    /**
     * One path.
     *
     * @param player the event at which it begins
     * @param effect how far the target falls without that event alone; above 0
     * @param cost Σ ln(degree) over the entities between: low where they have to do with little else
     * @param steps from the event's item to the explained item; at least one
     */
    public record Path(Player player, double effect, double cost, List<Step> steps) {
        /** Copies the list and refuses what tells nothing. */
        public Path {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || !(effect > 0)) {
                throw new BadInput("a path of " + steps.size() + " steps from an event of effect " + effect
                        + " is no explanation.");
            }
        }
    }

    /**
     * One step.
     *
     * @param relation the relation's name, as in the data
     * @param forward whether it is read from head to tail
     * @param entity what the step leads to, as people call it
     * @param item the id of the item that this is; empty if it is none
     * @param degree how many entities it has to do with
     */
    public record Step(String relation, boolean forward, String entity, String item, int degree) {}

    @Override
    public String kind() {
        return "paths";
    }

    @Override
    public List<Evidence> evidence() {
        return paths.stream()
                .map(path -> new Evidence(path.player().id(), path.player().name(), path.effect(), 0))
                .distinct()
                .toList();
    }
}
