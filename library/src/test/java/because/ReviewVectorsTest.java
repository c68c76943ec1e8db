package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Progress;
import because.data.Graph;
import because.data.Imported;
import because.data.Importer;
import because.data.Mapping;
import because.data.Splits;
import because.data.Table;
import because.models.text.EmbeddingStore;
import because.models.text.EncoderFiles;
import because.models.text.EncoderSource;
import because.models.text.TextEncoder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote of items becomes a vector of each, without what was written of events that are to be predicted. */
class ReviewVectorsTest {
    @TempDir
    private Path folder;

    private final List<String> encoded = new ArrayList<>();

    /** Counts letters: how many a and how many b there are. */
    private void letters(List<String> texts, EmbeddingStore.Reader reader) {
        for (String text : texts) {
            reader.read(encoded.size(), new float[] {count(text, 'a'), count(text, 'b')});
            encoded.add(text);
        }
    }

    private static long count(String text, char letter) {
        return text.chars().filter(c -> c == letter).count();
    }

    /** Each of two people has four events, the last of which is the test, the one before it validation. */
    private Imported imported(String reviews, boolean whose) throws IOException {
        Files.writeString(
                folder.resolve("events.csv"),
                "u,i,t\nann,x,1\nann,y,2\nann,z,3\nann,w,4\nbob,w,1\nbob,z,2\nbob,y,3\nbob,x,4\n");
        Files.writeString(folder.resolve("reviews.csv"), reviews);
        Table events = Table.of("events.csv")
                .withColumn("user", "u")
                .withColumn("item", "i")
                .withColumn("time", "t");
        Table texts = Table.of("reviews.csv").withColumn("item", "item").withColumn("text", "text");
        Mapping mapping =
                Mapping.of("shop", events).with(Mapping.Role.REVIEWS, whose ? texts.withColumn("user", "who") : texts);
        return Importer.read(folder, mapping, Importer.Options.defaults(folder), Progress.NONE);
    }

    private Dataset read(Imported imported) {
        Dataset data = imported.dataset();
        return new ReviewVectors(imported.graph().reviews(), Splits.leaveLastOut(data)).with(data, this::letters);
    }

    private static Attribute vector(Dataset data, String item) {
        return data.catalog().item(data.catalog().index(item)).attributes().get("review vector");
    }

    @Test
    void an_item_has_the_mean_of_its_reviews_vectors() throws IOException {
        Dataset data = read(imported("item,text,who\nx,aab,ann\nx,b,eve\nunknown,bbb,ann\n", true));
        assertThat(vector(data, "x")).isEqualTo(new Attribute.Vector(new float[] {1, 1}));
        assertThat(vector(data, "y")).isNull();
        assertThat(encoded).containsExactly("aab", "b");
    }

    @Test
    void reviews_of_events_that_are_to_be_predicted_do_not_enter() throws IOException {
        // Ann's events with z and w are to be predicted, and so are Bob's with y and x.
        String reviews = "item,text,who\nx,a,ann\ny,a,ann\nz,b,ann\nw,b,ann\nw,a,bob\nz,a,bob\ny,b,bob\nx,b,bob\n";
        Dataset data = read(imported(reviews, true));
        for (String item : List.of("x", "y", "z", "w")) {
            assertThat(vector(data, item)).as(item).isEqualTo(new Attribute.Vector(new float[] {1, 0}));
        }
        assertThat(encoded).hasSize(4).containsOnly("a");
    }

    @Test
    void reviews_of_which_is_not_said_whose_they_are_all_count() throws IOException {
        Imported imported = imported("item,text\nx,a\nx,b\nw,ab\n", false);
        assertThat(imported.graph().reviews()).contains(new Graph.Review("x", "", "a"));
        assertThat(vector(read(imported), "x")).isEqualTo(new Attribute.Vector(new float[] {0.5f, 0.5f}));
    }

    @Test
    void the_mean_is_that_of_all_vectors_at_once_to_the_bit() throws IOException {
        Random random = new Random(3);
        Map<String, float[]> vectors = new HashMap<>();
        Map<String, List<String>> written = new TreeMap<>();
        StringBuilder reviews = new StringBuilder("item,text\n");
        for (int i = 0; i < 1000; i++) {
            String item = List.of("w", "x", "y").get(random.nextInt(3));
            String text = "text " + random.nextInt(600); // some twice
            vectors.computeIfAbsent(
                    text, _ -> new float[] {
                        (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12))), random.nextFloat()
                    });
            written.computeIfAbsent(item, _ -> new ArrayList<>()).add(text);
            reviews.append(item).append(',').append(text).append('\n');
        }
        Imported imported = imported(reviews.toString(), false);
        Dataset before = imported.dataset();
        EncoderSource source = new EncoderSource("drawn", "0", () -> new DrawnEncoder(vectors));
        EmbeddingStore store = new EmbeddingStore(folder.resolve("vectors"));
        store.embed(List.copyOf(vectors.keySet()).subList(0, 200), source, 1, Progress.NONE);
        Dataset data = new ReviewVectors(imported.graph().reviews(), Splits.leaveLastOut(before))
                .with(before, (texts, reader) -> store.each(texts, source, 2, Progress.NONE, reader));
        written.forEach((item, texts) -> {
            float[] mean = new float[2];
            for (int f = 0; f < 2; f++) {
                double sum = 0;
                for (String text : texts) {
                    sum += vectors.getOrDefault(text, new float[0])[f];
                }
                mean[f] = (float) (sum / texts.size());
            }
            assertThat(vector(data, item)).as(item).isEqualTo(new Attribute.Vector(mean));
        });
    }

    /** Gives vectors that were drawn. */
    private record DrawnEncoder(Map<String, float[]> vectors) implements TextEncoder {
        @Override
        public EncoderFiles files() {
            URI none = URI.create("file:/none");
            return new EncoderFiles("drawn", none, none, EncoderFiles.Pooling.MEAN, false, 8);
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public float[] encode(String text) {
            return vectors.getOrDefault(text, new float[0]);
        }

        @Override
        public List<Token> tokens(String text) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void rows_without_text_are_rejected_and_reviews_of_no_item_refused() throws IOException {
        Imported imported = imported("item,text,who\nx,,ann\nnone,a,ann\n", true);
        assertThat(imported.report().rejected()).isEqualTo(1);
        assertThatThrownBy(() -> read(imported))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of 1 reviews none is of an item");
    }
}
