package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.Rows.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatasetTest {
    @Test
    void a_profile_is_the_persons_rows_and_attributes() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows rows = Rows.random(random);
            Map<String, Attribute> known = new LinkedHashMap<>();
            known.put("z", new Attribute.Quantity(1));
            known.put("a", new Attribute.Text("b"));
            Dataset data = rows.dataset(Map.of(0, known));
            for (int user = 0; user < rows.users(); user++) {
                List<Event> expected = new ArrayList<>();
                for (Row row : rows.list()) {
                    if (row.user() == user) {
                        expected.add(Rows.event(row));
                    }
                }
                Profile profile = data.profile(user);
                assertThat(profile.events()).isEqualTo(expected);
                assertThat(profile.attributes()).isEqualTo(user == 0 ? known : Map.of());
                assertThat(profile.withEvents(List.of()).attributes().keySet())
                        .containsExactlyElementsOf(user == 0 ? List.of("z", "a") : List.of());
                int from = data.events().from(user);
                int some = random.nextInt(expected.size() + 1);
                assertThat(data.profile(user, from + some, from + expected.size())
                                .events())
                        .isEqualTo(expected.subList(some, expected.size()));
            }
        }
    }

    @Test
    void over_another_catalogue_events_are_with_the_same_items_and_others_are_left_out() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows rows = Rows.random(random);
            Dataset data = rows.dataset(Map.of());
            List<Item> kept = new ArrayList<>(data.catalog().items().reversed());
            kept.remove(random.nextInt(kept.size()));
            Catalog other = new Catalog(kept);
            Dataset over = data.over(other);
            for (int user = 0; user < rows.users(); user++) {
                List<String> expected = new ArrayList<>();
                for (int row = data.events().from(user); row < data.events().to(user); row++) {
                    String id = data.catalog().item(data.events().item(row)).id();
                    if (other.index(id) >= 0) {
                        expected.add(
                                id + data.events().value(row) + data.events().time(row));
                    }
                }
                List<String> found = new ArrayList<>();
                for (int row = over.events().from(user); row < over.events().to(user); row++) {
                    found.add(over.catalog().item(over.events().item(row)).id()
                            + over.events().value(row)
                            + over.events().time(row));
                }
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void some_of_the_events_are_the_kept_rows() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows rows = Rows.random(random);
            Set<Integer> keep = new HashSet<>();
            List<Row> expected = new ArrayList<>();
            for (int row = 0; row < rows.list().size(); row++) {
                if (random.nextBoolean()) {
                    keep.add(row);
                    expected.add(rows.list().get(row));
                }
            }
            Interactions kept = rows.interactions().where(keep::contains);
            assertThat(Rows.read(kept)).isEqualTo(new Rows(rows.users(), expected));
        }
    }

    @Test
    void columns_that_are_not_there_say_not_known() {
        Interactions events = Interactions.sorted(3, new int[] {2, 0, 2}, new int[] {5, 6, 7}, null, null, null);
        assertThat(Rows.read(events).list())
                .containsExactly(
                        new Row(0, 6, Float.NaN, Event.NO_TIME, 0),
                        new Row(2, 5, Float.NaN, Event.NO_TIME, 0),
                        new Row(2, 7, Float.NaN, Event.NO_TIME, 0));
        assertThat(events.hasTimes()).isFalse();
        assertThat(events.hasValues()).isFalse();
        assertThat(Rows.read(events.where(row -> row != 1)).list())
                .extracting(Row::item)
                .containsExactly(6, 7);
        assertThat(events.size()).isEqualTo(3);
        assertThat(events.users()).isEqualTo(3);
    }

    @Test
    void refuses_what_does_not_fit_together() {
        Dataset data = new Rows(2, List.of()).dataset(Map.of());
        assertThatThrownBy(() -> data.withEvents(new Rows(3, List.of()).interactions()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("3 people")
                .hasMessageContaining("2 people");
        for (int stranger : new int[] {-1, 2}) {
            assertThatThrownBy(() -> new Rows(2, List.of()).dataset(Map.of(stranger, Map.of())))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("person number " + stranger);
        }
        assertThatThrownBy(() -> new Dataset(
                        "x", data.users(), data.catalog(), new IdMap(List.of()), data.events(), data.people()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("kind");
        int[] two = {0, 1};
        int[] one = {0};
        assertThatThrownBy(() -> Interactions.sorted(2, two, one, null, null, null))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Interactions.sorted(2, two, two, new float[1], null, null))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Interactions.sorted(2, two, two, null, new long[3], null))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Interactions.sorted(2, two, two, null, null, new short[0]))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void the_fingerprint_is_the_one_that_model_folders_hold() {
        Rows rows = Rows.of(
                3,
                List.of(
                        new Row(0, 5, 3.5f, 10, 0),
                        new Row(0, 2, Float.NaN, 10, 1),
                        new Row(2, 7, -1, Event.NO_TIME, 0)));
        // Computed by a program of its own after the definition: SplitMix64 over the ends of the people's rows, then
        // each row.
        assertThat(rows.dataset(Map.of()).fingerprint()).isEqualTo("5cc844afc615ad0f");
        assertThat(Interactions.sorted(0, new int[0], new int[0], null, null, null)
                        .fingerprint())
                .isEqualTo(Long.parseUnsignedLong("e220a8397b1dcdaf", 16));
    }

    @Test
    void the_fingerprint_differs_if_anything_differs() {
        Map<Long, Rows> seen = new HashMap<>();
        int changes = 0;
        for (int seed = 0; seed < 300; seed++) {
            Rows rows = Rows.random(new SplittableRandom(seed));
            List<Rows> all = new ArrayList<>(List.of(rows, new Rows(rows.users() + 1, rows.list())));
            for (int i = 0; i < rows.list().size(); i++) {
                Row row = rows.list().get(i);
                for (Row other : List.of(
                        new Row((row.user() + 1) % rows.users(), row.item(), row.value(), row.time(), row.kind()),
                        new Row(row.user(), row.item() + 1, row.value(), row.time(), row.kind()),
                        new Row(row.user(), row.item(), -row.value() - 1, row.time(), row.kind()),
                        new Row(row.user(), row.item(), row.value(), row.time() + 1, row.kind()),
                        new Row(row.user(), row.item(), row.value(), ~row.time(), row.kind()),
                        new Row(row.user(), row.item(), row.value(), row.time(), 1 - row.kind()),
                        // together: such as cancel out in a sum
                        new Row(row.user(), row.item(), row.value(), row.time() - 1, row.kind() + 31),
                        new Row(row.user(), row.item() + 31, row.value(), row.time() + 1, row.kind()))) {
                    List<Row> changed = new ArrayList<>(rows.list());
                    changed.set(i, other);
                    all.add(Rows.of(rows.users(), changed));
                }
                List<Row> fewer = new ArrayList<>(rows.list());
                fewer.remove(i);
                all.add(Rows.of(rows.users(), fewer));
            }
            for (Rows version : all) {
                long fingerprint = version.interactions().fingerprint();
                assertThat(version.interactions().fingerprint()).isEqualTo(fingerprint);
                Rows before = seen.putIfAbsent(fingerprint, version);
                assertThat(before == null || before.equals(version))
                        .as("%s and %s", before, version)
                        .isTrue();
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(10_000);
    }

    @Test
    void the_fingerprint_differs_if_an_attribute_or_a_title_does() {
        List<Map<String, Attribute>> versions = List.of(
                Map.of(),
                Map.of("a", new Attribute.Tokens(List.of("x"))),
                Map.of("b", new Attribute.Tokens(List.of("x"))),
                Map.of("a", new Attribute.Tokens(List.of("x", ""))),
                Map.of("a", new Attribute.Tokens(List.of())),
                Map.of("a", new Attribute.Text("x")),
                Map.of("a", new Attribute.Quantity(1)),
                Map.of("a", new Attribute.Quantity(2)),
                Map.of("a", new Attribute.Vector(new float[] {1})),
                Map.of("a", new Attribute.Vector(new float[] {1, 0})),
                Map.of("a", new Attribute.Media("x", "y")),
                Map.of("a", new Attribute.Media("xy", "")));
        Set<String> seen = new HashSet<>();
        for (Map<String, Attribute> version : versions) {
            for (String title : List.of("i", "title")) {
                for (int who = 0; who < 2; who++) {
                    Interactions none = Interactions.sorted(2, new int[0], new int[0], null, null, null);
                    Map<Integer, Map<String, Attribute>> people = version.isEmpty() ? Map.of() : Map.of(who, version);
                    Catalog catalog = new Catalog(List.of(new Item("i", title, Map.of()), Item.of("j")));
                    seen.add(new Dataset(
                                    "d", new IdMap(List.of("0", "1")), catalog, new IdMap(List.of("k")), none, people)
                            .fingerprint());
                }
                Catalog catalog = new Catalog(List.of(new Item("i", title, version), Item.of("j")));
                Interactions none = Interactions.sorted(2, new int[0], new int[0], null, null, null);
                seen.add(
                        new Dataset("d", new IdMap(List.of("0", "1")), catalog, new IdMap(List.of("k")), none, Map.of())
                                .fingerprint());
            }
        }
        // Without attributes only the title tells them apart.
        assertThat(seen).hasSize(2 * 3 * (versions.size() - 1) + 2);
    }

    @Test
    void a_fingerprint_is_sixteen_digits() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(Rows.random(new SplittableRandom(seed)).dataset(Map.of()).fingerprint())
                    .matches("[0-9a-f]{16}");
        }
    }
}
