package because.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the commands. */
@Command(
        name = "because",
        mixinStandardHelpOptions = true,
        versionProvider = BecauseCommand.Version.class,
        header = "Recommendations that say why, with explanations that are tested before they are shown.",
        description = {
            "",
            "Start with:  because quickstart",
            "In a folder with a because.yaml:  because train, then  because recommend --user ID --why"
        },
        footer = {
            "",
            "In a checkout also:  because add encoders|gpu (a part that is too large to come with the rest),",
            "because verify (the tests); each has --help.",
            "",
            "Exit codes: 0 done, 1 a check failed, 2 wrong use or input, 3 could not finish, 130 interrupted."
        })
final class BecauseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** @param terminal where all commands write */
    BecauseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private final Terminal terminal;

    /** Adds the commands, each of which writes to the same terminal. */
    static CommandLine line(Terminal terminal) {
        CommandLine line = new CommandLine(new BecauseCommand(terminal))
                .addSubcommand(new QuickstartCommand(terminal))
                .addSubcommand(DataCommand.line(terminal))
                .addSubcommand(new TrainCommand(terminal))
                .addSubcommand(new TuneCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new RunsCommand(terminal))
                .addSubcommand(new RecommendCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new LearnExplainerCommand(terminal))
                .addSubcommand(new PictureCommand(terminal))
                .addSubcommand(new WhatIfCommand(terminal))
                .addSubcommand(new PersonCommand(terminal))
                .addSubcommand(new GlobalCommand(terminal))
                .addSubcommand(new JudgeCommand(terminal))
                .addSubcommand(new RetrainCommand(terminal))
                .addSubcommand(EncoderCommand.line(terminal))
                .addSubcommand(new VectorsCommand(terminal))
                .addSubcommand(new CompletionCommand(terminal));
        everywhere(line);
        return line;
    }

    /** Each command answers to --version, not the root alone. */
    private static void everywhere(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(BecauseCommand::everywhere);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.out());
        return 0;
    }

    /** The product's version, as the build wrote it. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = BecauseCommand.class.getPackage().getImplementationVersion();
            return new String[] {"because " + (version == null ? "(not packaged)" : version)};
        }
    }
}
