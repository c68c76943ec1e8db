package because;

import because.core.BadInput;
import because.core.Dataset;
import because.core.Interactions;
import because.core.Progress;
import because.models.sequence.EncoderOptions;
import because.models.sequence.EncoderTrainer;
import because.models.sequence.TextRetrieval;
import because.models.text.EncoderFiles;
import because.models.text.EncoderFolder;
import because.models.text.EncoderNetwork;
import because.models.text.TextEncoder;
import because.models.text.TextEncoders;
import because.network.Network;
import because.network.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Trains a text encoder further on a project's texts, or on which items people took one after the other, and keeps it as a folder that is an encoder again. */
public final class EncoderTraining {
    private static final String MASK = "[MASK]";

    private EncoderTraining() {}

    /** What an encoder can learn from. */
    public enum On {
        /** The words of the domain: masked ones are told from the others (Devlin et al. 2018). */
        WORDS,
        /** What people do: texts of items that somebody took one after the other come near. */
        NEXT
    }

    /**
     * What is trained, and how.
     *
     * @param on what is learned from
     * @param epochs at most; 1 or more
     * @param examples how many texts or pairs an epoch has at most; 0 for all
     * @param rank of the low-rank adapters beside every matrix (LoRA, Hu et al. 2022); 0 for none
     * @param adapterRate their learning rate; above 0, below 1
     * @param layers how many of the last layers are trained whole; 0 or more
     * @param rate their learning rate; above 0, below 1
     * @param seed of all that is random
     */
    public record Plan(
            On on, int epochs, int examples, int rank, double adapterRate, int layers, double rate, long seed) {
        /**
         * @param on what is learned from
         * @return three epochs of adapters of rank 8
         */
        public static Plan defaults(On on) {
            return new Plan(on, 3, 0, 8, 5e-4, 0, 2e-5, 1);
        }

        private EncoderOptions options() {
            EncoderOptions usual = EncoderOptions.defaults(
                    on == On.WORDS ? EncoderOptions.Objective.MASKED_WORDS : EncoderOptions.Objective.NEXT_ITEMS);
            return new EncoderOptions(
                    usual.objective(),
                    epochs,
                    usual.patience(),
                    usual.batch(),
                    examples,
                    usual.longest(),
                    layers,
                    rate,
                    rank,
                    adapterRate,
                    usual.masked(),
                    usual.temperature(),
                    usual.heldOut());
        }
    }

    /**
     * A trained encoder.
     *
     * @param folder where it is: use it wherever an encoder is asked for
     * @param from the encoder that it was made of
     * @param losses the mean loss on what is held out: before, and after each epoch
     * @param best after which epoch it is; 0 if none was better, so that nothing was changed
     * @param retrievalBefore the mean reciprocal rank of the next item by text, over {@value EncoderTrainer#MEASURED} pairs at most of people from whom nothing was learned; NaN if not measured
     * @param retrievalAfter the same of the trained encoder
     */
    public record Trained(
            Path folder, String from, List<Double> losses, int best, double retrievalBefore, double retrievalAfter) {
        /** Copies the list. */
        public Trained {
            losses = List.copyOf(losses);
        }
    }

    /**
     * Reads an encoder into a network of ours, without training it.
     *
     * @param encoder an encoder's name or path
     * @param to the folder that is made
     * @param replace whether an encoder that is there may be replaced
     * @return the folder
     * @throws BadInput if it is no encoder of the kind of BERT, or the network would compute anything else than ONNX Runtime does
     */
    public static Path read(String encoder, Path to, boolean replace) {
        EncoderFolder.free(to, replace);
        EncoderFiles files = EncoderFiles.find(encoder, List.of());
        try (TextEncoder opened = TextEncoders.open(files)) {
            EncoderFolder.write(to, EncoderNetwork.of(opened), files, Map.of("from", files.name()), replace);
        }
        return to;
    }

    /**
     * Trains an encoder on the training part of a project's data: on the texts that {@code data.texts} names, or on titles and all texts if it names none. The encoder that the
     * project names need not be there yet.
     *
     * @param project the project
     * @param encoder an encoder's name or path; {@link EncoderFiles#AUTO} for the one that fits the texts
     * @param to the folder that is made
     * @param plan what is trained, and how
     * @param replace whether an encoder that is there may be replaced
     * @param progress is told how far it is
     * @return what came of it
     * @throws BadInput if there is too little to learn from, or the encoder cannot be trained
     */
    public static Trained train(
            Project project, String encoder, Path to, Plan plan, boolean replace, Progress progress) {
        EncoderFolder.free(to, replace);
        EncoderOptions options = plan.options();
        Dataset data = project.withoutTextVectors().split(progress).train();
        TextVectors read =
                new TextVectors(project.config().data().texts().orElse(Config.Texts.defaults()), project.folder());
        List<String> texts = data.catalog().items().stream().map(read::text).toList();
        EncoderFiles files = EncoderFiles.find(encoder, texts);
        int workers = project.config().training().workers();
        try (TextEncoder opened = TextEncoders.open(files)) {
            Network network = EncoderNetwork.of(opened);
            List<Tokens> tokens = texts.stream()
                    .map(text -> EncoderNetwork.tokens(opened, text))
                    .toList();
            List<int[]> learned = new ArrayList<>();
            List<int[]> held = new ArrayList<>();
            pairs(data.events(), options.heldOut(), plan.seed(), learned, held);
            Path target = to.toAbsolutePath().normalize();
            EncoderTrainer.Texts given = new EncoderTrainer.Texts(tokens, learned, held, mask(opened));
            EncoderTrainer.Trained trained = new EncoderTrainer(options)
                    .train(
                            network,
                            given,
                            new EncoderTrainer.Run(
                                    plan.seed(),
                                    workers,
                                    project.config().training().device(),
                                    target.resolveSibling("." + target.getFileName() + ".checkpoint"),
                                    progress));
            double before = Double.NaN;
            double after = Double.NaN;
            List<int[]> asked = EncoderTrainer.measured(given.held(), plan.seed());
            if (!asked.isEmpty()) {
                before = TextRetrieval.meanReciprocalRank(network, tokens, asked, workers, progress);
                after = trained.best() == 0
                        ? before
                        : TextRetrieval.meanReciprocalRank(trained.network(), tokens, asked, workers, progress);
            }
            EncoderFolder.write(
                    to,
                    trained.network(),
                    files,
                    Map.of(
                            "from", files.name(),
                            "options", options.toString(),
                            "seed", Long.toString(plan.seed()),
                            "data", data.fingerprint(),
                            "losses", trained.losses().toString()),
                    replace);
            return new Trained(to, files.name(), trained.losses(), trained.best(), before, after);
        }
    }

    /** Each event and the person's next one, if it is of another item; people are held out whole. */
    private static void pairs(Interactions events, double heldOut, long seed, List<int[]> learned, List<int[]> held) {
        Random random = new Random(seed);
        for (int user = 0; user < events.users(); user++) {
            List<int[]> into = random.nextDouble() < heldOut ? held : learned;
            for (int row = events.from(user) + 1; row < events.to(user); row++) {
                if (events.item(row - 1) != events.item(row)) {
                    into.add(new int[] {events.item(row - 1), events.item(row)});
                }
            }
        }
    }

    private static int mask(TextEncoder encoder) {
        List<TextEncoder.Token> tokens = encoder.tokens(MASK);
        return tokens.size() == 3 && tokens.get(1).piece().equals(MASK)
                ? tokens.get(1).id()
                : -1;
    }
}
