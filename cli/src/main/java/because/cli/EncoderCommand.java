package because.cli;

import because.EncoderTraining;
import because.Json;
import because.WordReasons;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The commands about text encoders. */
@Command(
        name = "encoder",
        mixinStandardHelpOptions = true,
        description = {
            "Read a text encoder into a network, train it further, and explain it word by word.",
            "Needs the text encoders: ./because add encoders"
        })
final class EncoderCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private EncoderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new EncoderCommand(terminal))
                .addSubcommand(new Read(terminal))
                .addSubcommand(new Train(terminal))
                .addSubcommand(new Words(terminal));
    }

    static ObjectNode json(EncoderTraining.Trained trained) {
        ObjectNode answer = Json.object();
        answer.put("folder", trained.folder().toString());
        answer.put("from", trained.from());
        answer.set("losses", Json.tree(trained.losses()));
        answer.put("best", trained.best());
        if (!Double.isNaN(trained.retrievalBefore())) {
            answer.put("mrrBefore", trained.retrievalBefore());
            answer.put("mrrAfter", trained.retrievalAfter());
        }
        return answer;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.out());
        return 0;
    }

    /** Where an encoder is taken from. */
    static final class From {
        @Option(
                names = "--encoder",
                paramLabel = "NAME",
                defaultValue = "auto",
                description = {
                    "all-minilm-l6-v2 (English), bge-small-zh-v1.5 (Chinese), auto (by the writing of the texts),",
                    "or the path of a folder with model.onnx and tokenizer.json, or of one that these commands wrote;",
                    "default: auto, whatever encoder a project names."
                })
        private String encoder = "auto";
    }

    /** Where an encoder is written to. */
    static final class To {
        @Option(
                names = "--to",
                paramLabel = "DIR",
                required = true,
                description = "The folder that is made; relative to the current folder.")
        private Path to = Path.of("encoder");

        @Option(names = "--replace", description = "Replace an encoder that is there.")
        private boolean replace;
    }

    @Command(
            name = "read",
            mixinStandardHelpOptions = true,
            description = {
                "Read an ONNX encoder of the kind of BERT into a network, and try it against ONNX Runtime.",
                "The folder can be used wherever an encoder is named."
            })
    private static final class Read implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private From from = new From();

        @Mixin
        private To to = new To();

        @Option(names = "--json", description = "Print one JSON object and nothing else.")
        private boolean json;

        Read(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Path folder = EncoderTraining.read(from.encoder, to.to, to.replace);
            if (json) {
                ObjectNode answer = Json.object();
                answer.put("folder", folder.toString());
                terminal.json(answer);
            } else {
                terminal.text(
                        "Wrote " + folder + ". It gives the vectors that ONNX Runtime gives, and can be trained.");
            }
            return 0;
        }
    }

    @Command(
            name = "train",
            mixinStandardHelpOptions = true,
            description = {
                "Train an encoder further on the texts of the project's items (titles and text attributes).",
                "Only the training part of the data is used, and some of it is held out to stop by:",
                "a tenth, of which 2,000 texts or pairs at most are measured.",
                "A training that was killed goes on at its last epoch when the same command is given again."
            })
    private static final class Train implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ProjectOptions options = new ProjectOptions();

        @Mixin
        private From from = new From();

        @Mixin
        private To to = new To();

        @Option(
                names = "--on",
                paramLabel = "WHAT",
                defaultValue = "NEXT",
                description = {
                    "words: the words of the domain, by telling masked ones from the others;",
                    "next: texts of items that people take one after the other come near; default: next."
                })
        private EncoderTraining.On on = EncoderTraining.On.NEXT;

        @Option(names = "--epochs", paramLabel = "N", defaultValue = "3", description = "At most; default: 3.")
        private int epochs = 3;

        @Option(
                names = "--examples",
                paramLabel = "N",
                defaultValue = "0",
                description = "How many texts or pairs an epoch has at most; default: 0, all.")
        private int examples;

        @Option(
                names = "--rank",
                paramLabel = "N",
                defaultValue = "8",
                description = "Of the low-rank adapters beside every matrix; 0 for none; default: 8.")
        private int rank = 8;

        @Option(
                names = "--adapter-rate",
                paramLabel = "R",
                defaultValue = "0.0005",
                description = "The adapters' learning rate; default: 0.0005.")
        private double adapterRate = 5e-4;

        @Option(
                names = "--layers",
                paramLabel = "N",
                defaultValue = "0",
                description = "How many of the last layers are trained whole; default: 0.")
        private int layers;

        @Option(
                names = "--rate",
                paramLabel = "R",
                defaultValue = "0.00002",
                description = "The learning rate of those layers; default: 0.00002.")
        private double rate = 2e-5;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
        private long seed = 1;

        Train(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            EncoderTraining.Plan plan =
                    new EncoderTraining.Plan(on, epochs, examples, rank, adapterRate, layers, rate, seed);
            EncoderTraining.Trained trained =
                    EncoderTraining.train(options.open(), from.encoder, to.to, plan, to.replace, terminal);
            if (options.json()) {
                terminal.json(json(trained));
                return 0;
            }
            terminal.text(String.format(
                    Locale.ROOT,
                    "held-out loss: %.4f before, %.4f after epoch %d",
                    trained.losses().getFirst(),
                    trained.losses().get(trained.best()),
                    trained.best()));
            if (!Double.isNaN(trained.retrievalBefore())) {
                terminal.text(String.format(
                        Locale.ROOT,
                        "next item by its text, people held out: mrr %.4f before, %.4f after",
                        trained.retrievalBefore(),
                        trained.retrievalAfter()));
            }
            terminal.text(
                    trained.best() == 0
                            ? "No epoch was better, so " + trained.folder() + " is the encoder as it was."
                            : "Wrote " + trained.folder() + ". Use it wherever an encoder is named.");
            return 0;
        }
    }

    @Command(
            name = "words",
            mixinStandardHelpOptions = true,
            description = {
                "Say which words of a text make an encoder find it near another text.",
                "Shapley values of the words (of Chinese: characters) for the cosine of the two vectors."
            })
    private static final class Words implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private From from = new From();

        @Parameters(paramLabel = "TEXT", description = "The text whose words are weighed.")
        private String text = "";

        @Option(names = "--near", paramLabel = "TEXT", required = true, description = "The text it is compared with.")
        private String near = "";

        @Option(
                names = "--calls",
                paramLabel = "N",
                defaultValue = "1024",
                description = "How many versions of the text may be encoded; default: 1024.")
        private long calls = 1024;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
        private long seed = 1;

        @Option(names = "--json", description = "Print one JSON object and nothing else.")
        private boolean json;

        Words(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            WordReasons reasons = WordReasons.of(from.encoder, text, near, calls, seed);
            if (json) {
                terminal.json(Json.tree(reasons));
                return 0;
            }
            terminal.text(String.format(
                    Locale.ROOT,
                    "cosine %.4f, of which %.4f without any word (%s, %s)",
                    reasons.similarity(),
                    reasons.base(),
                    reasons.encoder(),
                    reasons.method()));
            TextTable table = new TextTable("word", "value", "± standard error");
            List<WordReasons.Word> words = reasons.words().stream()
                    .sorted(Comparator.comparingDouble(w -> -Math.abs(w.value())))
                    .toList();
            for (WordReasons.Word word : words) {
                table.add(
                        word.word(),
                        String.format(Locale.ROOT, "%+.4f", word.value()),
                        String.format(Locale.ROOT, "%.4f", word.standardError()));
            }
            terminal.text(table.toString());
            return 0;
        }
    }
}
