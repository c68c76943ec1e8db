package because.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import because.models.text.EncoderFiles;
import because.models.text.EncoderNetwork;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.FloatEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network against ONNX Runtime on texts that people wrote. */
class NetworkEncoderIT {

    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2,scenario/news/nemig-en/news.tsv.gz",
        "bge-small-zh-v1.5,scenario/education/mooccube-part/knowledge-major.csv.gz"
    })
    void equals_onnx_runtime_on_a_thousand_texts(String name, String place) throws IOException {
        Path source = Path.of("..", "..", "shared", "data").resolve(place);
        assumeTrue(Files.exists(source), "needs " + source);
        List<String> texts = texts(source);
        assertThat(texts).hasSize(1000);
        double largest = 0;
        long ours = 0;
        long theirs = 0;
        try (TextEncoder onnx = TextEncoders.open(EncoderFiles.find(name, List.of()))) {
            FloatEngine.Run run = new FloatEngine(EncoderNetwork.of(onnx)).newRun();
            for (String text : texts) {
                long start = System.nanoTime();
                float[] a = OnnxEngine.finished(
                        run.state(EncoderNetwork.tokens(onnx, text)).clone(), onnx.files());
                long between = System.nanoTime();
                float[] b = onnx.encode(text);
                ours += between - start;
                theirs += System.nanoTime() - between;
                for (int i = 0; i < a.length; i++) {
                    largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
                }
            }
        }
        System.out.printf(
                "%s: largest difference %.2e; %.1f texts/s, ONNX Runtime %.1f%n",
                name, largest, 1e12 / ours, 1e12 / theirs);
        assertThat(largest).isLessThanOrEqualTo(EncoderNetwork.TOLERANCE);
    }

    /** A thousand texts of many lengths, of the beginnings of the file's lines. */
    private static List<String> texts(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().skip(1).limit(6000).toList();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String text = String.join(" ", lines.subList(i * 6, i * 6 + 1 + i % 6));
                texts.add(text.substring(0, Math.min(text.length(), 20 + i * 7 % 400)));
            }
            return texts;
        }
    }
}
