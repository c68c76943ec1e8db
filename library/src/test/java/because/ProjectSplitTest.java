package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Progress;
import because.core.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code because.yaml} says of the split is what is done. */
class ProjectSplitTest {
    @TempDir
    private Path folder;

    /** Ten people, ten events each, a second between one event and the next. */
    private Split split(String yaml) throws IOException {
        StringBuilder csv = new StringBuilder("user,item,timestamp\n");
        for (int i = 0; i < 100; i++) {
            csv.append("u")
                    .append(i % 10)
                    .append(",i")
                    .append(i % 7 + i / 10)
                    .append(',')
                    .append(1_000_000_000 + i)
                    .append('\n');
        }
        Files.writeString(folder.resolve("events.csv"), csv);
        Files.writeString(folder.resolve(Config.FILE), "data: events.csv\n" + yaml);
        return Project.open(folder).split(Progress.NONE);
    }

    private static List<Long> counts(Split split) {
        return Arrays.stream(Split.Part.values())
                .map(part -> {
                    long count = 0;
                    for (int row = 0; row < split.whole().events().size(); row++) {
                        count += split.part(row) == part ? 1 : 0;
                    }
                    return count;
                })
                .toList();
    }

    @Test
    void leaves_the_last_two_events_of_each_person_out_if_nothing_is_said() throws IOException {
        assertThat(counts(split(""))).containsExactly(80L, 10L, 10L);
    }

    @Test
    void gives_validation_and_test_their_shares_of_the_time() throws IOException {
        Split split = split("split: {kind: global-time, validation: 0.2, test: 0.1}\n");
        assertThat(counts(split)).containsExactly(70L, 20L, 10L);
        for (int row = 0; row < split.whole().events().size(); row++) {
            long second = split.whole().events().time(row) / 1000 - 1_000_000_000;
            Split.Part part = second < 70 ? Split.Part.TRAIN : second < 90 ? Split.Part.VALIDATION : Split.Part.TEST;
            assertThat(split.part(row)).isEqualTo(part);
        }
    }

    @Test
    void gives_validation_and_test_their_shares_of_each_persons_events() throws IOException {
        assertThat(counts(split("split: {kind: ratio, validation: 0.2, test: 0.3}\n")))
                .containsExactly(50L, 20L, 30L);
    }
}
