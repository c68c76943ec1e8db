package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Item;
import because.core.Progress;
import because.core.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
    @TempDir
    Path temp;

    /** The same events, items and people, whatever their numbers. */
    private static void assertSame(Dataset data, Dataset truth) {
        assertThat(DataFolder.events(data)).containsExactlyInAnyOrderElementsOf(DataFolder.events(truth));
        for (int user = 0; user < truth.users().size(); user++) {
            int there = data.users().index(truth.users().id(user));
            if (truth.events().from(user) == truth.events().to(user) && there < 0) {
                continue; // nothing at all is known of this person
            }
            assertThat(words(data, there)).isEqualTo(words(truth, user));
            assertThat(data.people().get(there)).isEqualTo(truth.people().get(user));
        }
        assertThat(items(data)).isEqualTo(items(truth));
    }

    private static Map<String, Item> items(Dataset data) {
        return data.catalog().items().stream().collect(Collectors.toMap(Item::id, i -> i));
    }

    private static List<String> words(Dataset data, int user) {
        return data.profile(user).events().stream()
                .map(e -> data.catalog().item(e.knownItem()).id() + e.kind() + e.value() + " " + e.time())
                .toList();
    }

    @Test
    void what_is_exported_is_imported_again_in_every_format() {
        SplittableRandom random = new SplittableRandom(11);
        Importer.Options options = Importer.Options.defaults(temp).withMegabytes(256);
        for (int run = 0; run < 220; run++) {
            Dataset truth = Worlds.random(random);
            if (truth.events().size() == 0) {
                continue;
            }
            // DuckDB takes a while to start, so Parquet is tried less often.
            Format format = run % 20 == 0 ? Format.PARQUET : run % 2 == 0 ? Format.CSV : Format.JSONL;
            Path folder = temp.resolve("run" + run);
            Mapping mapping = Exporter.write(truth, folder, format, options);
            Imported imported = Importer.read(folder, mapping, options, Progress.NONE);
            assertThat(imported.report().reasons()).as("run %d", run).isEmpty();
            assertSame(imported.dataset(), truth);
        }
    }

    @Test
    void an_exported_folder_needs_no_mapping() throws IOException {
        Dataset truth = Importer.read(DataFolder.sample(), Importer.Options.defaults(temp), Progress.NONE)
                .dataset();
        Importer.Options options = Importer.Options.defaults(temp);
        Exporter.write(truth, temp.resolve("sample"), Format.CSV, options);
        assertThat(Files.readAllLines(temp.resolve("sample/events.csv")))
                .hasSize(100_005)
                .startsWith("user,item,kind,value,time")
                .contains("1,31,rating,2.5,1260759144000");
        assertThat(Files.readAllLines(temp.resolve("sample/items.csv")))
                .contains("31,Dangerous Minds (1995),1995,\"[\"\"Drama\"\"]\"");
        assertSame(Importer.read(temp.resolve("sample"), options, Progress.NONE).dataset(), truth);
    }

    @Test
    void attributes_of_several_types_and_media_are_exported() {
        Map<String, Attribute> first = Map.of("a", new Attribute.Text("t"));
        Map<String, Attribute> second =
                Map.of("a", new Attribute.Quantity(2), "m", new Attribute.Media("image/png", "b.png"));
        DataFolder folder = new DataFolder(temp).with("e.csv", DataFolder.HEADER + "u,x,1,1\n");
        Dataset read = folder.read(DataFolder.table("e.csv")).dataset();
        Dataset data = new Dataset(
                "mixed",
                read.users(),
                new because.core.Catalog(List.of(new Item("x", "X", first), new Item("y", "Y", second))),
                read.kinds(),
                read.events(),
                new HashMap<>());
        Mapping mapping = Exporter.write(data, temp.resolve("mixed"), Format.CSV, folder.options());
        Dataset again = Importer.read(temp.resolve("mixed"), mapping, folder.options(), Progress.NONE)
                .dataset();
        assertThat(again.catalog().item(0).attributes()).isEqualTo(Map.of("a", new Attribute.Tokens(List.of("t"))));
        assertThat(again.catalog().item(1).attributes())
                .isEqualTo(Map.of("a", new Attribute.Quantity(2), "m", new Attribute.Text("b.png")));
    }

    @Test
    void exports_that_cannot_be_written_say_so() {
        Dataset data = Worlds.random(new SplittableRandom(1));
        new DataFolder(temp).with("taken", "a file");
        Importer.Options options = Importer.Options.defaults(temp);
        for (Format format : List.of(Format.CSV, Format.JSONL, Format.PARQUET)) {
            assertThatThrownBy(() -> Exporter.write(data, temp.resolve("taken"), format, options))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("cannot be written");
        }
        assertThatThrownBy(() -> Exporter.write(data, temp.resolve("x"), Format.SQL, options))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("csv, jsonl, parquet");
    }

    @Test
    void a_split_is_read_back_from_its_file_even_if_other_programs_reorder_it() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        Path file = temp.resolve("split.csv");
        for (int run = 0; run < 250; run++) {
            Dataset data = Worlds.random(random);
            Split split = run % 2 == 0 ? Splits.leaveLastOut(data) : Splits.ratio(data, 0.2, 0.3);
            SplitFile.write(split, file);
            List<String> truth = parts(split);
            assertThat(parts(SplitFile.read(file, data))).as("run %d", run).isEqualTo(truth);
            if (Files.readString(file).chars().filter(c -> c == '"').count() == 0) {
                List<String> lines = Files.readAllLines(file);
                Collections.shuffle(lines.subList(1, lines.size()), new Random(run));
                Files.write(file, lines);
                // Rows that are equal but for their part can be told apart by nothing but their order.
                assertThat(sorted(SplitFile.read(file, data))).as("run %d", run).isEqualTo(sorted(split));
            }
        }
    }

    private static List<String> parts(Split split) {
        List<String> events = DataFolder.events(split.whole());
        return java.util.stream.IntStream.range(0, events.size())
                .mapToObj(row -> events.get(row) + " " + split.whole().events().kind(row) + " " + split.part(row))
                .toList();
    }

    private static List<String> sorted(Split split) {
        return parts(split).stream().sorted().toList();
    }

    @Test
    void a_split_of_other_data_is_refused() throws IOException {
        DataFolder folder = new DataFolder(temp).with("e.csv", DataFolder.HEADER + "u,x,1,1\nu,y,2,2\nv,x,3,3\n");
        Dataset data = folder.read(DataFolder.table("e.csv")).dataset();
        Path file = temp.resolve("split.csv");
        SplitFile.write(Splits.leaveLastOut(data), file);
        String whole = Files.readString(file);
        assertThat(whole)
                .isEqualTo(
                        "user,item,kind,value,time,part\nu,x,rating,1,1000,train\nu,y,rating,2,2000,test\nv,x,rating,3,3000,train\n");
        Map<String, String> wrong = Map.of(
                whole.replace("v,x", "w,x"),
                "line 4: the data has no user 'w'",
                whole.replace("u,y", "u,z"),
                "line 3: the data has no item 'z'",
                whole.replace("test", "tets"),
                "line 3: the part is 'tets'",
                whole.replace(",2000,", ",2001,"),
                "no row for the event of user 'u' with item 'y' at 1970-01-01T00:00:02Z",
                whole.replace("v,x", "u,x"),
                "no row for the event of user",
                whole + "u,x,rating,1,1000,train\n",
                "more rows than the data has events, which are 3",
                whole.replace("v,x,rating,3,3000,train\n", ""),
                "2 usable rows, but the data has 3 events",
                whole.replace("part", "prt"),
                "unknown column 'part'");
        for (Map.Entry<String, String> change : wrong.entrySet()) {
            Files.writeString(file, change.getKey());
            assertThatThrownBy(() -> SplitFile.read(file, data))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(change.getValue());
        }
    }
}
