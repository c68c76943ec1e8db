package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters, and the attributes that they look at. */
class FilterTest {
    private static boolean accepts(Attribute attribute, String... anyOf) {
        return new Filter("x", Set.of(anyOf)).accepts(new Item("i", "I", Map.of("x", attribute)));
    }

    @Test
    void words_meet_it_if_one_of_them_is_a_value() {
        Attribute genres = new Attribute.Tokens(List.of("Comedy", "Drama"));
        assertThat(accepts(genres, "Drama")).isTrue();
        assertThat(accepts(genres, "Horror", "Comedy")).isTrue();
        assertThat(accepts(genres, "Horror")).isFalse();
        assertThat(accepts(genres, "drama")).isFalse();
        assertThat(accepts(genres)).isFalse();
        assertThat(accepts(new Attribute.Tokens(List.of()), "Drama")).isFalse();
    }

    @Test
    void a_text_meets_it_if_all_of_it_is_a_value() {
        assertThat(accepts(new Attribute.Text("a b"), "a b")).isTrue();
        assertThat(accepts(new Attribute.Text("a b"), "a", "b")).isFalse();
    }

    @Test
    void a_number_meets_it_if_a_value_spells_it() {
        assertThat(accepts(new Attribute.Quantity(7), "7")).isTrue();
        assertThat(accepts(new Attribute.Quantity(7), "x", "7.0")).isTrue();
        assertThat(accepts(new Attribute.Quantity(0), "-0")).isTrue();
        assertThat(accepts(new Attribute.Quantity(7), "7.1", "seven", "", "NaN"))
                .isFalse();
    }

    @Test
    void nothing_else_meets_it() {
        assertThat(accepts(new Attribute.Vector(new float[] {7}), "7", "Vector[1]"))
                .isFalse();
        assertThat(accepts(new Attribute.Media("image/png", "a.png"), "a.png", "image/png"))
                .isFalse();
        assertThat(new Filter("y", Set.of("7")).accepts(new Item("i", "I", Map.of("x", new Attribute.Quantity(7)))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_numbers_that_are_none(double value) {
        assertThatThrownBy(() -> new Attribute.Quantity(value))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("\nMaybe ");
    }

    @Test
    void a_vector_keeps_copies_and_is_equal_by_its_numbers() {
        float[] given = {1, Float.NaN, -0f};
        Attribute.Vector vector = new Attribute.Vector(given);
        given[0] = 9;
        vector.toArray()[0] = 9;
        assertThat(vector.toArray()).containsExactly(1, Float.NaN, -0f);
        assertThat(vector.get(0)).isEqualTo(1);
        assertThat(vector.size()).isEqualTo(3);
        assertThat(vector)
                .isEqualTo(new Attribute.Vector(new float[] {1, Float.NaN, -0f}))
                .hasSameHashCodeAs(new Attribute.Vector(new float[] {1, Float.NaN, -0f}))
                .isNotEqualTo(new Attribute.Vector(new float[] {1, Float.NaN, 1}))
                .isNotEqualTo(new Attribute.Vector(new float[] {1, Float.NaN}))
                .hasToString("Vector[3]");
    }
}
