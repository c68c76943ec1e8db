package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Dataset;
import because.core.Progress;
import because.core.Trainer;
import because.data.Importer;
import because.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of real events: trained weights are larger and more uneven than drawn ones. */
class TorchParityIT {
    private static final int PROFILES = 1000;

    @Test
    void engine_and_libtorch_agree_on_a_trained_model(@TempDir Path folder) {
        Path sample = Path.of(System.getProperty("because.root", ".."), "samples", "movielens");
        Assumptions.assumeTrue(Files.exists(sample), "skipped: the sample is not there");
        Dataset data = Importer.read(sample, Importer.Options.defaults(folder), Progress.NONE)
                .dataset();
        TransformerOptions options = Planted.with(TransformerOptions.defaults(), "epochs=5", "patience=5");
        Transformer model = new TransformerTrainer(options).train(data, Trainer.Run.of(1));
        Network network = model.as(Network.class).orElseThrow();
        assertThat(TorchParityTest.largestDifference(network, histories(data, model.window())))
                .isBetween(Double.MIN_VALUE, 1e-5);
    }

    /** What people had done at random moments, as far as the model looks back. */
    private static List<int[]> histories(Dataset data, int window) {
        Random random = new Random(1);
        List<int[]> histories = new ArrayList<>();
        for (int i = 0; i < PROFILES; i++) {
            int user = i % data.users().size();
            int from = data.events().from(user);
            int[] items = new int[random.nextInt(data.events().to(user) - from + 1)];
            for (int e = 0; e < items.length; e++) {
                items[e] = data.events().item(from + e);
            }
            histories.add(Arrays.copyOfRange(items, Math.max(0, items.length - window), items.length));
        }
        return histories;
    }
}
