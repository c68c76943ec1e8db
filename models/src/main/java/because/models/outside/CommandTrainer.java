package because.models.outside;

import because.core.Dataset;
import because.core.Trainer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Registers a model in a program. It learns nothing here: what it learned from, and that it has not seen what it is evaluated on, is its owner's word.
 *
 * @param options how it is run
 * @param directory the folder in which it runs
 */
public record CommandTrainer(CommandOptions options, Path directory) implements Trainer {
    @Override
    public String model() {
        return Outside.COMMAND;
    }

    @Override
    public Outside train(Dataset data, Run run) {
        run.requireUnweighted(model());
        run.progress().stage("registering " + options.command(), 1);
        Outside model = Outside.command(Outside.register(
                        model(),
                        options,
                        options.asking(),
                        () -> new ProcessExchange(options, directory),
                        run.seed(),
                        data))
                .in(directory);
        run.progress().step(1, Map.of());
        return model;
    }
}
