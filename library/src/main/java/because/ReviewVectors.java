package because;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.Item;
import because.core.Progress;
import because.core.Split;
import because.data.Graph;
import because.models.text.EmbeddingStore;
import because.models.text.EncoderSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Gives items a vector that stands for what people wrote of them: the mean of their reviews' vectors. A review by somebody who has an event with the item in the validation or test part is left out, for it
 * would tell what is to be predicted.
 *
 * @param reviews all that there are
 * @param split says which events are to be predicted
 */
record ReviewVectors(List<Graph.Review> reviews, Split split) {
    /** The attribute that holds the vector. */
    static final String ATTRIBUTE = "review vector";

    /** The same with an encoder that is opened if a review has no vector yet; a review is encoded once and kept by its content below the folder. */
    Dataset with(Dataset data, String encoder, Path folder, int workers, Progress progress) {
        EmbeddingStore store = new EmbeddingStore(folder.resolve(".because").resolve("cache"));
        return with(
                data,
                (texts, reader) -> store.each(texts, EncoderSource.of(encoder, texts), workers, progress, reader));
    }

    /**
     * @param data the split's data, perhaps with more attributes
     * @param encode makes a vector of each text, and gives them to a reader in their order: there may be too many to hold all
     * @return the same data; each item with reviews has a vector more
     * @throws BadInput if there is no review of an item that may be read, or items have an attribute of the vector's name
     */
    Dataset with(Dataset data, BiConsumer<List<String>, EmbeddingStore.Reader> encode) {
        Set<Pair> predicted = predicted(data);
        List<Graph.Review> read = reviews.stream()
                .filter(review -> data.catalog().index(review.item()) >= 0)
                .filter(review -> !predicted.contains(new Pair(review.user(), review.item())))
                .toList();
        if (read.isEmpty()) {
            throw new BadInput("of " + reviews.size() + " reviews none is of an item of the data and not by somebody"
                    + " whose event with it is to be predicted.\nMaybe map the columns of data.reviews otherwise.");
        }
        double[][] sums = new double[data.catalog().size()][];
        int[] counts = new int[sums.length];
        encode.accept(read.stream().map(Graph.Review::text).toList(), (review, vector) -> {
            int item = data.catalog().index(read.get(review).item());
            sums[item] = counts[item]++ == 0 ? new double[vector.length] : sums[item];
            for (int f = 0; f < vector.length; f++) {
                sums[item][f] += vector[f];
            }
        });
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            Item item = data.catalog().item(i);
            items.add(counts[i] == 0 ? item : with(item, sums[i], counts[i]));
        }
        return new Dataset(data.name(), data.users(), new Catalog(items), data.kinds(), data.events(), data.people());
    }

    private record Pair(String user, String item) {}

    private Set<Pair> predicted(Dataset data) {
        Set<Pair> pairs = new HashSet<>();
        for (int user = 0; user < data.users().size(); user++) {
            for (Split.Part part : List.of(Split.Part.VALIDATION, Split.Part.TEST)) {
                for (int row : split.rows(user, part)) {
                    pairs.add(new Pair(
                            data.users().id(user),
                            data.catalog().item(data.events().item(row)).id()));
                }
            }
        }
        return pairs;
    }

    private static Item with(Item item, double[] sum, int count) {
        float[] mean = new float[sum.length];
        for (int f = 0; f < mean.length; f++) {
            mean[f] = (float) (sum[f] / count);
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>(item.attributes());
        if (attributes.put(ATTRIBUTE, new Attribute.Vector(mean)) != null) {
            throw BadInput.of("an attribute of the items", ATTRIBUTE, "any other name where there are reviews", "");
        }
        return new Item(item.id(), item.title(), attributes);
    }
}
