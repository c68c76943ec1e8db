package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Predictor;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import because.explain.learned.LearnedFile;
import because.explain.learned.LearnedModel;
import because.explain.learned.LearnedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the explainers are kept that were learned for a model: in a folder beside the model's, one file for each of its tasks, targets and kinds of absence. Earlier versions kept a single one for a model, which is
 * read, too.
 */
public final class ExplainerFiles implements LearnedModels {
    private final Path model;
    private final Task.Kind task;
    private final String fingerprint;
    private final Map<Path, LearnedModel> read = new ConcurrentHashMap<>();

    private ExplainerFiles(Path model, Task.Kind task, String fingerprint) {
        this.model = model.toAbsolutePath().normalize();
        this.task = task;
        this.fingerprint = fingerprint;
    }

    /**
     * @param model the model's folder
     * @param recommender the model, asked about one of its tasks
     * @return where explainers of that task are kept
     */
    public static ExplainerFiles of(Path model, Recommender recommender) {
        return new ExplainerFiles(
                model, task(recommender), recommender.provenance().fingerprint());
    }

    /** What a model is asked about. */
    static Task.Kind task(Recommender recommender) {
        return recommender
                .as(Predictor.class)
                .map(predictor -> predictor.task().task())
                .orElse(Task.Kind.NEXT_ITEM);
    }

    /**
     * @param target what is explained
     * @param absence how absence looks
     * @return the file, which need not be there
     */
    public Path file(Target target, Absence absence) {
        return model.resolveSibling(".explainers")
                .resolve(model.getFileName())
                .resolve(task.label() + "." + target.label() + "." + absence.label() + ".safetensors");
    }

    /** The single file of earlier versions. */
    private Path single() {
        return model.resolveSibling(model.getFileName() + ".explainer.safetensors");
    }

    /** Where a learning that was killed can be taken up. */
    Path checkpoint(Target target, Absence absence) {
        Path file = file(target, absence);
        return file.resolveSibling("." + file.getFileName() + ".learning");
    }

    /** The file of what was learned about such questions. */
    Optional<Path> kept(Target target, Absence absence) {
        Path file = file(target, absence);
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        if (!Files.exists(single())) {
            return Optional.empty();
        }
        LearnedModel.Origin origin = LearnedFile.read(single()).origin();
        boolean same = origin.target() == target
                && origin.absence() == absence
                && (task == Task.Kind.NEXT_ITEM || origin.model().equals(fingerprint));
        return same ? Optional.of(single()) : Optional.empty();
    }

    /**
     * @param target what is explained
     * @param absence how absence looks
     * @return what was learned for this very model, read once; empty if nothing was, or for another model
     * @throws BadInput if the file is damaged
     */
    Optional<LearnedModel> fitting(Target target, Absence absence) {
        return kept(target, absence)
                .map(file -> read.computeIfAbsent(file, LearnedFile::read))
                .filter(learned -> learned.origin().model().equals(fingerprint));
    }

    @Override
    public LearnedModel about(Target target, Absence absence) {
        return kept(target, absence)
                .map(LearnedFile::read)
                .orElseThrow(() -> new BadInput("no explainer was learned for the model " + name() + " and --target "
                        + target.label() + ", --absence " + absence.label()
                        + ".\nMaybe learn one first: because learn-explainer --run " + name() + " --target "
                        + target.label() + " --absence " + absence.label()));
    }

    /** The model's name, as commands take it. */
    private String name() {
        return model.getFileName() + (task == Task.Kind.NEXT_ITEM ? "" : ":" + task.label());
    }
}
