package because.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderFilesTest {
    @TempDir
    Path folder;

    private EncoderFiles written() throws IOException {
        Files.createDirectories(folder.resolve("onnx"));
        Files.writeString(folder.resolve("onnx/model.onnx"), "model");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        return EncoderFiles.find(folder.toString(), List.of());
    }

    @Test
    void says_how_to_get_a_ready_encoder_that_is_not_installed() {
        assertThatThrownBy(() -> EncoderFiles.find(EncoderFiles.AUTO, List.of("a film")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("all-minilm-l6-v2")
                .hasMessageContaining("Maybe run: ./because add encoders");
        assertThatThrownBy(() -> EncoderFiles.find(EncoderFiles.AUTO, List.of("一部电影")))
                .hasMessageContaining("bge-small-zh-v1.5");
    }

    @Test
    void a_ready_encoder_that_is_not_installed_is_missed_when_it_is_opened() {
        EncoderSource source = EncoderSource.of(EncoderFiles.AUTO, List.of("一部电影"));
        assertThat(source.name()).isEqualTo("bge-small-zh-v1.5");
        assertThat(source.fingerprint()).isEqualTo(EncoderSource.READY.get("bge-small-zh-v1.5"));
        assertThatThrownBy(() -> source.open().get())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe run: ./because add encoders");
        assertThatThrownBy(() -> EncoderSource.of(folder.resolve("nothing").toString(), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe the path is wrong");
    }

    @Test
    void refuses_a_path_where_there_is_none() {
        assertThatThrownBy(() -> EncoderFiles.find(folder.resolve("nothing").toString(), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Maybe the path is wrong");
        assertThatThrownBy(() -> EncoderFiles.find(folder.toString(), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model.onnx");
    }

    @Test
    void refuses_a_model_without_a_tokenizer() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "model");
        assertThatThrownBy(() -> EncoderFiles.find(folder.toString(), List.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void takes_a_folder_as_hugging_face_has_it_and_a_file_of_it() throws IOException {
        EncoderFiles files = written();
        assertThat(files.pooling()).isEqualTo(EncoderFiles.Pooling.MEAN);
        assertThat(files.normalised()).isTrue();
        EncoderFiles file = EncoderFiles.find(folder.resolve("onnx/model.onnx").toString(), List.of());
        assertThat(file.tokenizer()).isEqualTo(files.tokenizer());
    }

    @Test
    void reads_what_sentence_transformers_writes_beside_it() throws IOException {
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"pooling_mode_cls_token\": true}");
        Files.writeString(folder.resolve("modules.json"), "[]");
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 77}");
        EncoderFiles files = written();
        assertThat(files.pooling()).isEqualTo(EncoderFiles.Pooling.CLS);
        assertThat(files.normalised()).isFalse();
        assertThat(files.longest()).isEqualTo(77);
    }

    @Test
    void has_another_fingerprint_when_anything_changes_that_changes_vectors() throws IOException {
        EncoderFiles files = written();
        String before = files.fingerprint();
        assertThat(new EncoderFiles("renamed", files.model(), files.tokenizer(), files.pooling(), true, 256)
                        .fingerprint())
                .isEqualTo(before);
        assertThat(new EncoderFiles("x", files.model(), files.tokenizer(), files.pooling(), false, 256).fingerprint())
                .isNotEqualTo(before);
        Files.writeString(folder.resolve("onnx/model.onnx"), "model2");
        assertThat(files.fingerprint()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "一部关于机器人的电影,HAN",
        "a film about robots,OTHER",
        "'',OTHER",
        "《星球大战》 (Star Wars),HAN",
        "The Great Wall 长城,OTHER"
    })
    void tells_scripts_apart(String text, Script script) {
        assertThat(Script.of(List.of(text))).isEqualTo(script);
    }
}
