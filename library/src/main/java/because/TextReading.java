package because;

import because.core.Attribute;
import because.core.Candidate;
import because.core.Catalog;
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
import because.core.Transferable;
import because.models.store.Storable;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.models.text.TunedEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final boolean tuned;
    private @Nullable TextEncoder encoder;
    private final Map<String, Attribute.Vector> kept = new HashMap<>();

    /** A model whose items' vectors were made so; the encoder is the one that was trained with the model, or else the one that fits all texts of its catalogue. */
    TextReading(Recommender model, TextVectors vectors) {
        this(model, vectors, () -> {
            EncoderFiles files = EncoderFiles.find(
                    vectors.encoder(),
                    model.catalog().items().stream()
                            .map(vectors::text)
                            .filter(text -> !text.isEmpty())
                            .toList());
            return model.as(Storable.class)
                    .map(Storable::store)
                    .flatMap(TunedEncoder::of)
                    .map(tuned -> tuned.open(files))
                    .orElseGet(() -> TextEncoders.open(files));
        });
    }

    /** The same with an encoder that somebody else opens. */
    TextReading(Recommender model, TextVectors vectors, Supplier<TextEncoder> open) {
        super(model);
        this.vectors = vectors;
        this.open = open;
        this.tuned = model.as(Storable.class)
                .map(Storable::store)
                .flatMap(TunedEncoder::of)
                .isPresent();
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
        boolean described =
                candidates != catalog().candidates() && candidates.stream().anyMatch(TextReading::described);
        Stream<? extends ItemRef> asked = described ? candidates.stream() : Stream.empty();
        Map<String, Attribute.Vector> read =
                vectors(Stream.concat(asked, profiles.stream().flatMap(TextReading::items)));
        return model().score(
                        profiles.stream().map(profile -> read(profile, read)).toList(),
                        described
                                ? candidates.stream()
                                        .map(candidate -> (Candidate) read(candidate, read))
                                        .toList()
                                : candidates);
    }

    @Override
    public List<Recommendation> recommend(Query query) {
        Profile profile = read(query.profile(), vectors(items(query.profile())));
        return model().recommend(new Query(profile, query.n(), query.exclude(), query.filters()));
    }

    /** A model's own game would not see the changed texts of items. */
    @Override
    public Game game(Question question) {
        boolean items = question.players().stream()
                .flatMap(player -> player.parts().stream())
                .anyMatch(Part.OfItem.class::isInstance);
        return items ? Game.of(this, question) : model().game(question);
    }

    private static Stream<ItemRef> items(Profile profile) {
        return profile.events().stream().map(Event::item);
    }

    private static boolean described(ItemRef item) {
        return item instanceof Candidate.Described;
    }

    private Profile read(Profile profile, Map<String, Attribute.Vector> vectors) {
        if (items(profile).noneMatch(TextReading::described)) {
            return profile;
        }
        List<Event> events = new ArrayList<>();
        for (Event event : profile.events()) {
            events.add(new Event(read(event.item(), vectors), event.kind(), event.value(), event.time()));
        }
        return profile.withEvents(events);
    }

    private ItemRef read(ItemRef item, Map<String, Attribute.Vector> read) {
        if (!(item instanceof Candidate.Described(Item described))) {
            return item;
        }
        Optional<String> text = unread(described);
        if (text.isEmpty()) {
            return asInCatalog(described);
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>(described.attributes());
        Attribute.Vector vector = read.get(text.get());
        if (vector == null) {
            attributes.remove(vectors.attribute());
        } else {
            attributes.put(vectors.attribute(), vector);
        }
        return new Candidate.Described(new Item(described.id(), described.title(), attributes));
    }

    /** Data has the vectors of the encoder that it names; a model that trained the encoder has others. An item without a vector is left without. */
    private ItemRef asInCatalog(Item item) {
        int index = catalog().index(item.id());
        Attribute own = index < 0 ? null : catalog().item(index).attributes().get(vectors.attribute());
        if (own == null || !item.attributes().containsKey(vectors.attribute())) {
            return new Candidate.Described(item);
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        attributes.put(vectors.attribute(), own);
        return new Candidate.Described(new Item(item.id(), item.title(), attributes));
    }

    /** The text of an item whose vector is not that of the text; it may be empty. */
    private Optional<String> unread(Item item) {
        int index = catalog().index(item.id());
        String text = vectors.text(item);
        boolean asKnown = index >= 0
                ? text.equals(vectors.text(catalog().item(index)))
                : item.attributes().containsKey(vectors.attribute());
        return asKnown ? Optional.empty() : Optional.of(text);
    }

    /** The vectors of all texts that are not read yet; those of which none is remembered are encoded in one call. */
    private Map<String, Attribute.Vector> vectors(Stream<? extends ItemRef> items) {
        Map<String, Attribute.Vector> found = new HashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        items.forEach(item -> {
            if (item instanceof Candidate.Described(Item described)) {
                unread(described).filter(text -> !text.isEmpty()).ifPresent(missing::add);
            }
        });
        synchronized (kept) {
            missing.forEach(text -> Optional.ofNullable(kept.get(text)).ifPresent(vector -> found.put(text, vector)));
        }
        missing.removeAll(found.keySet());
        if (missing.isEmpty()) {
            return found;
        }
        List<String> texts = List.copyOf(missing);
        List<float[]> encoded = encoder().encode(texts);
        synchronized (kept) {
            if (kept.size() + texts.size() > KEPT) {
                kept.clear();
            }
            for (int i = 0; i < texts.size(); i++) {
                Attribute.Vector vector = new Attribute.Vector(encoded.get(i));
                kept.put(texts.get(i), vector);
                found.put(texts.get(i), vector);
            }
        }
        return found;
    }

    private synchronized TextEncoder encoder() {
        TextEncoder opened = encoder;
        if (opened == null) {
            opened = open.get();
            encoder = opened;
        }
        return opened;
    }

    /** Of new items the model gets the vectors of its own encoder: those that the data has may be another's. */
    private Recommender over(Transferable model, Catalog other) {
        List<Candidate.Described> described = other.items().stream()
                .map(item -> new Candidate.Described(catalog().index(item.id()) < 0 ? withoutVector(item) : item))
                .toList();
        Map<String, Attribute.Vector> read = vectors(described.stream());
        Recommender over = model.over(new Catalog(described.stream()
                .map(item -> ((Candidate.Described) read(item, read)).item())
                .toList()));
        closeEncoder();
        return new TextReading(over, vectors, open);
    }

    private Item withoutVector(Item item) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        if (tuned) {
            attributes.remove(vectors.attribute());
        }
        return new Item(item.id(), item.title(), attributes);
    }

    @Override
    public <T> Optional<T> as(Class<T> view) {
        if (view == Transferable.class) {
            return model().as(Transferable.class).map(itself -> view.cast((Transferable) other -> over(itself, other)));
        }
        return view.isInstance(this) ? Optional.of(view.cast(this)) : super.as(view);
    }

    private synchronized void closeEncoder() {
        TextEncoder opened = encoder;
        if (opened != null) {
            opened.close();
            encoder = null;
        }
    }

    @Override
    public void close() {
        closeEncoder();
        super.close();
    }
}
