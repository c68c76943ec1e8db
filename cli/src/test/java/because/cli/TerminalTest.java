package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What somebody sees of long work, by a clock that goes as the test says. */
class TerminalTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = 17;

    private Terminal terminal(boolean bars) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                bars,
                () -> now);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private List<String> lines() {
        assertThat(out.size()).isZero();
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void short_work_is_one_line_at_its_end() {
        Terminal terminal = terminal(false);
        terminal.stage("training ease", 2);
        for (int step = 1; step <= 2; step++) {
            pass(29);
            terminal.step(step, Map.of("loss", 0.5 / step));
        }
        assertThat(lines()).isEmpty();
        terminal.finish();
        assertThat(lines()).containsExactly("training ease: 58.0 s  loss 0.2500");
    }

    @Test
    void long_work_says_at_most_each_minute_and_at_each_tenth_how_far_it_is_and_how_long_it_takes() {
        Terminal terminal = terminal(false);
        terminal.stage("training transformer", 40);
        // 90 seconds an epoch: an hour
        for (int epoch = 0; epoch < 40; epoch++) {
            for (int part = 1; part <= 3; part++) {
                pass(30);
                terminal.within(part / 3.0, Map.of("loss", 2.0));
            }
            terminal.step(epoch + 1, Map.of("loss", 1.5, "ndcg@10", 0.25));
        }
        assertThat(lines()).hasSizeBetween(10, 12);
        assertThat(lines().get(0)).isEqualTo("training transformer: 0/40 (1 %)  loss 2.0000  59 min 0 s left");
        assertThat(lines().get(1))
                .isEqualTo("training transformer: 4/40 (11 %)  loss 2.0000  ndcg@10 0.2500  53 min 0 s left");
        terminal.finish();
        assertThat(lines().getLast()).isEqualTo("training transformer: 3600.0 s  loss 1.5000  ndcg@10 0.2500");
    }

    @Test
    void very_long_work_says_each_ten_minutes_that_it_goes_on() {
        Terminal terminal = terminal(false);
        terminal.stage("training transformer", 100);
        for (int minute = 1; minute <= 60; minute++) {
            pass(60);
            terminal.within(minute / 600.0, Map.of());
        }
        assertThat(lines()).hasSize(6);
        // 60,000 minutes in all, of which 11 are over
        assertThat(lines().get(1)).isEqualTo("training transformer: 0/100 (0 %)  999 h 49 min left");
    }

    @Test
    void where_the_number_of_steps_is_not_known_it_says_how_many_are_done() {
        Terminal terminal = terminal(false);
        terminal.stage("reading events", 0);
        pass(61);
        terminal.step(70_000, Map.of());
        assertThat(lines()).containsExactly("reading events: 70000");
    }

    @Test
    void what_was_done_before_work_was_taken_up_took_no_time() {
        Terminal terminal = terminal(false);
        terminal.stage("training transformer (taken up after epoch 30)", 40, 30);
        pass(120);
        terminal.within(0.5, Map.of());
        // Half an epoch takes two minutes.
        assertThat(lines())
                .containsExactly("training transformer (taken up after epoch 30): 30/40 (76 %)  38 min 0 s left");
    }

    @Test
    void work_that_knows_better_how_long_it_takes_is_believed() {
        Terminal terminal = terminal(false);
        terminal.stage("tuning", 10);
        pass(60);
        terminal.step(5, Map.of(Progress.LEFT, 7200.0, "best ndcg@10", 0.1));
        terminal.finish();
        assertThat(lines())
                .containsExactly(
                        "tuning: 5/10 (50 %)  best ndcg@10 0.1000  2 h 0 min left",
                        "tuning: 60.0 s  best ndcg@10 0.1000");
    }

    @Test
    void a_bar_counts_whole_steps_but_moves_within_them_and_begins_where_work_is_taken_up() {
        Terminal terminal = terminal(true);
        terminal.stage("training", 4, 2);
        terminal.within(0.5, Map.of());
        terminal.finish();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("62% ", "2/4").doesNotContain(" 0% ", "2500");
    }
}
