package because;

import because.core.Candidate;
import because.core.Capabilities;
import because.core.Catalog;
import because.core.Event;
import because.core.ItemRef;
import because.core.Predictor;
import because.core.Profile;
import because.core.Provenance;
import because.core.Recommender;
import java.util.List;
import java.util.Optional;

/**
 * A model that is asked about another catalogue by scores alone: items that it knows by their ids are asked about under its own numbers, others as described ones.
 * For models that cannot be {@link because.core.Transferable} themselves.
 */
final class Renumbered implements Recommender {
    private final Recommender model;
    private final Catalog catalog;
    private final List<Candidate> theirs;

    /**
     * @param model the model
     * @param other the items to recommend from; all of them the model's own unless it scores described items
     */
    Renumbered(Recommender model, Catalog other) {
        this.model = model;
        Catalog own = model.catalog();
        this.catalog = own.over(other);
        this.theirs = catalog.items().stream()
                .<Candidate>map(item -> own.index(item.id()) < 0
                        ? new Candidate.Described(item)
                        : new Candidate.Known(own.index(item.id())))
                .toList();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        List<Candidate> asked = candidates == catalog.candidates()
                ? theirs
                : candidates.stream()
                        .map(candidate -> (Candidate) theirs(candidate))
                        .toList();
        return model.score(profiles.stream().map(this::theirs).toList(), asked);
    }

    private Profile theirs(Profile profile) {
        boolean all = model.capabilities().describedEvents();
        return profile.withEvents(profile.events().stream()
                .filter(event -> all || !(theirs(event.item()) instanceof Candidate.Described))
                .map(event -> new Event(theirs(event.item()), event.kind(), event.value(), event.time()))
                .toList());
    }

    private ItemRef theirs(ItemRef item) {
        return item instanceof Candidate.Known(int index) && index < theirs.size() ? theirs.get(index) : item;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Capabilities capabilities() {
        return model.capabilities();
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public int window() {
        return model.window();
    }

    @Override
    public boolean logOdds() {
        return model.logOdds();
    }

    /** Views of the model number items otherwise, too; what it predicts depends on scores alone. */
    @Override
    public <T> Optional<T> as(Class<T> view) {
        return view == Predictor.class
                ? model.as(view)
                : view.isInstance(this) ? Optional.of(view.cast(this)) : Optional.empty();
    }

    @Override
    public void close() {
        model.close();
    }
}
