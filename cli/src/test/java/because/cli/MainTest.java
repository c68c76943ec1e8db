package because.cli;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new BadInput("n is 0; allowed: 1 or more."), 2, "because: n is 0; allowed: 1 or more."),
                Arguments.of(new IOException("No space left on device"), 3, "because: No space left on device"),
                Arguments.of(
                        new UncheckedIOException("cannot write into x: disk full.", new IOException()),
                        3,
                        "because: cannot write into x: disk full."),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        3,
                        "(Java heap space).\n" + Main.more(Runtime.getRuntime().maxMemory())),
                Arguments.of(new UnsatisfiedLinkError("no jnitorch"), 3, "Maybe it was built for another platform"),
                Arguments.of(new IllegalStateException("odd"), 3, "Maybe run it again with BECAUSE_LOG=debug"),
                Arguments.of(new StackOverflowError(), 3, "something went wrong that should not have"));
    }

    @ParameterizedTest
    @CsvSource({"512,512 MB,2g", "1820,1.8 GB,4g", "2048,2.0 GB,4g", "7282,7.1 GB,16g"})
    void more_memory_is_advised_than_java_has(long megabytes, String has, String more) {
        assertThat(Main.more(megabytes << 20))
                .isEqualTo("Maybe allow more than " + has + ": BECAUSE_MEMORY=" + more + " because …");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_goes_wrong_is_said_in_words_with_its_exit_code(Throwable failure, int code, String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(Main.failed(failure, terminal)).isEqualTo(code);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("because: ")
                .contains(words)
                .doesNotContain("\tat ");
    }
}
