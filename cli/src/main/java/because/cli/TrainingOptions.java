package because.cli;

import because.Config;
import because.MemorySize;
import because.core.Device;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that train: what they say goes before {@code because.yaml}. */
final class TrainingOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "KIND",
            description = {
                "popularity, itemknn, content, affinity, ease, ials or transformer; for ratings vbmf, fm or transformer, for",
                "probabilities fm, logistic or transformer; remote or command for one that is not ours; default: as because.yaml says."
            })
    private String model = "";

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "An option of the model; may be given several times.")
    private Map<String, String> modelOptions = new LinkedHashMap<>();

    @Option(names = "--workers", paramLabel = "N", description = "How many threads; the result does not depend on it.")
    private @Nullable Integer workers;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = {
                "How much memory the whole process may take, such as 4g, at least what Java may take (BECAUSE_MEMORY);",
                "the result does not depend on it. A Transformer's training that needs more works on fewer threads,",
                "or is refused before it begins, as those of ease are; other models keep to Java's memory."
            })
    private String memory = "";

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu",
            description =
                    "Where a Transformer is trained: on a graphics card if libtorch sees one, or not, or nowhere else.")
    private @Nullable Device device;

    @Option(names = "--keep", description = "Refuse to replace a model of the same name.")
    private boolean keep;

    /** Whether a model of the same name may be replaced. */
    boolean replace() {
        return !keep;
    }

    /** Whether it is said which model. */
    boolean choosesModel() {
        return !model.isEmpty() || !modelOptions.isEmpty();
    }

    /** The project's configuration with what the command line says. */
    Config over(Config config) {
        String kind = model.isEmpty() ? config.model().kind() : model;
        Map<String, String> chosen = new LinkedHashMap<>();
        if (kind.equals(config.model().kind())) {
            chosen.putAll(config.model().options());
        }
        chosen.putAll(modelOptions);
        return limits(config.withModel(new Config.Model(kind, chosen)));
    }

    /** The project's configuration with the limits that the command line says, and its own model. */
    Config limits(Config config) {
        Config.Training usual = config.training();
        return config.withTraining(new Config.Training(
                usual.seed(),
                usual.metric(),
                workers == null ? usual.workers() : workers,
                memory.isEmpty() ? usual.memory() : MemorySize.parse("--memory", memory),
                device == null ? usual.device() : device));
    }
}
