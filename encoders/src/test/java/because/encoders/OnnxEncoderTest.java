package because.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.models.text.EncoderFiles;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEncoderTest {

    private static TextEncoder open(String name) {
        return TextEncoders.open(EncoderFiles.find(name, List.of()));
    }

    private static double cosine(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2,384,The cat sat on the mat.,A kitten is lying on a rug.,Interest rates rose again.",
        "bge-small-zh-v1.5,512,猫坐在垫子上。,一只小猫躺在地毯上。,央行再次上调利率。"
    })
    void what_means_the_same_is_near(String name, int dimension, String text, String same, String other) {
        try (TextEncoder encoder = open(name)) {
            assertThat(encoder.dimension()).isEqualTo(dimension);
            float[] vector = encoder.encode(text);
            assertThat(cosine(vector, vector)).isEqualTo(1, within(1e-5));
            assertThat(cosine(vector, encoder.encode(same))).isGreaterThan(cosine(vector, encoder.encode(other)) + 0.2);
        }
    }

    @Test
    void a_vector_depends_on_nothing_but_the_text() {
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> "text number " + i + " word".repeat(i))
                .toList();
        try (TextEncoder encoder = open(EncoderFiles.MINILM)) {
            List<float[]> alone = texts.stream().map(encoder::encode).toList();
            List<float[]> together = texts.parallelStream().map(encoder::encode).toList();
            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i)).containsExactly(alone.get(i));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"all-minilm-l6-v2,one two red war sea", "bge-small-zh-v1.5,一 二 红 战 海"})
    void texts_that_are_encoded_together_get_the_same_bits_as_alone(String name, String given) {
        String[] words = given.split(" ");
        List<String> texts = IntStream.range(0, 120)
                .mapToObj(i -> IntStream.range(0, 1 + i % 7)
                        .mapToObj(j -> words[(i * 7 + j * i) % words.length])
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(ArrayList::new));
        texts.add("");
        try (TextEncoder encoder = open(name)) {
            assertThat(encoder.encode(List.of())).isEmpty();
            for (int again = 0; again < 2; again++) { // the first time it is tried whether they may be run together
                List<float[]> together = encoder.encode(texts);
                assertThat(together).hasSize(texts.size());
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(together.get(i)).as(texts.get(i)).containsExactly(encoder.encode(texts.get(i)));
                }
            }
        }
    }

    /** As quantised networks do, this one looks at all numbers of a batch: a token's vector is its id less the largest id of all. */
    @ParameterizedTest
    @CsvSource({"-1", "1"})
    void a_network_to_which_it_is_not_the_same_or_that_takes_only_one_text_reads_each_alone(
            int batch, @TempDir Path folder) throws IOException {
        EncoderFiles words = EncoderFiles.find(EncoderFiles.MINILM, List.of());
        Files.write(folder.resolve("tokenizer.json"), words.bytes(words.tokenizer()));
        Files.writeString(folder.resolve("modules.json"), "[]"); // so that vectors keep their lengths
        Files.write(folder.resolve("model.onnx"), OnnxBytes.lessTheLargest(batch));
        List<String> texts = List.of("zebra cat", "a cat", "the sea", "a zebra", "red war", "one");
        try (TextEncoder encoder = open(folder.toString())) {
            List<float[]> alone = texts.stream().map(encoder::encode).toList();
            assertThat(alone.getFirst()).isNotEqualTo(alone.get(1));
            for (int again = 0; again < 2; again++) {
                List<float[]> together = encoder.encode(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(together.get(i)).containsExactly(alone.get(i));
                }
            }
        }
    }

    @Test
    void reads_empty_and_endless_texts() {
        try (TextEncoder encoder = open(EncoderFiles.MINILM)) {
            assertThat(encoder.encode("")).hasSize(384);
            String longText = "word ".repeat(10_000);
            assertThat(encoder.tokens(longText)).hasSize(256);
            assertThat(encoder.encode(longText)).containsExactly(encoder.encode("word ".repeat(300)));
        }
    }

    @ParameterizedTest
    @CsvSource({"all-minilm-l6-v2,'Unbelievable: 🎬 café 42!'", "bge-small-zh-v1.5,'《活着》 is 余华 🎬 写的。'"})
    void tokens_know_their_places_in_the_text(String name, String text) {
        try (TextEncoder encoder = open(name)) {
            List<TextEncoder.Token> tokens = encoder.tokens(text);
            assertThat(tokens.getFirst().piece()).isEqualTo("[CLS]");
            assertThat(tokens.getLast().piece()).isEqualTo("[SEP]");
            String covered =
                    tokens.stream().map(t -> text.substring(t.from(), t.to())).collect(Collectors.joining());
            assertThat(covered).isEqualTo(text.replace(" ", ""));
        }
    }

    @Test
    void refuses_what_is_no_encoder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "not a model");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThatThrownBy(() -> open(folder.toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be opened");
    }
}
