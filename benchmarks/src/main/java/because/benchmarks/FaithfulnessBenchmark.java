package because.benchmarks;

import because.AnswerJson;
import because.Config;
import because.Json;
import because.JudgementJson;
import because.JudgementReport;
import because.Judging;
import because.Models;
import because.Project;
import because.Training;
import because.core.BadInput;
import because.core.Progress;
import because.core.Recommender;
import because.core.Split;
import because.evaluate.accuracy.Evaluation;
import because.evaluate.faithfulness.Judge;
import because.evaluate.faithfulness.Judgement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faithfulness of every explainer on several models and data sets. A cell is a model on a data set; each is kept in a file, so that a run that was interrupted
 * goes on where it stopped. At the end all cells that there are become the tables of the page. Arguments: a folder for models and cells; the page whose tables
 * are replaced ("-" for none); how many people a cell; calls an explanation (0: as usual); models with commas between them, each a kind of model or a preset of the
 * Transformer, with ":option=value;…" behind it if need be; then projects. Without projects only the page is written.
 */
public final class FaithfulnessBenchmark {
    /** For how many people explanations are repeated. */
    private static final int REPEATS = 5;

    private final Path folder;
    private final int people;
    private final long calls;
    private final PrintStream out;

    private FaithfulnessBenchmark(Path folder, int people, long calls, PrintStream out) {
        this.folder = folder;
        this.people = people;
        this.calls = calls;
        this.out = out;
    }

    /**
     * @param args FOLDER PAGE PEOPLE CALLS MODELS PROJECT...
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length < 5) {
            throw new BadInput("arguments: FOLDER PAGE PEOPLE CALLS MODELS PROJECT...");
        }
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        FaithfulnessBenchmark benchmark =
                new FaithfulnessBenchmark(folder, Integer.parseInt(args[2]), Long.parseLong(args[3]), out);
        for (int i = 5; i < args.length; i++) {
            Project project = Project.open(Path.of(args[i]));
            for (String model : args[4].split(",", -1)) {
                benchmark.cell(project, model);
            }
        }
        String tables = FaithfulnessPage.read(folder).markdown();
        out.println(tables);
        if (!args[1].equals("-")) {
            FaithfulnessPage.replace(Path.of(args[1]), tables);
        }
    }

    private void cell(Project project, String model) throws IOException {
        String name = project.config().name() + "." + model.replaceAll("[^A-Za-z0-9._-]", "_");
        Path file = folder.resolve(name + ".json");
        if (Files.exists(file)) {
            out.println(name + ": done before");
            return;
        }
        try {
            long begun = System.nanoTime();
            ObjectNode json = measured(project, model, name);
            json.put("data", project.config().name());
            json.put("name", model);
            Files.writeString(file, Json.text(json));
            out.printf("%s: %.0f s%n", name, (System.nanoTime() - begun) / 1e9);
        } catch (BadInput cannot) {
            out.println(name + ": " + cannot.getMessage());
        }
    }

    private ObjectNode measured(Project project, String model, String name) throws IOException {
        Config config = project.config();
        Project one = project.with(new Config(
                config.name(),
                config.data(),
                config.split(),
                model(model),
                config.training(),
                config.explaining(),
                folder.resolve("models").toString()));
        Split split = one.split(Progress.NONE);
        try (Recommender recommender = trained(one, name)) {
            Evaluation accuracy = Training.evaluate(one, recommender, Split.Part.TEST, Progress.NONE);
            List<Integer> eligible = IntStream.range(0, split.whole().users().size())
                    .filter(user -> split.rows(user, Split.Part.TEST).length > 0)
                    .boxed()
                    .toList();
            Judging.Options options = Judging.Options.defaults()
                    .withPeople(people)
                    .withCalls(calls)
                    .withSanity(recommender.as(because.network.Network.class).isPresent())
                    .withJudge(Judge.Options.defaults().withRepeats(REPEATS));
            Judgement judgement = Judging.judge(
                    recommender,
                    eligible,
                    user -> split.before(user, Split.Part.TEST),
                    user -> split.whole().users().id(user),
                    Optional.empty(),
                    options,
                    Progress.NONE);
            Files.writeString(folder.resolve(name + ".md"), JudgementReport.markdown(judgement));
            ObjectNode json = JudgementJson.of(judgement, true);
            json.set("accuracy", AnswerJson.of(accuracy));
            return json;
        }
    }

    private static Recommender trained(Project project, String name) throws IOException {
        Path there = project.runs().target(name);
        if (Files.exists(there.resolve("model.json"))) {
            return Models.open(there);
        }
        Files.createDirectories(there.getParent());
        return Training.train(project, name, true, Progress.NONE).recommender();
    }

    /** A kind of model, or a preset of the Transformer, with options. */
    private static Config.Model model(String text) {
        String[] parts = text.split(":", 2);
        Map<String, String> options = new HashMap<>();
        boolean kind = Models.kinds().contains(parts[0]);
        if (!kind) {
            options.put("preset", parts[0]);
        }
        List<String> more = parts.length == 1 ? new ArrayList<>() : List.of(parts[1].split(";", -1));
        for (String option : more) {
            String[] pair = option.split("=", 2);
            options.put(pair[0], pair.length < 2 ? "" : pair[1]);
        }
        return new Config.Model(kind ? parts[0] : Models.DEFAULT, options);
    }
}
