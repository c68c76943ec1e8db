package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import because.core.Rows.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Splits, and the metrics that are measured on them. */
class SplitTest {
    private static final Map<Integer, Map<String, Attribute>> PEOPLE =
            Map.of(0, Map.of("age", new Attribute.Quantity(9)));

    @Test
    void each_part_holds_the_rows_that_were_put_there() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rows rows = Rows.random(random);
            int n = rows.list().size();
            Split.Part[] parts = new Split.Part[n];
            Arrays.setAll(parts, _ -> Split.Part.values()[random.nextInt(3)]);
            Split.Part[] given = parts.clone();
            Split split = new Split("by chance", rows.dataset(PEOPLE), given);
            Arrays.fill(given, Split.Part.TRAIN); // what was given is copied

            assertThat(Rows.read(split.train().events())).isEqualTo(some(rows, parts, EnumSet.of(Split.Part.TRAIN)));
            assertThat(split.train().catalog()).isSameAs(split.whole().catalog());
            assertThat(split.train().people()).isEqualTo(PEOPLE);
            for (Split.Part part : Split.Part.values()) {
                for (int user = 0; user < rows.users(); user++) {
                    List<Event> before = new ArrayList<>();
                    TreeSet<Integer> in = new TreeSet<>();
                    for (int row = 0; row < n; row++) {
                        assertThat(split.part(row)).isEqualTo(parts[row]);
                        if (rows.list().get(row).user() == user && parts[row].ordinal() < part.ordinal()) {
                            before.add(Rows.event(rows.list().get(row)));
                        }
                        if (rows.list().get(row).user() == user && parts[row] == part) {
                            in.add(row);
                        }
                    }
                    assertThat(split.before(user, part).events()).isEqualTo(before);
                    assertThat(split.before(user, part).attributes()).isEqualTo(PEOPLE.getOrDefault(user, Map.of()));
                    assertThat(split.rows(user, part))
                            .containsExactly(in.stream().mapToInt(i -> i).toArray());
                }
            }
        }
    }

    private static Rows some(Rows rows, Split.Part[] parts, EnumSet<Split.Part> wanted) {
        List<Row> list = new ArrayList<>();
        for (int row = 0; row < parts.length; row++) {
            if (wanted.contains(parts[row])) {
                list.add(rows.list().get(row));
            }
        }
        return new Rows(rows.users(), list);
    }

    @Test
    void refuses_to_split_other_events() {
        Dataset data = Rows.of(1, List.of(new Row(0, 1, 1, 1, 0))).dataset(PEOPLE);
        assertThatThrownBy(() -> new Split("x", data, new Split.Part[2]))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("2 events")
                .hasMessageContaining("there are 1");
        Split split = new Split("the last", data, new Split.Part[] {Split.Part.TEST});
        assertThat(split.name()).isEqualTo("the last");
        assertThat(split.whole()).isSameAs(data);
    }

    @Test
    void the_mean_of_a_metric_is_over_its_people() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = random.doubles(1 + random.nextInt(50)).toArray();
            Metric metric = metric(values);
            assertThat(metric.mean(new TestModel(1, 1, false)))
                    .isCloseTo(DoubleStream.of(values).average().orElseThrow(), offset(1e-12));
        }
        assertThat(metric(1, 2, 6).mean(new TestModel(1, 1, false))).isEqualTo(3);
        assertThat(metric().mean(new TestModel(1, 1, false))).isZero();
    }

    private static Metric metric(double... values) {
        return new Metric() {
            @Override
            public String name() {
                return "given";
            }

            @Override
            public double[] perPerson(Recommender recommender) {
                return values;
            }
        };
    }
}
