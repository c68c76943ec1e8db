package because;

import because.core.Dataset;
import because.core.Knowledge;
import because.core.Progress;
import because.core.Recommender;
import because.core.Setting;
import because.core.Split;
import because.data.Graph;
import because.explain.learned.LearnedExplainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What a project knows beside its model: the data that it was trained on and the knowledge graph. Made when a method first asks for it. */
final class ProjectSetting implements Supplier<Setting> {
    private final Project project;
    private final Path model;
    private final Recommender recommender;
    private final Progress progress;
    private Optional<Setting> made = Optional.empty();

    ProjectSetting(Project project, Path model, Recommender recommender, Progress progress) {
        this.project = project;
        this.model = model;
        this.recommender = recommender;
        this.progress = progress;
    }

    @Override
    public synchronized Setting get() {
        if (made.isEmpty()) {
            Setting setting = new Setting(0, training(), false)
                    .withMade(LearnedExplainer.of(ExplainerFiles.of(model, recommender)));
            Graph graph = project.imported(progress).graph();
            made = Optional.of(graph.facts().isEmpty() ? setting : setting.withKnowledge(knowledge(graph)));
        }
        return made.get();
    }

    /** The part of the data that has the fingerprint which the model states. */
    private Optional<Dataset> training() {
        Split split = project.split(progress);
        for (Split.Part last : Split.Part.values()) {
            Dataset part = split.through(last);
            if (part.fingerprint().equals(recommender.provenance().data())) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private Knowledge knowledge(Graph graph) {
        Knowledge.Builder builder = new Knowledge.Builder(recommender.catalog());
        graph.entities().forEach(builder::link);
        graph.facts().forEach(fact -> builder.add(fact.head(), fact.relation(), fact.tail()));
        return builder.build();
    }
}
