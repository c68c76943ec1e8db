package because;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.models.text.TextEncoder.Token;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordReasonsTest {

    /** The pieces of a text, which are given in their order. */
    private static List<String> words(String text, String... pieces) {
        List<Token> tokens = new ArrayList<>();
        tokens.add(new Token(101, "[CLS]", 0, 0));
        int from = 0;
        for (String piece : pieces) {
            from = text.indexOf(piece, from);
            tokens.add(new Token(5, piece, from, from + piece.length()));
            from += piece.length();
        }
        tokens.add(new Token(102, "[SEP]", 0, 0));
        return WordReasons.words(tokens, text).stream()
                .map(span -> text.substring(span[0], span[1]))
                .toList();
    }

    @Test
    void pieces_of_a_word_count_together_and_marks_do_not_count() {
        assertThat(words("An unbelievable, good film!", "An", "un", "bel", "ievable", ",", "good", "film", "!"))
                .containsExactly("An", "unbelievable", "good", "film");
    }

    @Test
    void a_chinese_character_is_a_word_beside_others_too() {
        assertThat(words("《活着》IMAX版", "《", "活", "着", "》", "IM", "AX", "版")).containsExactly("活", "着", "IMAX", "版");
    }

    @Test
    void an_encoder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> WordReasons.of("no-such-folder", "a text", "another", 100, 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no-such-folder");
    }
}
