package because.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import because.core.BadInput;
import because.models.text.BertGraph;
import because.models.text.EncoderFiles;
import because.models.text.EncoderFolder;
import because.models.text.EncoderNetwork;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkEncoderTest {

    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2,'the,market,cat,un,believable,42,!,🎬,café,of,rates'",
        "bge-small-zh-v1.5,'猫,坐在,垫子,上,。,央行,利率,2024,novel,的'"
    })
    void gives_the_vectors_of_onnx_runtime(String name, String words, @TempDir Path folder) {
        String[] vocabulary = words.split(",");
        Random random = new Random(3);
        EncoderFiles files = EncoderFiles.find(name, List.of());
        try (TextEncoder onnx = TextEncoders.open(files)) {
            Network network = EncoderNetwork.of(onnx);
            EncoderFolder.write(folder.resolve("mine"), network, files, Map.of(), false);
            EncoderFiles own = EncoderFiles.find(folder.resolve("mine").toString(), List.of());
            assertThat(own.pooling()).isEqualTo(files.pooling());
            assertThat(own.longest()).isEqualTo(files.longest());
            try (TextEncoder ours = TextEncoders.open(own)) {
                assertThat(ours).isInstanceOf(NetworkEncoder.class);
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < 25; i++) {
                    StringBuilder text = new StringBuilder();
                    for (int j = random.nextInt(40); j > 0; j--) {
                        text.append(vocabulary[random.nextInt(vocabulary.length)])
                                .append(' ');
                    }
                    assertThat(ours.encode(text.toString()))
                            .containsExactly(onnx.encode(text.toString()), within((float) EncoderNetwork.TOLERANCE));
                    assertThat(ours.tokens(text.toString())).isEqualTo(onnx.tokens(text.toString()));
                    texts.add(text.toString());
                }
                List<float[]> together = ours.encode(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(together.get(i)).containsExactly(ours.encode(texts.get(i)));
                }
            }
            assertThatThrownBy(() -> EncoderFolder.write(folder.resolve("mine"), network, files, Map.of(), false))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("--replace");
        }
    }

    @Test
    void refuses_to_replace_what_is_no_encoder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("diary.txt"), "mine");
        assertThatThrownBy(() -> EncoderFolder.free(folder, true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not replaced");
    }

    @Test
    void refuses_damaged_files_with_a_clear_error() {
        EncoderFiles files = EncoderFiles.find(EncoderFiles.MINILM, List.of());
        byte[] whole = files.bytes(files.model());
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, 1 + random.nextInt(1 << (4 + i % 20)));
            assertThatThrownBy(() -> BertGraph.read(cut, 101, EncoderFiles.Pooling.MEAN))
                    .isInstanceOf(BadInput.class);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> BertGraph.read(noise, 101, EncoderFiles.Pooling.MEAN))
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void refuses_quantised_and_other_architectures_by_name() {
        for (String[] step : new String[][] {{"MatMulInteger", "quantised"}, {"CumSum", "CumSum"}}) {
            byte[] file = message(7, message(1, message(4, step[0].getBytes(StandardCharsets.UTF_8))));
            assertThatThrownBy(() -> BertGraph.read(file, 101, EncoderFiles.Pooling.MEAN))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining(step[1]);
        }
    }

    private static byte[] message(int field, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
