package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchWorkersTest {
    static Stream<Throwable> advised() {
        return Stream.of(
                new BadInput("the text is too long.\nMaybe shorten it."),
                new OutOfMemoryError("Java heap space"),
                new UnsatisfiedLinkError("no jnitorch"));
    }

    /** A worker fails with whatever is given. */
    private static int fail(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("advised")
    void what_says_itself_what_to_do_comes_from_a_worker_as_it_is(Throwable failure) {
        try (TorchWorkers workers = new TorchWorkers(2)) {
            assertThatThrownBy(() -> TorchWorkers.result(workers.submit(() -> fail(failure))))
                    .isSameAs(failure);
            assertThatThrownBy(() -> workers.inOrder(List.of(1, 2, 3), _ -> fail(failure), (_, _) -> {}))
                    .isSameAs(failure);
        }
    }

    @Test
    void of_anything_else_it_is_said_that_a_step_failed() {
        try (TorchWorkers workers = new TorchWorkers(2)) {
            IllegalArgumentException odd = new IllegalArgumentException("odd");
            assertThatThrownBy(() -> TorchWorkers.result(workers.submit(() -> fail(odd))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a training step failed")
                    .hasMessageContaining("odd")
                    .hasRootCause(odd);
        }
    }

    @Test
    void what_comes_of_things_is_handed_on_in_their_order() {
        List<Integer> squares = new ArrayList<>();
        try (TorchWorkers workers = new TorchWorkers(3)) {
            workers.inOrder(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), thing -> thing * thing, (thing, square) -> {
                assertThat(square).isEqualTo(thing * thing);
                squares.add(square);
            });
        }
        assertThat(squares).containsExactly(1, 4, 9, 16, 25, 36, 49, 64, 81);
    }
}
