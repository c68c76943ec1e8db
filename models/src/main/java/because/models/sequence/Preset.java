package because.models.sequence;

import because.core.Dataset;
import because.core.Interactions;
import because.core.Task;
import because.models.feature.FeatureOptions;
import because.models.feature.FeatureSpace;
import because.models.sequence.Descent.Decay;
import because.models.sequence.Descent.Optimizer;
import because.models.sequence.Form.Block;
import because.models.sequence.Form.Positions;
import because.models.sequence.Learning.Loss;
import because.models.sequence.Learning.Objective;
import because.models.sequence.Learning.Sampling;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Well-known models, as options. */
public enum Preset {
    /** The best of them for the data at hand. */
    BECAUSE,
    /** SASRec (Kang, McAuley 2018), in the form in which S3-Rec (Zhou et al. 2020) trains it: BCE with one negative of its own for each prediction. */
    SASREC,
    /** gSASRec (Petrov, Macdonald 2023): gBCE with 256 negatives. */
    GSASREC,
    /** BERT4Rec (Sun et al. 2019): a cloze, read in both directions. */
    BERT4REC,
    /** eSASRec (2025): LiGR blocks and a sampled softmax. */
    ESASREC,
    /** HSTU (Zhai et al. 2024): pointwise attention with distances and times. */
    HSTU;

    /** Histories of which most are longer than this are read by two blocks and a long window. */
    private static final int LONG = 64;

    /** Two wide blocks are learnt from no fewer events. */
    private static final int MANY = 500_000;

    private static final Learning SOFTMAX = new Learning(
            Objective.NEXT_ITEM, 0.2, 0, Loss.SAMPLED_SOFTMAX, 0.75, 512, Sampling.UNIFORM, 0.5, true, 0.3);

    private static final Descent DESCENT =
            new Descent(Optimizer.ADAMW, 2e-3, 0.01, 0, Decay.CONSTANT, 5, 0, 1024, 60, 10);

    /**
     * The same with the average of the epochs' weights, which is worth .0025 of validation NDCG@10 on Beauty, and more patience: the metric of some hundred people stands
     * still for a dozen epochs before it rises again.
     */
    private static final Descent AVERAGED =
            new Descent(Optimizer.ADAMW, 2e-3, 0.01, 0, Decay.CONSTANT, 5, 0.9, 1024, 60, 20);

    /** @return the preset's options; those of {@link #BECAUSE} are for data of middling size */
    public TransformerOptions options() {
        return switch (this) {
            case BECAUSE ->
                new TransformerOptions(
                        this,
                        new Form(Block.PRE_NORM, 64, 1, 2, 1, 50, Positions.FROM_END, true, true, false),
                        Reading.IDS,
                        SOFTMAX,
                        AVERAGED);
            case SASREC ->
                new TransformerOptions(
                        this,
                        new Form(Block.POST_NORM, 64, 2, 2, 4, 50, Positions.FROM_END, false, true, false),
                        Reading.IDS,
                        new Learning(Objective.NEXT_ITEM, 0.2, 0, Loss.BCE, 0.75, 1, Sampling.UNIFORM, 0.5, false, 0.5),
                        new Descent(Optimizer.ADAMW, 1e-3, 0, 0, Decay.CONSTANT, 5, 0, 2048, 300, 30));
            case GSASREC ->
                new TransformerOptions(
                        this,
                        new Form(Block.PRE_NORM, 128, 2, 1, 1, 200, Positions.FROM_END, false, false, false),
                        Reading.IDS,
                        new Learning(
                                Objective.NEXT_ITEM, 0.2, 0, Loss.GBCE, 0.75, 256, Sampling.UNIFORM, 0.5, true, 0.5),
                        new Descent(Optimizer.ADAMW, 1e-3, 0, 0, Decay.CONSTANT, 5, 0, 4096, 200, 20));
            case BERT4REC ->
                new TransformerOptions(
                        this,
                        new Form(Block.POST_NORM, 64, 2, 2, 4, 50, Positions.FROM_START, true, true, false),
                        Reading.IDS,
                        new Learning(
                                Objective.CLOZE, 0.2, 0, Loss.SOFTMAX, 0.75, 512, Sampling.UNIFORM, 0.5, true, 0.2),
                        new Descent(Optimizer.ADAMW, 1e-3, 0.01, 100, Decay.CONSTANT, 5, 0, 2048, 200, 20));
            case ESASREC ->
                new TransformerOptions(
                        this,
                        new Form(Block.LIGR, 64, 1, 2, 4, 50, Positions.FROM_END, true, true, false),
                        Reading.IDS,
                        SOFTMAX,
                        DESCENT);
            case HSTU ->
                new TransformerOptions(
                        this,
                        new Form(Block.HSTU, 64, 2, 2, 1, 50, Positions.NONE, true, true, false),
                        Reading.IDS,
                        SOFTMAX,
                        DESCENT);
        };
    }

    /**
     * The options for some data. Only {@link #BECAUSE} looks at it: people of long histories, if there are many events to learn from, are read by two blocks of
     * twice the dimension and a window of 200 events, with less dropout.
     *
     * @param data what is learnt from
     * @return the options
     */
    TransformerOptions options(Dataset data) {
        TransformerOptions usual = options();
        if (this != BECAUSE || data.events().size() < MANY || median(data.events()) <= LONG) {
            return usual;
        }
        Form form = usual.form();
        Learning learning = usual.learning();
        return new TransformerOptions(
                this,
                new Form(
                        form.block(),
                        2 * form.dimension(),
                        2,
                        form.heads(),
                        form.inner(),
                        200,
                        form.positions(),
                        form.bias(),
                        form.tied(),
                        form.queryTime()),
                usual.reading(),
                new Learning(
                        learning.objective(),
                        learning.blanked(),
                        learning.hidden(),
                        learning.loss(),
                        learning.calibration(),
                        learning.negatives(),
                        learning.sampling(),
                        learning.mixed(),
                        learning.shared(),
                        0.2),
                usual.descent());
    }

    /**
     * The options for some data and a task. Again only {@link #BECAUSE} looks at them: where labels are to be told, it also reads what there is of people's and items' attributes, and of kinds and values
     * of events if most events have another one before them. That is what the other models of these tasks look at, too; who was made one offer is told apart by nothing else. The next item is told by
     * items' numbers alone.
     *
     * @param data what is learnt from
     * @param task what is to be told
     * @param features how attributes become features
     * @return the options
     */
    TransformerOptions options(Dataset data, Task task, FeatureOptions features) {
        TransformerOptions sized = options(data);
        if (this != BECAUSE || task.task() == Task.Kind.NEXT_ITEM) {
            return sized;
        }
        FeatureSpace known = FeatureSpace.learn(data, features);
        boolean histories = 2 * active(data.events()) <= data.events().size();
        return sized.withReading(Reading.IDS.with(
                known.items().size() > 0, known.people().size() > 0, histories && Described.acts(known.events())));
    }

    /** How many people have events. */
    private static long active(Interactions events) {
        return IntStream.range(0, events.users())
                .filter(user -> events.to(user) > events.from(user))
                .count();
    }

    private static int median(Interactions events) {
        int[] lengths = new int[events.users()];
        for (int user = 0; user < lengths.length; user++) {
            lengths[user] = events.to(user) - events.from(user);
        }
        Arrays.sort(lengths);
        return lengths.length == 0 ? 0 : lengths[lengths.length / 2];
    }
}
