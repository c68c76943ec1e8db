package because.models.outside;

import because.core.Dataset;
import because.core.Trainer;
import java.util.Map;

/**
 * Registers a model behind an address. It learns nothing here: what it learned from, and that it has not seen what it is evaluated on, is its owner's word.
 *
 * @param options how it is reached
 */
public record RemoteTrainer(RemoteOptions options) implements Trainer {
    @Override
    public String model() {
        return Outside.REMOTE;
    }

    @Override
    public Outside train(Dataset data, Run run) {
        run.requireUnweighted(model());
        run.progress().stage("registering " + options.url(), 1);
        Outside model = Outside.remote(Outside.register(
                model(), options, options.asking(), () -> new HttpExchange(options, System::getenv), run.seed(), data));
        run.progress().step(1, Map.of());
        return model;
    }
}
