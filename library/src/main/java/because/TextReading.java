package because;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Event;
import because.core.ForwardingRecommender;
import because.core.Game;
import because.core.Item;
import because.core.ItemRef;
import because.core.Part;
import because.core.Profile;
import because.core.Query;
import because.core.Question;
import because.core.Recommendation;
import because.core.Recommender;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model of a project in which items have a vector that stands for their texts: a described item whose texts are others than the catalogue's, or that the catalogue does not have,
 * gets the vector of its own texts before the model sees it. So the model can be asked about an item without some of its words, and about one of which only a text is known. The
 * encoder is opened when it is first needed.
 */
final class TextReading extends ForwardingRecommender {
    /** So many vectors are remembered: a coalition of words is asked about again and again. */
    private static final int KEPT = 1 << 15;

    private final TextVectors vectors;
    private final Supplier<TextEncoder> open;
    private @Nullable TextEncoder encoder;
    private final Map<String, Attribute.Vector> kept = new LinkedHashMap<>();

    /** A model whose items' vectors were made so; the encoder is the one that fits all texts of its catalogue. */
    TextReading(Recommender model, TextVectors vectors) {
        this(
                model,
                vectors,
                () -> TextEncoders.open(EncoderFiles.find(
                        vectors.encoder(),
                        model.catalog().items().stream()
                                .map(vectors::text)
                                .filter(text -> !text.isEmpty())
                                .toList())));
    }

    /** The same with an encoder that somebody else opens. */
    TextReading(Recommender model, TextVectors vectors, Supplier<TextEncoder> open) {
        super(model);
        this.vectors = vectors;
        this.open = open;
    }

    /** The names of the texts of which an item's vector is made. */
    List<String> texts(Item item) {
        return vectors.names(item);
    }

    /** The name of the attribute that holds an item's vector. */
    String attribute() {
        return vectors.attribute();
    }

    @Override
    public double[][] score(List<Profile> profiles, List<? extends Candidate> candidates) {
        boolean described = candidates != catalog().candidates()
                && candidates.stream().anyMatch(Candidate.Described.class::isInstance);
        List<? extends Candidate> read = described
                ? candidates.stream()
                        .map(candidate -> (Candidate) read(candidate))
                        .toList()
                : candidates;
        return model().score(profiles.stream().map(this::read).toList(), read);
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        return model().recommend(new Query(read(query.profile()), query.n(), query.exclude(), query.filters()));
    }

    /** A model's own game would not see the changed texts of items. */
    @Override
    public Game game(Question question) {
        boolean items = question.players().stream()
                .flatMap(player -> player.parts().stream())
                .anyMatch(Part.OfItem.class::isInstance);
        return items ? Game.of(this, question) : model().game(question);
    }

    private Profile read(Profile profile) {
        if (profile.events().stream().noneMatch(event -> event.item() instanceof Candidate.Described)) {
            return profile;
        }
        List<Event> events = new ArrayList<>();
        for (Event event : profile.events()) {
            events.add(new Event(read(event.item()), event.kind(), event.value(), event.time()));
        }
        return profile.withEvents(events);
    }

    private ItemRef read(ItemRef item) {
        return item instanceof Candidate.Described(Item described) ? new Candidate.Described(read(described)) : item;
    }

    private Item read(Item item) {
        int index = catalog().index(item.id());
        String text = vectors.text(item);
        boolean asKnown = index >= 0
                ? text.equals(vectors.text(catalog().item(index)))
                : item.attributes().containsKey(vectors.attribute());
        if (asKnown) {
            return item;
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        if (text.isEmpty()) {
            attributes.remove(vectors.attribute());
        } else {
            attributes.put(vectors.attribute(), vector(text));
        }
        return new Item(item.id(), item.title(), attributes);
    }

    private synchronized Attribute.Vector vector(String text) {
        TextEncoder opened = encoder;
        if (opened == null) {
            opened = open.get();
            encoder = opened;
        }
        TextEncoder encodes = opened;
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(text, missing -> new Attribute.Vector(encodes.encode(missing)));
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        return view.isInstance(this) ? Optional.of(view.cast(this)) : super.as(view);
    }

    @Override
    public synchronized void close() {
        TextEncoder opened = encoder;
        if (opened != null) {
            opened.close();
        }
        super.close();
    }
}
