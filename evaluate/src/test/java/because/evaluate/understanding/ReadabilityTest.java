package because.evaluate.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadabilityTest {
    /** 6 words, 1 sentence, 6 syllables: 206.835 − 6.09 − 84.6. */
    @Test
    void flesch_is_computed_by_its_formula() {
        Readability text = Readability.of("The cat sat on the mat.");
        assertThat(text.words()).isEqualTo(6);
        assertThat(text.sentences()).isEqualTo(1);
        assertThat(text.ease()).isCloseTo(206.835 - 1.015 * 6 - 84.6, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"recommended, 4", "because, 2", "you, 1", "table, 2", "rhythm, 1", "Amélie, 3"})
    void syllables_are_groups_of_vowels(String word, int syllables) {
        assertThat(Readability.syllables(word)).isEqualTo(syllables);
    }

    @Test
    void long_words_and_sentences_read_worse() {
        assertThat(Readability.of("Recommended because you liked “Alien”.").ease())
                .isGreaterThan(
                        Readability.of("This recommendation substantially originates from multitudinous preferences"
                                        + " hypothetically attributable to preceding cinematographic consumption.")
                                .ease());
    }

    @Test
    void chinese_is_counted_by_characters_and_clauses() {
        Readability text = Readability.of("推荐给你，因为你看过《异形》和《星球大战》。");
        assertThat(text.chinese()).isEqualTo(1);
        assertThat(text.ease()).isNaN();
        assertThat(text.named()).isEqualTo(2);
        assertThat(text.words()).isEqualTo(16);
        assertThat(text.clause()).isEqualTo(8);
    }

    @Test
    void nothing_is_read_of_nothing() {
        Readability text = Readability.of("");
        assertThat(text.words()).isZero();
        assertThat(text.ease()).isNaN();
        assertThat(text.looks()).isBetween(0.0, 1.0);
    }
}
