package because.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionsTest {
    private record Row(int user, int item, float value, long time, short kind) {}

    /** The order that the contract states, by the sort of the JDK, which is stable. */
    @ParameterizedTest
    @ValueSource(longs = {3, 1_000, 1_000_000_000_000L, Long.MAX_VALUE})
    void sorts_by_person_and_time_and_keeps_the_files_order_of_equal_times(long range) {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = random.nextInt(60);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                long time = random.nextInt(10) == 0 ? Event.NO_TIME : random.nextLong(range) - range / 2;
                rows.add(new Row(random.nextInt(4), i, random.nextInt(5), seed % 2 == 0 ? time : time / 2, (short)
                        random.nextInt(3)));
            }
            Interactions sorted = Interactions.sorted(
                    5,
                    rows.stream().mapToInt(Row::user).toArray(),
                    rows.stream().mapToInt(Row::item).toArray(),
                    floats(rows),
                    rows.stream().mapToLong(Row::time).toArray(),
                    kinds(rows));
            rows.sort(Comparator.comparingInt(Row::user).thenComparingLong(Row::time));
            assertThat(read(sorted)).isEqualTo(rows);
        }
    }

    private static List<Row> read(Interactions events) {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < events.users(); user++) {
            for (int row = events.from(user); row < events.to(user); row++) {
                rows.add(
                        new Row(user, events.item(row), events.value(row), events.time(row), (short) events.kind(row)));
            }
        }
        return rows;
    }

    private static float[] floats(List<Row> rows) {
        float[] values = new float[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i).value();
        }
        return values;
    }

    private static short[] kinds(List<Row> rows) {
        short[] kinds = new short[rows.size()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = rows.get(i).kind();
        }
        return kinds;
    }
}
