package because;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Absence;
import because.core.Dataset;
import because.core.Progress;
import because.core.Recommender;
import because.core.Target;
import because.core.Trainer;
import because.explain.learned.JointExplainer;
import because.explain.learned.LearnedModel;
import because.explain.learned.LearnedOptions;
import because.explain.learned.LearnedTraining;
import because.testkit.PlantedEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model and an explainer that are trained together: the model still recommends, and the explainer says more of it than one that learns for as long afterwards. */
class JointTrainerTest {
    private static final Dataset DATA = PlantedEvents.generate(new PlantedEvents.Options(150, 40, 24, 1, 0.9), 3)
            .data();

    private static Recommender trained(double fidelity, int epochs, Trainer.Run run) {
        Map<String, String> options = new HashMap<>(Map.of(
                "dimension", "16", "window", "12", "negatives", "32", "batchTokens", "512", "learningRate", "0.005"));
        options.put("epochs", String.valueOf(epochs));
        options.put("fidelity", String.valueOf(fidelity));
        return Models.trainer("transformer", options).train(DATA, run);
    }

    private static double unsaid(Recommender model, Optional<JointExplainer> joint) {
        LearnedTraining.Questions questions = ExplainerLearning.questions(
                model,
                DATA,
                Target.SCORE,
                Absence.REMOVED,
                ExplainerLearning.Options.defaults().withProfiles(2).withMeasured(10));
        LearnedTraining training = new LearnedTraining(LearnedOptions.defaults().withEpochs(4), 1, Progress.NONE);
        LearnedModel learned = joint.map(training::after).orElse(training).learn(model, questions);
        return learned.measured().unexplained();
    }

    /** How often the next event's item is the first of all. */
    private static double hits(Recommender model) {
        int hits = 0;
        for (int user = 0; user < DATA.users().size(); user++) {
            int last = DATA.events().to(user) - 1;
            double[] scores = model.score(
                            List.of(DATA.profile(user, DATA.events().from(user), last)),
                            model.catalog().candidates())[0];
            int best = 0;
            for (int item = 1; item < scores.length; item++) {
                best = scores[item] > scores[best] ? item : best;
            }
            hits += best == DATA.events().item(last) ? 1 : 0;
        }
        return (double) hits / DATA.users().size();
    }

    @Test
    void the_model_still_recommends_and_the_explainer_knows_it_better_than_one_that_comes_later() {
        Recommender alone = trained(0, 15, Trainer.Run.of(1));
        JointExplainer joint = ExplainerLearning.joint(DATA, Absence.REMOVED, 1);
        Recommender together = trained(0.05, 15, Trainer.Run.of(1).withRegularizer(joint));
        assertThat(hits(together)).isGreaterThan(0.85 * hits(alone)).isGreaterThan(0.5);
        assertThat(unsaid(together, Optional.of(joint))).isLessThan(0.6 * unsaid(together, Optional.empty()));
    }

    @Test
    void an_explainer_that_the_run_brings_along_is_the_one_that_learns() {
        JointExplainer joint = ExplainerLearning.joint(DATA, Absence.MASKED, 1);
        Recommender own = trained(0.5, 2, Trainer.Run.of(1).withRegularizer(joint));
        assertThat(joint.learned()).isTrue();
        Recommender again =
                trained(0.5, 2, Trainer.Run.of(1).withRegularizer(ExplainerLearning.joint(DATA, Absence.MASKED, 1)));
        assertThat(again.provenance()).as("the same bits").isEqualTo(own.provenance());
        assertThat(trained(0, 2, Trainer.Run.of(1).withRegularizer(joint)).provenance())
                .as("not heeded unless asked for")
                .isEqualTo(trained(0, 2, Trainer.Run.of(1)).provenance());
    }
}
