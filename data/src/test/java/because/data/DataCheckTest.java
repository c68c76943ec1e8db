package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Split;
import because.core.Split.Part;
import because.data.DataCheck.Finding;
import because.data.DataCheck.Severity;
import because.data.Mapping.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {
    private static final DataCheck.Options NOW = DataCheck.Options.at(Instant.parse("2024-01-01T00:00:00Z"));

    @TempDir
    Path temp;

    private Imported read(String rows) {
        return new DataFolder(temp).with("e.csv", DataFolder.HEADER + rows).read(DataFolder.table("e.csv"));
    }

    private static Map<String, Finding> byCode(DataCheck check) {
        return check.findings().stream().collect(Collectors.toMap(Finding::code, Function.identity()));
    }

    @Test
    void clean_data_has_no_findings() {
        DataCheck check = DataCheck.of(read("u,x,1,1\nu,y,2,2\nv,x,1,2\n"), NOW);
        assertThat(check.findings()).isEmpty();
        assertThat(check.text()).isEqualTo("nothing found\n");
        assertThat(check.failed()).isFalse();
    }

    @Test
    void every_planted_fault_is_found_and_counted() {
        DataFolder folder = new DataFolder(temp)
                .with(
                        "e.csv",
                        DataFolder.HEADER
                                + "u,x,1,1\nu,x,1,1\nu,x,2,1\nu,x,1,1\n" // two exact repetitions
                                + "U,x,1,5\n u ,Y,1,4\nv,y,1,5\nv,z,1,3\n" // similar ids, one event out of order
                                + "v,x,1,-7\n" // before 1970, out of order too
                                + "v,x,1,4102444800\n" // the year 2100
                                + "w,x,NaN,1\nw,x\n")
                .with("i.csv", "id\nx\ny\n");
        Imported imported = folder.read(Mapping.of("m", DataFolder.table("e.csv"))
                .with(Role.ITEMS, Table.of("i.csv").withColumn("id", "id")));
        Map<String, Finding> found = byCode(DataCheck.of(imported, NOW));
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "rejected-rows",
                        "time-disorder",
                        "undescribed-items",
                        "duplicate-events",
                        "similar-users",
                        "similar-items",
                        "negative-times",
                        "future-times");
        assertThat(found.get("rejected-rows").count()).isEqualTo(2);
        assertThat(found.get("time-disorder").count()).isEqualTo(2);
        assertThat(found.get("time-disorder").examples()).containsExactly("e.csv, line 9", "e.csv, line 10");
        assertThat(found.get("undescribed-items").examples()).containsExactly("Y", "z");
        assertThat(found.get("duplicate-events").count()).isEqualTo(2);
        assertThat(found.get("duplicate-events").examples().getFirst())
                .isEqualTo("user 'u', item 'x' at 1970-01-01T00:00:01Z");
        assertThat(found.get("similar-users").examples()).containsExactly("'U' and 'u'", "' u ' and 'u'");
        assertThat(found.get("similar-items").count()).isEqualTo(1);
        assertThat(found.get("negative-times").examples())
                .containsExactly("user 'v', item 'x' at 1969-12-31T23:59:53Z");
        assertThat(found.get("future-times").examples()).containsExactly("user 'v', item 'x' at 2100-01-01T00:00:00Z");
    }

    @Test
    void floods_are_found_by_share_and_by_rate_but_the_sample_has_none() {
        StringBuilder rows = new StringBuilder();
        for (int user = 0; user < 100; user++) {
            for (int i = 0; i < 10; i++) {
                rows.append("p" + user + ",i" + i + ",1," + (100_000 + 1000 * i) + "\n");
            }
        }
        for (int i = 0; i < 700; i++) {
            rows.append("robot,r" + i + ",1," + (200_000 + i / 12) + "\n");
        }
        Map<String, Finding> found = byCode(DataCheck.of(read(rows.toString()), NOW));
        assertThat(found.keySet()).containsExactlyInAnyOrder("flood-share", "flood-rate");
        assertThat(found.get("flood-share").examples()).containsExactly("'robot': 700 events, 41.2 %");
        assertThat(found.get("flood-rate").examples()).containsExactly("'robot': 700 events in a minute");
        assertThat(byCode(DataCheck.of(
                        read(rows.toString()), NOW.withFloodShare(0.5).withFloodPerMinute(701))))
                .isEmpty();
        Imported sample = because.data.Importer.read(
                DataFolder.sample(), new DataFolder(temp).options(), because.core.Progress.NONE);
        assertThat(byCode(DataCheck.of(sample, NOW)).keySet()).containsExactly("time-disorder");
    }

    @Test
    void leakage_between_the_parts_of_a_split_is_found() {
        Dataset data = read("u,a,1,1\nu,a,1,1\nu,b,1,2\nu,c,1,9\nu,b,3,5\nv,a,1,3\nv,d,1,4\n")
                .dataset();
        // By person and time: u: a1 a1 b2 b5 c9; v: a3 d4.
        Part[] parts = {Part.TRAIN, Part.TEST, Part.VALIDATION, Part.TEST, Part.TRAIN, Part.TRAIN, Part.TEST};
        DataCheck check = DataCheck.of(new Split("planted", data, parts));
        Map<String, Finding> found = byCode(check);
        assertThat(found.get("leak-copies").count()).isEqualTo(1);
        assertThat(found.get("leak-pairs").count()).isEqualTo(2);
        assertThat(found.get("leak-order").count())
                .as("b of 2 and c of 9 are later than the test event of 1")
                .isEqualTo(2);
        assertThat(found.get("leak-time").count()).as("c of 9 and a of 3").isEqualTo(2);
        assertThat(check.failed()).isTrue();
        assertThat(check.text()).contains("error    leak-copies", "user 'u', item 'a' at 1970-01-01T00:00:01Z");
    }

    @Test
    void good_splits_have_no_errors() {
        Dataset data = read("u,a,1,1\nu,b,1,2\nu,c,1,3\nv,a,1,1\nv,b,1,1\nv,c,1,8\nv,d,1,9\n")
                .dataset();
        assertThat(DataCheck.of(Splits.leaveLastOut(data)).findings()).isEmpty();
        assertThat(DataCheck.of(Splits.globalTime(data, 0.5, 0.8)).findings()).isEmpty();
        DataCheck late = DataCheck.of(
                Splits.leaveLastOut(read("u,a,1,1\nu,b,1,2\nv,c,1,5\nv,d,1,9\n").dataset()));
        assertThat(late.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("leak-time");
            assertThat(f.severity()).isEqualTo(Severity.NOTE);
        });
        assertThat(late.and(late).findings()).hasSize(2);
    }

    @Test
    void repetitions_without_times_are_only_noted() {
        Imported imported = new DataFolder(temp).with("s.txt", "u a b a\n").detect("s.txt");
        assertThat(DataCheck.of(imported, NOW).findings())
                .singleElement()
                .extracting(Finding::severity, Finding::code)
                .containsExactly(Severity.NOTE, "duplicate-events");
        assertThat(byCode(DataCheck.of(Splits.leaveLastOut(imported.dataset()))).keySet())
                .containsExactly("leak-pairs");
    }

    @Test
    void impossible_options_are_refused() {
        assertThatThrownBy(() -> NOW.withFloodShare(0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> NOW.withFloodPerMinute(1)).isInstanceOf(BadInput.class);
    }

    @Test
    void a_description_counts_what_is_there() {
        DataFolder folder = new DataFolder(temp)
                .with("e.csv", DataFolder.HEADER + "u,a,5,10\nu,a,4,20\nu,b,,30\nv,a,1,40\n")
                .with("i.csv", "id,genres,price,story\na,x|y,2,Once upon a time there was\nb,x,4,\nc,,,\n")
                .with("u.csv", "id\nw\n");
        Mapping mapping = Mapping.of("toy", DataFolder.table("e.csv"))
                .with(
                        Role.ITEMS,
                        Table.of("i.csv")
                                .withColumn("id", "id")
                                .withAttribute("genres", "tokens(|)")
                                .withAttribute("price", "number")
                                .withAttribute("story", "text"))
                .with(Role.USERS, Table.of("u.csv").withColumn("id", "id"));
        DataDescription d = DataDescription.of(folder.read(mapping).dataset());
        assertThat(List.of(d.users(), d.items(), d.events(), d.usersWithoutEvents(), d.itemsWithoutEvents()))
                .containsExactly(3, 3, 4, 1, 1);
        assertThat(d.sparsity()).isEqualTo(1 - 3 / 9.0);
        assertThat(d.eventsPerUser()).contains(new DataDescription.Quantiles(2, 2, 1, 1, 1, 3, 3, 3));
        assertThat(d.eventsPerItem().orElseThrow().most()).isEqualTo(3);
        assertThat(d.longTail()).isEqualTo(Map.of(1, 0.75, 5, 0.75, 20, 0.75));
        assertThat(d.first()).contains(Instant.ofEpochSecond(10));
        assertThat(d.last()).contains(Instant.ofEpochSecond(40));
        assertThat(d.kinds()).isEqualTo(Map.of("rating", 4));
        assertThat(d.values().orElseThrow().mean()).isEqualTo(10 / 3.0);
        assertThat(d.fields())
                .containsExactly(
                        new DataDescription.Field(
                                "item", "genres", "tokens", 2, 3, 2, Map.of("x", 2, "y", 1), Optional.empty()),
                        new DataDescription.Field(
                                "item",
                                "price",
                                "number",
                                2,
                                3,
                                0,
                                Map.of(),
                                Optional.of(new DataDescription.Quantiles(2, 3, 2, 2, 2, 4, 4, 4))),
                        new DataDescription.Field("item", "story", "text", 1, 3, 1, Map.of(), Optional.empty()));
        assertThat(d.text())
                .contains("people               3, 1 of them without events\n")
                .contains("item genres          tokens, 2 of 3 have it; 2 different, most frequent {x=2, y=1}\n");
    }

    @Test
    void quantiles_agree_with_counting() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(31);
        for (int run = 0; run < 200; run++) {
            Dataset data = Worlds.random(random);
            int[] counts = java.util.stream.IntStream.range(0, data.users().size())
                    .map(u -> data.profile(u).events().size())
                    .filter(n -> n > 0)
                    .toArray();
            DataDescription d = DataDescription.of(data);
            assertThat(d.eventsPerUser().isPresent()).isEqualTo(counts.length > 0);
            d.eventsPerUser().ifPresent(q -> {
                for (double[] pair : new double[][] {
                    {0.25, q.quarter()}, {0.5, q.median()}, {0.75, q.threeQuarters()}, {0.99, q.ninetyNine()}
                }) {
                    double share = pair[0];
                    int truth = Arrays.stream(counts)
                            .sorted()
                            .filter(n ->
                                    Arrays.stream(counts).filter(m -> m <= n).count() >= share * counts.length)
                            .findFirst()
                            .orElseThrow();
                    assertThat(pair[1]).isEqualTo(truth);
                }
            });
        }
    }
}
