package because.cli;

import because.Because;
import because.Json;
import because.Pictures;
import because.core.BadInput;
import because.narrate.Language;
import because.narrate.picture.Picture;
import because.narrate.picture.PictureOptions;
import because.narrate.picture.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "picture",
        mixinStandardHelpOptions = true,
        description = {
            "Draw many explanations together: a beeswarm, mean sizes as bars, a dependence, or a heat map over time.",
            "Of people drawn at random (--people) or named (--user), each with what is recommended first, or all with one item (--item);",
            "of one person with --count, several recommendations. One explanation is drawn by 'because explain --picture',",
            "or from its saved JSON: because picture FILE --from explanation.json."
        })
final class PictureCommand implements Callable<Integer> {
    private static final int PEOPLE = 50;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The picture; its name ends in .svg or .png.")
    private Path file = Path.of("");

    @Mixin
    private ProjectOptions.Explaining explaining = new ProjectOptions.Explaining();

    @Option(
            names = "--people",
            paramLabel = "N",
            description = "Of how many people, drawn at random by the seed; default: 50.")
    private @Nullable Integer people;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "ID",
            split = ",",
            description =
                    "Of whom, in place of people drawn at random: ids, with commas between them or given several times.")
    private List<String> users = List.of();

    @Option(
            names = {"-i", "--item"},
            paramLabel = "ID",
            description = "The item that is explained for all; default: what is recommended to each.")
    private @Nullable String item;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many of each person's recommendations; default: 1.")
    private int count;

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description =
                    "Of a dependence: value (such as stars), age (in days), place (how many events since), or an attribute of the items; default: value, or place where events have none.")
    private @Nullable String against;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Draw the one explanation that 'because explain --json' printed; no model is needed.")
    private @Nullable Path from;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the picture; default: 12.")
    private @Nullable Integer rows;

    @Option(names = "--language", paramLabel = "en|zh", defaultValue = "en", description = "en or zh; default: en.")
    private String language = "en";

    @Mixin
    private PictureFile drawing = new PictureFile();

    PictureCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PictureOptions options = drawing.options(rows, Language.of(language));
        drawing.check(file);
        Path saved = from;
        if (saved != null && (people != null || !users.isEmpty() || item != null || against != null)) {
            throw new BadInput(
                    "--from draws what the file holds: --people, --user, --item and --against do not go with it.");
        }
        if (people != null && !users.isEmpty()) {
            throw new BadInput("--people draws people at random, --user names them: give one of the two.");
        }
        if (count < 1) {
            throw BadInput.of("--count", count, "1 or more", "");
        }
        return saved == null ? many(options) : write(saved(saved, options), 1);
    }

    private int many(PictureOptions options) {
        try (Because because = explaining.open(0, terminal)) {
            Pictures.check(because, drawing.chart(), Optional.ofNullable(against));
            List<String> whom = users.isEmpty()
                    ? Pictures.people(
                            because,
                            people == null ? PEOPLE : people,
                            because.explaining().seed())
                    : users;
            List<Told> all = Pictures.explain(because, whom, Optional.ofNullable(item), count, terminal);
            Picture picture = Pictures.of(because, all, drawing.chart(), Optional.ofNullable(against), options);
            return write(picture, all.size());
        }
    }

    private Picture saved(Path saved, PictureOptions options) {
        String text;
        try {
            text = Files.readString(saved);
        } catch (IOException e) {
            throw new BadInput(
                    "the explanation " + saved + " cannot be read: " + e.getMessage()
                            + "\nMaybe save one: because explain --user ID --json > explanation.json",
                    e);
        }
        return Pictures.of(Json.read(text), drawing.chart(), options);
    }

    private int write(Picture picture, int explanations) {
        ObjectNode written = drawing.write(picture, file, terminal);
        if (explaining.json()) {
            written.put("explanations", explanations);
            written.put("title", picture.title());
            written.put("description", picture.description());
            terminal.json(written);
        } else {
            terminal.text(picture.title() + "\n" + picture.description());
        }
        return 0;
    }
}
