package because.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Split;
import because.core.Split.Part;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {
    @TempDir
    Path temp;

    private Dataset data(String rows) {
        return new DataFolder(temp)
                .with("e.csv", DataFolder.HEADER + rows)
                .read(DataFolder.table("e.csv"))
                .dataset();
    }

    /** The items of each part, as "train | validation | test". */
    private static String parts(Split split) {
        List<String> words = new ArrayList<>();
        for (Part part : Part.values()) {
            StringBuilder items = new StringBuilder();
            for (int user = 0; user < split.whole().users().size(); user++) {
                for (int row : split.rows(user, part)) {
                    items.append(split.whole()
                            .catalog()
                            .item(split.whole().events().item(row))
                            .id());
                }
            }
            words.add(items.toString());
        }
        return String.join("|", words);
    }

    @Test
    void leave_last_out_takes_the_last_two_in_the_order_of_the_file() {
        assertThat(parts(Splits.leaveLastOut(data("u,a,1,9\nu,b,1,5\nu,c,1,5\nu,d,1,5\nv,e,1,1\nw,f,1,1\nw,g,1,1\n"))))
                .isEqualTo("bcef|d|ag");
        assertThat(parts(Splits.leaveLastOut(data("u,c,1,5\nu,b,1,5\nu,a,1,5\n"))))
                .isEqualTo("c|b|a");
    }

    @Test
    void leave_last_out_agrees_with_its_definition_on_random_data() {
        SplittableRandom random = new SplittableRandom(21);
        for (int run = 0; run < 300; run++) {
            Dataset data = Worlds.random(random);
            Split split = Splits.leaveLastOut(data);
            for (int user = 0; user < data.users().size(); user++) {
                int n = data.profile(user).events().size();
                assertThat(split.rows(user, Part.TEST)).hasSize(n >= 2 ? 1 : 0);
                assertThat(split.rows(user, Part.VALIDATION)).hasSize(n >= 3 ? 1 : 0);
                assertThat(split.before(user, Part.TEST).events()).hasSize(n - (n >= 2 ? 1 : 0));
                if (n >= 3) {
                    assertThat(data.event(split.rows(user, Part.TEST)[0]))
                            .isEqualTo(data.profile(user).events().getLast());
                    assertThat(split.rows(user, Part.VALIDATION)[0]).isEqualTo(split.rows(user, Part.TEST)[0] - 1);
                }
            }
        }
    }

    @Test
    void global_time_cuts_at_moments() {
        Dataset data = data("u,a,1,10\nu,b,1,20\nu,c,1,30\nv,d,1,20\nv,e,1,5\n");
        assertThat(parts(Splits.globalTime(data, Instant.ofEpochSecond(20), Instant.ofEpochSecond(30))))
                .isEqualTo("ae|bd|c");
        assertThat(parts(Splits.globalTime(data, 0.4, 0.8))).isEqualTo("ae|bd|c");
        assertThat(parts(Splits.globalTime(data, 0.6, 0.6)))
                .as("events at the same moment are behind the cut together")
                .isEqualTo("ae||bcd");
        assertThat(parts(Splits.globalTime(data, 1, 1))).isEqualTo("abced||".replace("abced", "abc" + "ed"));
        assertThat(parts(Splits.globalTime(data, 0, 0))).isEqualTo("||abced");
    }

    @Test
    void no_event_of_a_global_time_split_is_earlier_than_one_of_the_part_before() {
        SplittableRandom random = new SplittableRandom(22);
        for (int run = 0; run < 300; run++) {
            Dataset data = Worlds.random(random);
            if (!data.events().hasTimes()) {
                assertThatThrownBy(() -> {
                            if (data.events().size() == 0) {
                                throw new BadInput("no events to refuse.");
                            }
                            Splits.globalTime(data, 0.5, 0.6);
                        })
                        .isInstanceOf(BadInput.class);
                continue;
            }
            double validation = random.nextDouble();
            Split split = Splits.globalTime(data, validation, validation + (1 - validation) * random.nextDouble());
            long[] latest = {Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
            long[] earliest = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
            int training = 0;
            for (int row = 0; row < data.events().size(); row++) {
                int part = split.part(row).ordinal();
                training += part == 0 ? 1 : 0;
                latest[part] = Math.max(latest[part], data.events().time(row));
                earliest[part] = Math.min(earliest[part], data.events().time(row));
            }
            assertThat(latest[0]).isLessThan(Math.min(earliest[1], earliest[2]));
            assertThat(latest[1]).isLessThan(earliest[2]);
            assertThat(training).isLessThanOrEqualTo((int)
                    Math.round(validation * data.events().size()));
        }
    }

    @Test
    void ratio_takes_the_last_events_of_each_person() {
        Dataset data = data("u,a,1,1\nu,b,1,2\nu,c,1,3\nu,d,1,4\nu,e,1,5\nv,f,1,1\nw,g,1,1\nw,h,1,2\nw,i,1,2\n");
        assertThat(parts(Splits.ratio(data, 0.2, 0.4))).isEqualTo("abfgh|c|dei");
        assertThat(parts(Splits.ratio(data, 0, 0))).isEqualTo("abcdefghi||");
        StringBuilder hundred = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            hundred.append("u,i" + i + ",1," + i + "\n");
        }
        Split split = Splits.ratio(data(hundred.toString()), 0.57, 0.29);
        assertThat(split.rows(0, Part.TEST))
                .as("0.29 · 100 is 28.999999999999996 in doubles")
                .hasSize(29);
        assertThat(split.rows(0, Part.VALIDATION)).hasSize(57);
    }

    @Test
    void given_files_are_the_parts() {
        DataFolder folder = new DataFolder(temp)
                .with("train.txt", "u a b\nv c\n")
                .with("valid.txt", "u d\n")
                .with("test.txt", "v e\nu f\n");
        Imported imported = folder.read(Table.of("train.txt", "valid.txt", "test.txt"));
        Split split = Splits.givenFiles(imported, List.of(Part.TRAIN, Part.VALIDATION, Part.TEST));
        assertThat(parts(split)).isEqualTo("abc|d|fe");
        assertThat(split.train().users().ids()).containsExactly("u", "v");
        assertThatThrownBy(() -> Splits.givenFiles(imported, List.of(Part.TRAIN)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("train.txt, valid.txt, test.txt");
    }

    @Test
    void impossible_splits_are_refused() {
        Dataset data = data("u,a,1,1\n");
        for (double[] shares : new double[][] {{0.9, 0.8}, {-0.1, 0.5}, {0.5, 1.1}, {Double.NaN, 0.5}}) {
            assertThatThrownBy(() -> Splits.globalTime(data, shares[0], shares[1]))
                    .isInstanceOf(BadInput.class);
        }
        assertThatThrownBy(() -> Splits.ratio(data, 0.5, 0.5)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Splits.globalTime(data, Instant.ofEpochSecond(2), Instant.ofEpochSecond(1)))
                .isInstanceOf(BadInput.class);
    }

    /** Takes out one offender at a time, counting from scratch, until there is none. */
    private static List<String> core(Dataset data, int perUser, int perItem) {
        List<String[]> left = new ArrayList<>();
        for (String event : events(data)) {
            left.add(event.split("\u0000"));
        }
        while (true) {
            Map<String, Long> users = left.stream()
                    .collect(java.util.stream.Collectors.groupingBy(e -> e[0], java.util.stream.Collectors.counting()));
            Map<String, Long> items = left.stream()
                    .collect(java.util.stream.Collectors.groupingBy(e -> e[1], java.util.stream.Collectors.counting()));
            var offender = left.stream()
                    .filter(e -> users.get(e[0]) < perUser || items.get(e[1]) < perItem)
                    .findFirst();
            if (offender.isEmpty()) {
                return left.stream().map(e -> String.join("\u0000", e)).toList();
            }
            left.remove(offender.get());
        }
    }

    private static List<String> events(Dataset data) {
        List<String> all = new ArrayList<>();
        Interactions events = data.events();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                all.add(String.join(
                        "\u0000",
                        data.users().id(user),
                        data.catalog().item(events.item(row)).id(),
                        events.kind(row) + " " + events.value(row) + " " + events.time(row)));
            }
        }
        return all;
    }

    @Test
    void the_k_core_agrees_with_taking_out_one_event_at_a_time() {
        SplittableRandom random = new SplittableRandom(23);
        int nonEmpty = 0;
        for (int run = 0; run < 400; run++) {
            Dataset data = Worlds.random(random);
            int perUser = 1 + random.nextInt(5);
            int perItem = 1 + random.nextInt(5);
            Dataset core = Filters.kCore(data, perUser, perItem);
            assertThat(events(core)).as("run %d", run).isEqualTo(core(data, perUser, perItem));
            assertConsistent(core, data);
            nonEmpty += core.events().size() > 0
                            && core.events().size() < data.events().size()
                    ? 1
                    : 0;
        }
        assertThat(nonEmpty).isGreaterThan(50);
    }

    /** Nobody without events, everything in its old order, and nothing lost of what is known. */
    private static void assertConsistent(Dataset part, Dataset whole) {
        List<String> users = new ArrayList<>(whole.users().ids());
        users.retainAll(part.users().ids());
        assertThat(part.users().ids()).isEqualTo(users);
        boolean[] used = new boolean[part.catalog().size()];
        for (int user = 0; user < part.users().size(); user++) {
            assertThat(part.events().to(user)).isGreaterThan(part.events().from(user));
            assertThat(part.people().get(user))
                    .isEqualTo(
                            whole.people().get(whole.users().index(part.users().id(user))));
            for (int row = part.events().from(user); row < part.events().to(user); row++) {
                used[part.events().item(row)] = true;
            }
        }
        boolean[] all = new boolean[used.length];
        Arrays.fill(all, true);
        assertThat(used).isEqualTo(all);
        assertThat(part.catalog().items())
                .isEqualTo(whole.catalog().items().stream()
                        .filter(i -> part.catalog().index(i.id()) >= 0)
                        .toList());
    }

    @Test
    void values_and_kinds_filter_events() {
        SplittableRandom random = new SplittableRandom(24);
        for (int run = 0; run < 200; run++) {
            Dataset data = Worlds.random(random);
            Dataset liked = Filters.minimumValue(data, 3);
            assertConsistent(liked, data);
            assertThat(events(liked))
                    .isEqualTo(events(data).stream()
                            .filter(e -> Double.parseDouble(e.split("\u0000")[2].split(" ")[1]) >= 3)
                            .toList());
            Dataset bought = Filters.kinds(data, java.util.Set.of("buy"));
            assertConsistent(bought, data);
            assertThat(events(bought))
                    .isEqualTo(events(data).stream()
                            .filter(e -> e.split("\u0000")[2].startsWith("1 "))
                            .toList());
        }
        Dataset data = data("u,a,1,1\n");
        assertThatThrownBy(() -> Filters.kinds(data, java.util.Set.of("ratng")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe you meant rating?");
        assertThatThrownBy(() -> Filters.kCore(data, 0)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Filters.minimumValue(data, Double.NaN)).isInstanceOf(BadInput.class);
    }

    @Test
    void random_splits_have_their_shares_follow_their_seed_and_keep_the_test_whatever_is_for_validation() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            rows.append("u")
                    .append(i % 7)
                    .append(",i")
                    .append(i)
                    .append(",1,")
                    .append(i)
                    .append('\n');
        }
        Dataset data = data(rows.toString());
        Split one = Splits.random(data, 0.1, 0.2, 5);
        assertThat(count(one, Part.TEST)).isEqualTo(40);
        assertThat(count(one, Part.VALIDATION)).isEqualTo(20);
        assertThat(parts(Splits.random(data, 0.1, 0.2, 5))).isEqualTo(parts(one));
        assertThat(parts(Splits.random(data, 0.1, 0.2, 6))).isNotEqualTo(parts(one));
        Split more = Splits.random(data, 0.3, 0.2, 5);
        for (int row = 0; row < 200; row++) {
            assertThat(more.part(row) == Part.TEST).isEqualTo(one.part(row) == Part.TEST);
        }
        assertThatThrownBy(() -> Splits.random(data, 0.5, 0.5, 1)).isInstanceOf(BadInput.class);
    }

    @Test
    void a_share_of_the_items_is_unseen_with_all_their_events() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rows.append("u")
                    .append(i % 7)
                    .append(",i")
                    .append(i % 20)
                    .append(",1,")
                    .append(i)
                    .append('\n');
        }
        Dataset data = data(rows.toString());
        Split split = Splits.unseenItems(data, 0.1, 0.2, 3);
        java.util.Map<Integer, java.util.Set<Part>> ofItem = new java.util.TreeMap<>();
        for (int row = 0; row < data.events().size(); row++) {
            ofItem.computeIfAbsent(data.events().item(row), _ -> new java.util.TreeSet<>())
                    .add(split.part(row));
        }
        assertThat(ofItem.values()).allMatch(parts -> parts.size() == 1);
        assertThat(ofItem.values().stream().filter(parts -> parts.contains(Part.TEST)))
                .hasSize(4);
        assertThat(ofItem.values().stream().filter(parts -> parts.contains(Part.VALIDATION)))
                .hasSize(2);
        assertThat(parts(Splits.unseenItems(data, 0.1, 0.2, 3))).isEqualTo(parts(split));
        assertThat(parts(Splits.unseenItems(data, 0.1, 0.2, 4))).isNotEqualTo(parts(split));
        assertThatThrownBy(() -> Splits.unseenItems(data, 0.5, 0.5, 1)).isInstanceOf(BadInput.class);
    }

    private static long count(Split split, Part part) {
        return java.util.stream.IntStream.range(0, split.whole().events().size())
                .filter(row -> split.part(row) == part)
                .count();
    }
}
