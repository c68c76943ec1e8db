package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Dataset;
import because.core.EventWeights;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {
    /** ann: x at 1000, y at 2000, x at 3000; bob: x at 1000. */
    private static final Dataset DATA = new Dataset(
            "small",
            new IdMap(List.of("ann", "bob")),
            new Catalog(List.of(Item.of("x"), Item.of("y"))),
            new IdMap(List.of("any")),
            Interactions.sorted(
                    2, new int[] {0, 0, 0, 1}, new int[] {0, 1, 0, 0}, null, new long[] {1000, 2000, 3000, 1000}, null),
            Map.of());

    @TempDir
    private Path folder;

    private WeightFile read(String text) throws IOException {
        Path file = folder.resolve("weights.csv");
        Files.writeString(file, text);
        return WeightFile.read(file, DATA);
    }

    private double[] weights(String text) throws IOException {
        EventWeights weights = read(text).weights(DATA);
        return IntStream.range(0, weights.size()).mapToDouble(weights::weight).toArray();
    }

    @Test
    void a_row_is_about_all_events_that_agree_with_it() throws IOException {
        assertThat(weights("item,weight\nx,0.5\n")).containsExactly(0.5, 1, 0.5, 0.5);
        assertThat(weights("weight,user\n0,ann\n")).containsExactly(0, 0, 0, 1);
        assertThat(weights("user,item,time,weight\nann,x,3000,0.25\n")).containsExactly(1, 1, 0.25, 1);
        assertThat(weights("time,weight\n1000,0.1\n")).containsExactly(0.1, 1, 1, 0.1);
    }

    @Test
    void the_last_row_counts_and_others_ids_are_passed_over() throws IOException {
        assertThat(weights("item,weight\nx,0.5\nz,0\nx,0.75\n")).containsExactly(0.75, 1, 0.75, 0.75);
        assertThat(read("item,weight\nx,0.5\n").weights(DATA).how()).isEqualTo("file weights.csv");
    }

    @Test
    void what_cannot_be_weights_is_refused_with_its_line() {
        refuses("item,weight\nx,1.5\n", "line 2: the weight is '1.5'");
        refuses("item,weight\ny,0.5\nx,much\n", "line 3: the weight is 'much'");
        refuses("item,heavy\nx,0.5\n", "unknown column 'weight'");
        refuses("weight\n0.5\n", "one or more of user, item, time");
        refuses("item,weight\nz,0.5\n", "no row of 'weights.csv' is about an event of the data");
        refuses("item,weight\n", "no row of 'weights.csv'");
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("none.csv"), DATA))
                .isInstanceOf(BadInput.class);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadInput.class).hasMessageContaining(message);
    }
}
