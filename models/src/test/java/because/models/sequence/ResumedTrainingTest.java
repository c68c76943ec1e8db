package because.models.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Metric;
import because.core.Progress;
import because.core.Trainer;
import because.network.Network;
import because.network.Tensor;
import because.testkit.PlantedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ResumedTrainingTest {
    private static final int EPOCHS = 5;
    private static final PlantedEvents WORLD = Planted.world(1, 3);
    private static final Dataset TRAIN = Planted.allButLast(WORLD.data());
    private static final Metric HITS = Planted.hits(WORLD.data());
    private static final TransformerTrainer TRAINER = new TransformerTrainer(Planted.options(EPOCHS));
    private static final Transformer UNBROKEN =
            TRAINER.train(TRAIN, Trainer.Run.of(1).withValidation(HITS));

    @TempDir
    Path folder;

    private Trainer.Run run;

    @BeforeEach
    void checkpoints() {
        run = Trainer.Run.of(1).withValidation(HITS).withCheckpoints(folder.resolve("checkpoints"));
    }

    private void killedAfter(int epoch) {
        assertThatThrownBy(() -> TRAINER.train(TRAIN, run.withProgress(Planted.killedAfter(epoch))))
                .isInstanceOf(Planted.Killed.class);
    }

    private Path epoch(int number) {
        return folder.resolve("checkpoints").resolve("epoch-" + number);
    }

    private void resumesAfter(int epoch) {
        List<Long> reported = new ArrayList<>();
        Transformer resumed = TRAINER.train(TRAIN, run.withProgress(Planted.listing(reported)));
        assertThat(reported).hasSize(EPOCHS - epoch);
        assertThat(Planted.weights(resumed)).isEqualTo(Planted.weights(UNBROKEN));
        assertThat(resumed.provenance()).isEqualTo(UNBROKEN.provenance());
        assertThat(resumed.store().texts()).isEqualTo(UNBROKEN.store().texts());
    }

    @Test
    void says_from_which_epoch_it_goes_on_and_how_far_it_is_within_one() {
        killedAfter(3);
        List<String> said = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        TRAINER.train(TRAIN, run.withProgress(new Progress() {
            @Override
            public void stage(String name, long total) {
                said.add("anew");
            }

            @Override
            public void stage(String name, long total, long done) {
                said.add(done + " of " + total);
            }

            @Override
            public void step(long done, Map<String, Double> values) {
                said.add("after " + done);
                assertThat(parts).hasSizeGreaterThan(1).isSorted().endsWith(1.0).allMatch(part -> part > 0);
                parts.clear();
            }

            @Override
            public void within(double part, Map<String, Double> values) {
                assertThat(values.get("loss")).isPositive();
                parts.add(part);
            }
        }));
        assertThat(said).containsExactly("3 of 5", "after 4", "after 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5})
    void a_killed_training_goes_on_with_the_same_bits(int epoch) {
        killedAfter(epoch);
        resumesAfter(epoch);
    }

    @Test
    void may_be_killed_after_every_epoch_and_resumed_with_other_workers() {
        for (int epoch = 1; epoch < EPOCHS; epoch++) {
            run = run.withWorkers(1 + epoch % 3);
            killedAfter(epoch);
        }
        resumesAfter(EPOCHS - 1);
    }

    @Test
    void may_be_killed_while_a_checkpoint_is_written() throws IOException {
        killedAfter(2);
        Path next = Files.createDirectories(epoch(1).resolveSibling("next"));
        Files.writeString(next.resolve("now.safetensors"), "half");
        resumesAfter(2);
    }

    @Test
    void may_be_killed_before_an_older_checkpoint_is_deleted() throws IOException {
        killedAfter(2);
        copy(epoch(2), epoch(1));
        killedAfter(3);
        assertThat(epoch(1)).doesNotExist();
        assertThat(epoch(2)).doesNotExist();
        resumesAfter(3);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> TRAINER.train(TRAIN, run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message)
                .hasMessageContaining("\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now.safetensors",
                "best.safetensors",
                "average.safetensors",
                "optimizer.safetensors",
                "state.json"
            })
    void a_damaged_checkpoint_is_refused(String file) throws IOException {
        killedAfter(2);
        Path damaged = epoch(2).resolve(file);
        byte[] bytes = Files.readAllBytes(damaged);
        byte[] flipped = bytes.clone();
        flipped[file.equals("state.json") ? 0 : bytes.length / 2] ^= 1;
        Files.write(damaged, flipped);
        refuses("checkpoint " + epoch(2) + " cannot be read");
        Files.write(damaged, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        refuses("checkpoint " + epoch(2) + " cannot be read");
        Files.delete(damaged);
        refuses("checkpoint " + epoch(2) + " cannot be read");
        Files.write(damaged, bytes);
        resumesAfter(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "7", "{\"training\":null,\"curve\":null,\"sha256\":null}"})
    void a_state_that_says_nothing_is_refused(String state) throws IOException {
        killedAfter(2);
        Files.writeString(epoch(2).resolve("state.json"), state, StandardCharsets.UTF_8);
        refuses("checkpoint " + epoch(2) + " cannot be read");
    }

    @Test
    void the_checkpoint_of_another_training_is_refused() {
        killedAfter(2);
        String message =
                "is of a training with other options, another seed or other data.\nMaybe take it up with the options"
                        + " that it was begun with, or begin anew: because train --restart";
        Trainer.Run mine = run;
        assertThatThrownBy(() -> new TransformerTrainer(Planted.options(EPOCHS + 1)).train(TRAIN, mine))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> TRAINER.train(WORLD.data(), mine))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        run = Trainer.Run.of(2).withValidation(HITS).withCheckpoints(folder.resolve("checkpoints"));
        refuses(message);
        run = Trainer.Run.of(1).withCheckpoints(folder.resolve("checkpoints"));
        refuses(message);
    }

    @Test
    void a_training_that_diverges_says_so_and_leaves_nothing_to_go_on_with() throws IOException {
        killedAfter(2);
        // Gradients are clipped and steps are small, so it takes a hand to make a training leave what can be computed
        // with.
        String training = JsonMapper.shared()
                .readTree(Files.readString(epoch(2).resolve("state.json")))
                .get("training")
                .asString();
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoints"), training);
        Checkpoint.State state = checkpoint
                .load(Blueprint.draw(TRAINER.options(), 40, 0, new Random(1)))
                .orElseThrow();
        Network wild = times(state.now(), 1e25f);
        checkpoint.save(new Checkpoint.State(state.curve(), wild, wild, state.best(), state.optimizer()));
        refuses("the training diverged in epoch 3");
        assertThat(epoch(2)).doesNotExist();
        resumesAfter(0);
    }

    private static Network times(Network network, float factor) {
        Map<String, Tensor> weights = new TreeMap<>();
        network.weights().forEach((name, weight) -> {
            float[] values = weight.floats().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
            weights.put(name, Tensor.of(values, weight.shape()));
        });
        return new Network(network.operations(), weights);
    }
}
