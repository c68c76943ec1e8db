package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Attribute;
import because.core.BadInput;
import because.core.Dataset;
import because.core.Event;
import because.core.Item;
import because.core.Progress;
import because.data.Mapping.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    @TempDir
    Path temp;

    private DataFolder folder() {
        return new DataFolder(temp);
    }

    @Test
    void the_sample_has_the_published_counts_and_titles_with_years() {
        Imported imported = Importer.read(DataFolder.sample(), folder().options(), Progress.NONE);
        Dataset data = imported.dataset();
        assertThat(data.users().size()).isEqualTo(671);
        assertThat(data.catalog().size()).isEqualTo(9066);
        assertThat(data.events().size()).isEqualTo(100_004);
        assertThat(imported.report().rejected()).isZero();
        assertThat(imported.report().undescribed()).isZero();
        assertThat(imported.report().time()).contains("s");
        Item toyStory = data.catalog().item(data.catalog().index("1"));
        assertThat(toyStory.title()).isEqualTo("Toy Story (1995)");
        assertThat(toyStory.attributes().get("genres"))
                .isEqualTo(new Attribute.Tokens(List.of("Adventure", "Animation", "Children", "Comedy", "Fantasy")));
        assertThat(toyStory.attributes().get("year")).isEqualTo(new Attribute.Quantity(1995));
        Item untitled = data.catalog().item(data.catalog().index("108548"));
        assertThat(untitled.title()).isEqualTo("108548");
        // The first line of the file: 1,31,2.5,1260759144
        assertThat(data.users().id(0)).isEqualTo("1");
        assertThat(data.catalog().item(0).id()).isEqualTo("31");
        assertThat(DataFolder.events(data)).contains("1 31 2.5 1260759144000");
    }

    @Test
    void numbers_follow_the_first_appearance_in_the_events_and_other_items_come_after() {
        Imported imported = folder().with("e.csv", DataFolder.HEADER + "b,y,1,30\na,x,2,20\nb,x,3,10\na,y,4,20\n")
                .with("i.csv", "id,title\nz,Zett\nx,Ix\nw,\n")
                .with("u.csv", "id,country\nc,NZ\na,PL\n")
                .read(Mapping.of("test", DataFolder.table("e.csv"))
                        .with(
                                Role.ITEMS,
                                Table.of("i.csv").withColumn("id", "id").withColumn("title", "title"))
                        .with(
                                Role.USERS,
                                Table.of("u.csv").withColumn("id", "id").withAttribute("country", "token")));
        Dataset data = imported.dataset();
        assertThat(data.users().ids()).containsExactly("b", "a", "c");
        assertThat(data.catalog().items())
                .extracting(Item::id, Item::title)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("y", "y"),
                        org.assertj.core.groups.Tuple.tuple("x", "Ix"),
                        org.assertj.core.groups.Tuple.tuple("z", "Zett"),
                        org.assertj.core.groups.Tuple.tuple("w", "w"));
        assertThat(DataFolder.events(data))
                .as("by person and time, equal times as in the file")
                .containsExactly("b x 3.0 10000", "b y 1.0 30000", "a x 2.0 20000", "a y 4.0 20000");
        assertThat(data.people())
                .isEqualTo(Map.of(
                        1, Map.of("country", new Attribute.Tokens(List.of("PL"))),
                        2, Map.of("country", new Attribute.Tokens(List.of("NZ")))));
        assertThat(imported.report().undescribedIds()).containsExactly("y");
        assertThat(imported.report().unordered()).isEqualTo(1);
        assertThat(imported.report().unorderedPlaces()).containsExactly("e.csv, line 4");
    }

    @Test
    void recbole_files_need_no_mapping() {
        Imported imported = folder().with(
                        "toy.inter.gz",
                        DataFolder.gzip(
                                DataFolder.utf8(
                                        "user_id:token\titem_id:token\trating:float\ttimestamp:float\nu1\ti1\t4\t8.81250949E8\nu1\ti2\t5.0\t881250950.5\n")))
                .with(
                        "toy.item",
                        "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\tprice:float\tvec:float_seq\n"
                                + "i1\tToy \"Story\t1995.0\tAnimation Comedy\t2.5\t1 0.5\n")
                .with("toy.user", "user_id:token\tage:token\nu1\t24\n")
                .with("toy.kg", "head_id:token\trelation_id:token\ttail_id:token\nm.1\tfilm.actor\tm.2\n")
                .with("toy.link", "item_id:token\tentity_id:token\ni1\tm.1\n")
                .with("toy.net", "source_id:token\ttarget_id:token\nu1\tu2\n")
                .detect("");
        Dataset data = imported.dataset();
        assertThat(data.name()).isEqualTo("toy");
        assertThat(DataFolder.events(data)).containsExactly("u1 i1 4.0 881250949000", "u1 i2 5.0 881250950500");
        assertThat(data.catalog().item(0))
                .isEqualTo(new Item(
                        "i1",
                        "Toy \"Story (1995)",
                        Map.of(
                                "year", new Attribute.Quantity(1995),
                                "class", new Attribute.Tokens(List.of("Animation", "Comedy")),
                                "price", new Attribute.Quantity(2.5),
                                "vec", new Attribute.Vector(new float[] {1, 0.5f}))));
        assertThat(data.people()).isEqualTo(Map.of(0, Map.of("age", new Attribute.Tokens(List.of("24")))));
        assertThat(imported.graph())
                .isEqualTo(new Graph(
                        List.of(new Graph.Fact("m.1", "film.actor", "m.2")),
                        Map.of("i1", "m.1"),
                        List.of(new Graph.Tie("u1", "u2")),
                        List.of()));
    }

    @Test
    void gorse_bulk_files_need_no_mapping() {
        Dataset data = folder().with("feedback.jsonl", """
                        {"FeedbackType":"read","UserId":"bob","ItemId":"a","Value":1,"Timestamp":"2020-01-01T00:00:00Z","Comment":""}
                        {"FeedbackType":"like","UserId":"bob","ItemId":"b","Value":2.5,"Timestamp":"2020-01-01T01:00:00+01:00"}
                        """)
                .with("items.jsonl", """
                        {"ItemId":"a","IsHidden":false,"Categories":["x","y"],"Timestamp":"2020-01-01T00:00:00Z","Labels":{"topic":["t1","t2"],"embedding":[0.5,1],"price":3},"Comment":"An A"}
                        {"ItemId":"b","IsHidden":true,"Categories":[],"Labels":null,"Comment":""}
                        """)
                .with("users.jsonl", "{\"UserId\":\"bob\",\"Labels\":[\"m\"],\"Comment\":\"likes b\"}\n")
                .detect("")
                .dataset();
        assertThat(data.kinds().ids()).containsExactly("read", "like");
        assertThat(data.event(0))
                .isEqualTo(new Event(data.catalog().candidates().getFirst(), "read", 1, 1577836800000L));
        assertThat(data.event(1).kind()).isEqualTo("like");
        assertThat(data.event(1).time()).isEqualTo(1577836800000L);
        assertThat(data.catalog().item(0))
                .isEqualTo(new Item(
                        "a",
                        "An A",
                        Map.of(
                                "IsHidden", new Attribute.Tokens(List.of("false")),
                                "Categories", new Attribute.Tokens(List.of("x", "y")),
                                "Labels.topic", new Attribute.Tokens(List.of("t1", "t2")),
                                "Labels.embedding", new Attribute.Vector(new float[] {0.5f, 1}),
                                "Labels.price", new Attribute.Quantity(3))));
        assertThat(data.catalog().item(1))
                .isEqualTo(new Item("b", "b", Map.of("IsHidden", new Attribute.Tokens(List.of("true")))));
        assertThat(data.people())
                .isEqualTo(Map.of(
                        0,
                        Map.of(
                                "Labels", new Attribute.Tokens(List.of("m")),
                                "Comment", new Attribute.Text("likes b"))));
    }

    @Test
    void sequence_lines_keep_their_order_and_have_neither_values_nor_times() {
        Imported imported =
                folder().with("toy.txt", "7 c a b a\n8\n\n9  b  c \n").detect("toy.txt");
        assertThat(DataFolder.events(imported.dataset())).containsExactly("7 c", "7 a", "7 b", "7 a", "9 b", "9 c");
        assertThat(imported.dataset().events().hasTimes()).isFalse();
        assertThat(folder().rejected()).containsExactly("file,line,reason,text", "toy.txt,2,has a user and no items,8");
    }

    @Test
    void old_movielens_files_with_double_colons_and_latin_1_need_no_mapping() {
        Dataset data = folder().with("ratings.dat", "1::10::5::978300760\n2::11::3::978300761\n")
                .with(
                        "movies.dat",
                        "10::Misérables, Les (1995)::Drama|Musical\n11::A: B (2000)::Comedy\n"
                                .getBytes(StandardCharsets.ISO_8859_1))
                .with("users.dat", "1::F::1::10::48067\n")
                .detect("")
                .dataset();
        assertThat(DataFolder.events(data)).containsExactly("1 10 5.0 978300760000", "2 11 3.0 978300761000");
        assertThat(data.catalog().items())
                .extracting(Item::title)
                .containsExactly("Misérables, Les (1995)", "A: B (2000)");
        assertThat(data.people().get(0)).containsEntry("gender", new Attribute.Tokens(List.of("F")));
    }

    @Test
    void all_formats_give_the_same_dataset() throws SQLException {
        StringBuilder csv = new StringBuilder(DataFolder.HEADER);
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            String user = "u" + i % 97;
            String item = "ï" + i % 31;
            csv.append(user + "," + item + "," + i % 5 + "," + (1_000_000_000 + i * 7919 % 5000) + "\n");
            json.append("{\"time\":" + (1_000_000_000 + i * 7919 % 5000) + ",\"user\":\"" + user + "\",\"rating\":"
                    + i % 5 + ",\"item\":\"" + item + "\"}\n");
        }
        DataFolder folder = folder().with("e.csv", csv.toString())
                .with("e.tsv", csv.toString().replace(',', '\t'))
                .with("e.jsonl", json.toString())
                .with("e.csv.gz", DataFolder.gzip(DataFolder.utf8(csv.toString())))
                .with("bom.csv", "\uFEFF" + csv)
                .with("crlf.csv", csv.toString().replace("\n", "\r\n"));
        try (Connection duckDb = DuckDb.open(temp, folder.options());
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('e.csv')) TO '" + temp.resolve("e.parquet") + "'");
        }
        Dataset truth = folder.read(DataFolder.table("e.csv")).dataset();
        List<Table> tables = new ArrayList<>();
        for (String file : List.of("e.tsv", "e.jsonl", "e.csv.gz", "bom.csv", "crlf.csv", "e.parquet")) {
            tables.add(DataFolder.table(file));
        }
        Table sql = Table.ofSql(
                "SELECT \"user\" AS \"user\", item, rating, to_timestamp(\"time\") AS at FROM 'e.parquet';");
        tables.add(sql.withColumn("user", "user")
                .withColumn("item", "item")
                .withColumn("value", "rating")
                .withColumn("time", "at"));
        for (Table table : tables) {
            Imported imported = folder.read(table);
            assertThat(imported.dataset().fingerprint()).as("%s", table).isEqualTo(truth.fingerprint());
            assertThat(imported.dataset().users().ids()).isEqualTo(truth.users().ids());
            assertThat(imported.dataset().catalog().items())
                    .isEqualTo(truth.catalog().items());
            assertThat(imported.report().rows()).isEqualTo(5000);
        }
        assertThat(folder.detect("e.jsonl").dataset().fingerprint())
                .as("usual names need no mapping")
                .isEqualTo(truth.fingerprint());
    }

    @Test
    void several_files_are_read_one_after_the_other() {
        Imported imported = folder().with("a.csv", DataFolder.HEADER + "u,x,1,5\nv,y,1,6\n")
                .with("b.csv", "time,item,user,rating\n4,z,u,2\n5,x,u,2\n")
                .read(new Table(
                        List.of("a.csv", "b.csv"),
                        "",
                        Format.CSV,
                        ",",
                        "\"",
                        List.of(),
                        "utf-8",
                        DataFolder.table("a.csv").columns(),
                        Map.of(),
                        "s"));
        assertThat(DataFolder.events(imported.dataset()))
                .containsExactly("u z 2.0 4000", "u x 1.0 5000", "u x 2.0 5000", "v y 1.0 6000");
        assertThat(List.of(imported.part(0), imported.part(1), imported.part(2), imported.part(3)))
                .containsExactly(1, 0, 1, 0);
    }

    @Test
    void progress_ends_with_the_size_of_the_file() {
        String csv = DataFolder.HEADER + "u,x,1,5\n".repeat(200_000);
        List<Long> steps = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void stage(String name, long total) {
                stages.add(name + " " + total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                steps.add(done);
            }
        };
        DataFolder folder = folder().with("e.csv", csv);
        Importer.read(temp, Mapping.of("test", DataFolder.table("e.csv")), folder.options(), progress);
        assertThat(stages).containsExactly("reading e.csv " + csv.length());
        assertThat(steps).hasSizeGreaterThan(3).isSorted().endsWith((long) csv.length());
    }

    @Test
    void a_column_that_is_not_there_is_named_with_the_near_ones() {
        DataFolder folder = folder().with("e.csv", "userId,item,rating,time\nu,x,1,5\n");
        assertThatThrownBy(() -> folder.read(DataFolder.table("e.csv").withColumn("user", "userid")))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "e.csv: unknown column 'userid'; known: userId, item, rating, time.\nMaybe you meant userId?");
        assertThatThrownBy(() -> folder.with("e.csv", "who,item\nu,x\n").detect("e.csv"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("usual name for the user; its columns are: who, item");
        assertThatThrownBy(() -> folder.with("e.csv", "user,item,user\nu,x,1\n").detect("e.csv"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("two columns with the name 'user'");
    }

    @Test
    void mappings_that_cannot_be_read_are_refused() {
        assertThatThrownBy(() -> new Mapping("m", Map.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("events");
        assertThatThrownBy(() -> Mapping.of("m", Table.of("e.csv").withColumn("user", "u")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'item'");
        assertThatThrownBy(() -> Mapping.of("m", DataFolder.table("e.csv").withColumn("vlaue", "v")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe you meant value?");
        assertThatThrownBy(() -> Mapping.of("m", DataFolder.table("e.csv").withAttribute("a", "token")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("attributes");
        assertThatThrownBy(() -> Table.of("e.csv").withAttribute("a", "tokns")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of("e.csv").withTime("minutes")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of("e.csv").withEncoding("utf-16")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of("e.csv").withEncoding("no-such")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of("e.csv").withDelimiter("")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of("e.csv").withQuote(",")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.of()).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Table.ofSql(" ")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> folder().options().withLongestRow(10)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> folder().options().withThreads(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> folder().options().withMegabytes(1)).isInstanceOf(BadInput.class);
    }
}
