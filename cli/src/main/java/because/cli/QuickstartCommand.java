package because.cli;

import because.Answer;
import because.AnswerJson;
import because.Because;
import because.Config;
import because.Json;
import because.Models;
import because.Project;
import because.ProjectFile;
import because.Training;
import because.core.BadInput;
import because.core.Catalog;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.PairedComparison;
import because.evaluate.accuracy.Evaluation;
import because.narrate.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "The whole way on the bundled MovieLens sample, from events to reasons.",
            "Reads the sample, trains seven models, compares them on events that they have not seen, recommends ten films to one",
            "person, and says why. Takes some minutes."
        })
final class QuickstartCommand implements Callable<Integer> {
    /** Its because.yaml is the command's own and is written anew each time. */
    private static final String FOLDER = ".because/quickstart";

    /** Data that does not allow these allows no tour; others may ask for more, such as attributes of the items. */
    private static final List<String> NEEDED = List.of(Models.kinds().getFirst(), Models.DEFAULT);

    private final Terminal terminal;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = FOLDER,
            description = "Where the project is made; default: " + FOLDER + ".")
    private Path folder = Path.of(FOLDER);

    @Option(
            names = "--data",
            paramLabel = "SOURCE",
            description = {
                "Other data than the sample: a folder or the file with the events.",
                "Models that the data does not allow, as those of attributes where items have none, are left out."
            })
    private @org.jspecify.annotations.Nullable Path source;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "ID",
            defaultValue = "",
            description = "Whom to recommend to; default: the first person of the data.")
    private String user = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the trainings; default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    QuickstartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        Project project = project();
        say(DataCommand.countsText(project.imported(terminal)));
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (String kind : Models.recommending()) {
            Project one = project.with(project.config().withModel(new Config.Model(kind, Map.of())));
            try (Recommender recommender = trained(one, kind)) {
                evaluations.put(kind, Training.evaluate(one, recommender, Split.Part.TEST, terminal));
            } catch (BadInput cannot) {
                if (NEEDED.contains(kind)) {
                    throw cannot;
                }
                notes.add("without " + kind + ": "
                        + String.valueOf(cannot.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
        }
        terminal.finish();
        say("");
        say(Reports.evaluations(evaluations));
        say(comparison(evaluations));
        notes.forEach(this::say);
        Answer answer;
        try (Because because = Because.open(project, Models.DEFAULT, terminal)) {
            String asked = user.isEmpty() ? because.users().getFirst() : user;
            answer = because.recommend(asked, 10);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            terminal.json(json(project, evaluations, notes, answer, seconds));
        } else {
            say("");
            say("What the transformer recommends to person " + answer.user() + ", and why:");
            say(Reports.answer(answer, List.of(Language.EN, Language.ZH)));
            say("");
            say(next(answer, project.data(terminal).catalog(), seconds));
        }
        return 0;
    }

    private Recommender trained(Project project, String kind) {
        return Training.train(project, kind, true, terminal).recommender();
    }

    private Project project() {
        Path given = source;
        Path data = given == null ? sample() : given.toAbsolutePath().normalize();
        if (!Files.exists(data)) {
            throw new BadInput("there is no " + data + ".");
        }
        Config config = Config.of(given == null ? "movielens" : String.valueOf(data.getFileName()), data);
        Project project = Project.of(
                folder,
                config.withTraining(new Config.Training(
                        seed,
                        config.training().metric(),
                        config.training().workers(),
                        config.training().memory(),
                        config.training().device())));
        ProjectFile.write(project, folder.equals(Path.of(FOLDER)));
        return project;
    }

    /** The launcher says where the product lies. */
    private static Path sample() {
        Path sample = Path.of(System.getProperty("because.home", "."), "samples", "movielens");
        return sample.toAbsolutePath().normalize();
    }

    private String comparison(Map<String, Evaluation> evaluations) {
        Evaluation transformer = evaluations.get(Models.DEFAULT);
        Evaluation popularity = evaluations.get(Models.kinds().getFirst());
        if (transformer == null || popularity == null) {
            return "";
        }
        PairedComparison difference = transformer.compare(popularity, "ndcg@10", seed);
        return String.format(
                Locale.ROOT,
                "transformer less popularity: ndcg@10 %+.4f, 95 %% interval %+.4f to %+.4f, p = %.4f (paired bootstrap)",
                difference.meanDifference(),
                difference.low(),
                difference.high(),
                difference.pTwoSided());
    }

    private ObjectNode json(
            Project project, Map<String, Evaluation> evaluations, List<String> notes, Answer answer, double seconds) {
        ObjectNode all = Json.object();
        all.put("seconds", seconds);
        all.set("data", DataCommand.counts(project.imported(terminal)));
        ArrayNode models = all.putArray("models");
        evaluations.forEach((name, evaluation) -> {
            ObjectNode model = models.addObject();
            model.put("name", name);
            model.set("metrics", AnswerJson.metrics(evaluation.metrics()));
        });
        all.set("notes", Json.tree(notes));
        all.set("recommendations", AnswerJson.of(answer));
        return all;
    }

    private String next(Answer answer, Catalog catalog, double seconds) {
        String person = "-p " + folder + " --user " + answer.user();
        String first = answer.recommendations().isEmpty()
                ? ""
                : answer.recommendations().getFirst().item();
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("./because recommend " + person + " --why", "ten films again, or for somebody else");
        steps.put("./because explain " + person + " --item " + first, "what each event contributes to one of them");
        steps.put("./because whatif " + person + " --remove " + newest(answer, catalog), "without an event of theirs");
        steps.put("./because data import FOLDER -p shop", "your own data: writes shop/because.yaml");
        steps.put("./because train -p shop", "your own model");
        int width = steps.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "Done in %.0f seconds. What to do next:", seconds));
        steps.forEach((command, what) -> text.append(System.lineSeparator())
                .append("  ")
                .append(command)
                .append(" ".repeat(width - command.length() + 3))
                .append(what));
        return text.toString();
    }

    /** An item that the person has used, by its id. */
    private static String newest(Answer answer, Catalog catalog) {
        int item = answer.profile().events().isEmpty()
                ? -1
                : answer.profile().events().getLast().knownItem();
        return item < 0 ? "ITEM" : catalog.item(item).id();
    }

    private void say(String text) {
        if (!json) {
            terminal.text(text);
        }
    }
}
