package because;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Budget;
import because.core.Explainer;
import because.core.Explanation;
import because.core.Player;
import because.core.Progress;
import because.core.Question;
import because.core.Recommender;
import because.core.Setting;
import because.explain.AnytimeExplainer;
import because.explain.CheckedExplainer;
import because.explain.Explainers;
import because.explain.StatedExplainer;
import because.explain.learned.LearnedExplainer;
import because.explain.shapley.AutoShapley;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The methods by which a model is explained, by name: {@code auto} is what the model's judgement puts first, or else the usual method. */
final class Methods {
    /** Nothing is known beside the model. */
    static final Methods NONE = new Methods(() -> Setting.NONE, MethodChoices.NONE, Optional.empty());

    /** A learned explainer is taken for the usual method if it leaves at most this share unsaid, on other people: of the variance of the sampling then at least half goes. */
    private static final double UNSAID = 0.5;

    /** Under this name a header says what share the learned explainer leaves unsaid. */
    private static final String LEARNED = "auto learned";

    private final Supplier<Setting> setting;
    private final MethodChoices choices;
    private final Optional<ExplainerFiles> learned;

    /**
     * @param setting what methods may need beside the model, made when one needs it
     * @param choices what was judged of the model
     * @param learned the explainers that were learned for it
     */
    Methods(Supplier<Setting> setting, MethodChoices choices, Optional<ExplainerFiles> learned) {
        this.setting = setting;
        this.choices = choices;
        this.learned = learned;
    }

    Methods with(Setting setting) {
        return new Methods(() -> setting, choices, learned);
    }

    Methods with(MethodChoices choices) {
        return new Methods(setting, choices, learned);
    }

    /** The methods of a project's model. */
    static Methods of(Project project, Path run, Recommender recommender, Progress progress) {
        return new Methods(
                new ProjectSetting(project, run, recommender, progress),
                MethodChoices.read(
                        run,
                        ExplainerFiles.task(recommender),
                        recommender.provenance().fingerprint()),
                Optional.of(ExplainerFiles.of(run, recommender)));
    }

    /** What some methods need beside the model; nothing is read where none of them was learned. */
    Setting setting(List<String> names) {
        return names.stream().anyMatch(Explainers.learned()::contains) ? setting.get() : Setting.NONE;
    }

    /** What explains, checks itself and says all that the question was about; of a list of so many items, 0 if nobody says, and of players that are parts of groups. */
    Explainer checked(Config.Explaining how, Question question, Budget budget, int list, List<Player> groups) {
        return new StatedExplainer(new CheckedExplainer(
                new AnytimeExplainer(named(how.method(), question, budget, list, groups)),
                CheckedExplainer.Options.defaults().withNamed(how.named())));
    }

    private Explainer named(String name, Question question, Budget budget, int list, List<Player> groups) {
        if (name.equals(AutoShapley.METHOD)) {
            return auto(choices.pick(question, budget), question, budget);
        }
        // Methods that ask nothing but the game need no data, so none is read for them.
        boolean simple = Explainers.ofGames().contains(name);
        return Explainers.named(
                name, (simple ? Setting.NONE : setting.get()).withList(list).withGroups(groups));
    }

    private Explainer auto(MethodChoices.Pick pick, Question question, Budget budget) {
        if (!pick.method().equals(AutoShapley.METHOD)) {
            List<Explainer> made = learned.map(LearnedExplainer::of).orElse(List.of());
            return new Chosen(pick, Explainers.named(pick.method(), Setting.NONE.withMade(made)));
        }
        Explainer usual = Explainers.named(AutoShapley.METHOD);
        if (AutoShapley.exact(question.players().size(), budget)) {
            return new Chosen(pick, usual);
        }
        try {
            return learned.flatMap(files -> files.fitting(question.target(), question.absence()))
                    .filter(model -> model.measured().unexplained() <= UNSAID)
                    .map(model -> new Chosen(
                            pick.saying(
                                    LEARNED,
                                    String.format(
                                            Locale.ROOT,
                                            "%.4f",
                                            model.measured().unexplained())),
                            LearnedExplainer.checked().with(model)))
                    .orElseGet(() -> new Chosen(pick, usual));
        } catch (BadInput damaged) {
            return new Chosen(pick.saying(LEARNED, "unreadable"), usual);
        }
    }

    /** The method that was picked, whose headers say why. If it cannot answer the question, the usual one does. */
    private record Chosen(MethodChoices.Pick pick, Explainer picked) implements Explainer {
        @Override
        public String method() {
            return AutoShapley.METHOD;
        }

        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            Map<String, String> said = pick.said();
            List<Explanation> explanations;
            try {
                explanations = picked.explain(recommender, question, budget, seed);
            } catch (BadInput cannot) {
                if (picked.method().equals(AutoShapley.METHOD)) {
                    throw cannot;
                }
                said = Map.of("auto", "could not answer", "auto candidate", picked.method());
                explanations = Explainers.named(AutoShapley.METHOD).explain(recommender, question, budget, seed);
            }
            Map<String, String> why = said;
            return explanations.stream()
                    .map(explanation -> explanation instanceof Attribution attribution
                            ? attribution.withHeader(attribution.header().adding(why))
                            : explanation)
                    .toList();
        }
    }
}
