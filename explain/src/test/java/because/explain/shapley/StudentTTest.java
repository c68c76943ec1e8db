package because.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.706",
        "0.95, 2, 4.303",
        "0.95, 3, 3.182",
        "0.95, 4, 2.776",
        "0.95, 5, 2.571",
        "0.95, 10, 2.228",
        "0.95, 19, 2.093",
        "0.95, 30, 2.042",
        "0.95, 120, 1.980",
        "0.95, 1000000, 1.960",
        "0.99, 1, 63.657",
        "0.99, 9, 3.250",
        "0.99, 20, 2.845",
        "0.90, 7, 1.895",
        "0.50, 1, 1.000",
        "0.999, 4, 8.610"
    })
    void equals_the_printed_tables(double confidence, int degrees, double t) {
        assertThat(StudentT.twoSided(confidence, degrees)).isCloseTo(t, within(5.1e-4));
    }

    @Test
    void refuses_what_is_no_confidence() {
        assertThatThrownBy(() -> StudentT.twoSided(1, 5)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> StudentT.twoSided(Double.NaN, 5)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> StudentT.twoSided(0.95, 0)).isInstanceOf(BadInput.class);
    }
}
