package because.models.outside;

import because.core.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Asks a program: a line on its standard input for each request, a line on its standard output for each answer. */
final class ProcessExchange implements Exchange {
    private final String command;
    private final Duration patience;
    private final List<Child> children = new ArrayList<>();
    private final BlockingQueue<Child> idle;

    /**
     * @param options what is run
     * @param directory where it is run
     */
    ProcessExchange(CommandOptions options, Path directory) {
        List<String> words = CommandOptions.words(options.command());
        if (words.isEmpty()) {
            throw new BadInput("the model command has no command.\nMaybe say what is run: "
                    + "model: {kind: command, options: {command: \"python3 model.py\"}}");
        }
        this.command = options.command();
        this.patience = options.asking().patience();
        this.idle = new ArrayBlockingQueue<>(options.processes());
        for (int i = 0; i < options.processes(); i++) {
            children.add(new Child(words, directory));
        }
        idle.addAll(children);
    }

    @Override
    public String where() {
        return "the command '" + command + "'";
    }

    @Override
    public byte[] ask(byte[] request, long most) throws Unanswered, InterruptedException {
        Child child = idle.take();
        try {
            return child.ask(request, most, patience);
        } finally {
            idle.add(child);
        }
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }
}
