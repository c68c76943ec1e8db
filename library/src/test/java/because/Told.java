package because;

import because.core.Candidate;
import because.core.Dataset;
import because.core.PlayerValue;
import because.core.Profile;
import because.core.Recommender;
import because.core.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Small models of a small world, and what explanations of them in given terms come to. */
final class Told {
    private Told() {}

    static Recommender model(Dataset data, String kind, String... options) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String option : options) {
            chosen.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        return Models.trainer(kind, chosen).train(data, Trainer.Run.of(1));
    }

    static Config.Explaining how(String method, String terms) {
        Config.Explaining d = Config.Explaining.DEFAULTS;
        return new Config.Explaining(method, 0, d.target(), d.absence(), d.players(), d.named(), 1)
                .withTerms(Terms.parse(terms));
    }

    static Answer.Why explain(Recommender model, Dataset data, Config.Explaining how, Profile profile, int item) {
        return new Because(model, how, Optional.of(data))
                .explain(profile, List.of(new Candidate.Known(item)), Set.of())
                .getFirst();
    }

    static Map<String, Double> values(Answer.Why why) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (PlayerValue value : why.attribution().players()) {
            values.put(value.player().id(), value.value());
        }
        return values;
    }
}
