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
import because.explain.shapley.AutoShapley;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The methods by which a model is explained, by name: {@code auto} is what the model's judgement puts first, or else the usual method. */
final class Methods {
    /** Nothing is known beside the model. */
    static final Methods NONE = new Methods(() -> Setting.NONE, MethodChoices.NONE);

    private final Supplier<Setting> setting;
    private final MethodChoices choices;

    /**
     * @param setting what methods may need beside the model, made when one needs it
     * @param choices what was judged of the model
     */
    Methods(Supplier<Setting> setting, MethodChoices choices) {
        this.setting = setting;
        this.choices = choices;
    }

    Methods with(Setting setting) {
        return new Methods(() -> setting, choices);
    }

    Methods with(MethodChoices choices) {
        return new Methods(setting, choices);
    }

    /** The methods of a project's model. */
    static Methods of(Project project, Path run, Recommender recommender, Progress progress) {
        return new Methods(
                new ProjectSetting(project, run, recommender, progress),
                MethodChoices.read(run, recommender.provenance().fingerprint()));
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
            return new Chosen(choices.pick(question, budget));
        }
        // Methods that ask nothing but the game need no data, so none is read for them.
        boolean simple = Explainers.ofGames().contains(name);
        return Explainers.named(
                name, (simple ? Setting.NONE : setting.get()).withList(list).withGroups(groups));
    }

    /** The method that was picked, whose headers say why. If it cannot answer the question, the usual one does. */
    private record Chosen(MethodChoices.Pick pick) implements Explainer {
        @Override
        public String method() {
            return AutoShapley.METHOD;
        }

        @Override
        public List<Explanation> explain(Recommender recommender, Question question, Budget budget, long seed) {
            Explainer picked = Explainers.named(pick.method());
            Map<String, String> said = pick.said();
            List<Explanation> explanations;
            try {
                explanations = picked.explain(recommender, question, budget, seed);
            } catch (BadInput cannot) {
                if (pick.method().equals(AutoShapley.METHOD)) {
                    throw cannot;
                }
                said = Map.of("auto", "could not answer", "auto candidate", pick.method());
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
