package because;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Item;
import because.core.ItemTexts;
import because.core.Progress;
import because.models.text.EmbeddingStore;
import because.models.text.EncoderFiles;
import because.models.text.EncoderSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives items a vector that stands for their texts, so that models read what is written of an item. A text is encoded once and kept by its content. */
final class TextVectors implements ItemTexts {
    private final Config.Texts texts;
    private final Path folder;

    /**
     * @param texts which texts, and what encodes them
     * @param folder the project's, to which paths are relative and below which vectors are kept
     */
    TextVectors(Config.Texts texts, Path folder) {
        this.texts = texts;
        this.folder = folder;
    }

    /**
     * @param data any data
     * @param workers how many threads encode
     * @param progress is told how far it is
     * @return the same data; each item with a text has a vector more
     * @throws BadInput if no item has such a text, an item has an attribute of the vector's name, or the encoder is not there and a text has no vector yet
     */
    Dataset with(Dataset data, int workers, Progress progress) {
        List<String> written = data.catalog().items().stream().map(this::text).toList();
        List<String> some = written.stream().filter(text -> !text.isEmpty()).toList();
        if (some.isEmpty()) {
            throw BadInput.of(
                    "data.texts.of",
                    texts.of().isEmpty() ? "title and all texts" : texts.of(),
                    "names of attributes of type text, or title",
                    "Maybe map texts of the items in data.items.attributes.");
        }
        float[][] vectors = new EmbeddingStore(folder.resolve(".because").resolve("cache"))
                .embed(some, EncoderSource.of(encoder(), some), workers, progress);
        List<Item> items = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < written.size(); i++) {
            Item item = data.catalog().item(i);
            items.add(written.get(i).isEmpty() ? item : with(item, vectors[next++]));
        }
        return new Dataset(data.name(), data.users(), new Catalog(items), data.kinds(), data.events(), data.people());
    }

    /** Whether it is said which texts. */
    boolean named() {
        return !texts.of().isEmpty();
    }

    /** Whether any item has a text. */
    boolean any(Dataset data) {
        return data.catalog().items().stream().anyMatch(item -> !text(item).isEmpty());
    }

    @Override
    public String attribute() {
        return texts.as();
    }

    @Override
    public String encoder() {
        Set<String> ready = Set.of(EncoderFiles.AUTO, EncoderFiles.MINILM, EncoderFiles.BGE_ZH);
        return ready.contains(texts.encoder())
                ? texts.encoder()
                : folder.resolve(texts.encoder()).normalize().toString();
    }

    private Item with(Item item, float[] vector) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        if (attributes.put(texts.as(), new Attribute.Vector(vector)) != null) {
            throw BadInput.of(
                    "data.texts.as",
                    texts.as(),
                    "a name that no attribute of the items has",
                    "Maybe call the vector otherwise.");
        }
        return new Item(item.id(), item.title(), attributes);
    }

    /** The names of the texts of which an item's vector is made. */
    List<String> names(Item item) {
        return names(texts.of(), item);
    }

    /** Some names, or if there are none the title, unless it is the id, and all attributes that are texts. */
    static List<String> names(List<String> of, Item item) {
        List<String> names = new ArrayList<>(of);
        if (names.isEmpty()) {
            if (!onlyId(item)) {
                names.add(Config.Texts.TITLE);
            }
            item.attributes().forEach((name, value) -> {
                if (value instanceof Attribute.Text && !name.equals(Config.Texts.TITLE)) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    /** The texts that are named, or the title and all texts; the empty text if there are none. */
    @Override
    public String text(Item item) {
        StringBuilder all = new StringBuilder();
        for (String name : names(item)) {
            String part = part(item, name);
            all.append(all.isEmpty() || part.isEmpty() ? "" : ". ").append(part);
        }
        return all.toString();
    }

    private static String part(Item item, String name) {
        return name.equals(Config.Texts.TITLE) && onlyId(item)
                ? ""
                : item.text(name).strip();
    }

    /** Whether the title is the id, and so says nothing. */
    private static boolean onlyId(Item item) {
        return item.text(Config.Texts.TITLE).equals(item.id());
    }
}
