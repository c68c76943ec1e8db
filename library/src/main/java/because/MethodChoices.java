package because;

import because.core.Absence;
import because.core.BadInput;
import because.core.Budget;
import because.core.Part;
import because.core.Player;
import because.core.Question;
import because.core.Recommender;
import because.core.Target;
import because.core.Task;
import because.evaluate.PairedComparison;
import because.evaluate.faithfulness.MethodChoice;
import because.explain.Explainers;
import because.explain.learned.LearnedExplainer;
import because.explain.shapley.AutoShapley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which method explains a model best, as a judgement measured it, for each kind of question that was judged. It is kept in a file beside the model's folder;
 * {@code auto} goes by it where the question is of a kind that was judged, and is otherwise what it always was. A file that cannot be read, or that is about
 * another model, chooses nothing and says so.
 */
public final class MethodChoices {
    /** Nothing was judged. */
    public static final MethodChoices NONE = new MethodChoices(List.of(), "nothing judged", "");

    private static final int SCHEMA = 1;

    /** A budget is like another that is at most so many times as large: what sampling methods reach grows with the root. */
    private static final int ALIKE = 2;

    private static final Object WRITERS = new Object(); // Java refuses a second lock of the same process

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final List<Judged> judged;
    private final String silent;
    private final String detail;

    private MethodChoices(List<Judged> judged, String silent, String detail) {
        this.judged = List.copyOf(judged);
        this.silent = silent;
        this.detail = detail;
    }

    /**
     * A kind of question, and the method that was chosen for it.
     *
     * @param target what was explained
     * @param absence how the absence of an event looked
     * @param events how many events were players at most
     * @param calls how many coalitions an explanation could evaluate; 0 for the usual number
     * @param recommendations how many of each person's recommendations were explained
     * @param seed of the judgement
     * @param choice the methods side by side, and the choice
     */
    public record Judged(
            Target target,
            Absence absence,
            int events,
            long calls,
            int recommendations,
            long seed,
            MethodChoice choice) {
        /** Refuses methods that do not exist, and one whose values are not compared with the model. */
        public Judged {
            Explainers.named(choice.picked());
            if (choice.picked().equals(LearnedExplainer.ALONE)) {
                throw BadInput.of(
                        "a method for auto",
                        choice.picked(),
                        "one that asks the model",
                        "Maybe judge " + LearnedExplainer.CHECKED + ".");
            }
            if (calls < 0 || calls == 1) {
                throw BadInput.of("calls", calls, "0 (the usual number), or 2 or more", "");
            }
        }

        private boolean sameKind(Judged other) {
            return target == other.target && absence == other.absence && calls == other.calls;
        }

        /** How many times as large one budget is as the other, for a question of so many players. */
        private double ratio(int players, Budget budget) {
            double own = calls == 0 ? Explainers.budget(players).calls() : calls;
            return Math.max(own / budget.calls(), budget.calls() / own);
        }
    }

    /** What is in the file. */
    private record Kept(int schema, String model, String fingerprint, List<Judged> judged) {}

    /**
     * The method for a question.
     *
     * @param method its name
     * @param said why, as the explanation's header says it
     */
    record Pick(String method, Map<String, String> said) {
        static Pick usual(String why) {
            return new Pick(AutoShapley.METHOD, Map.of("auto", why));
        }

        Pick saying(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(said);
            more.put(name, value);
            return new Pick(method, more);
        }
    }

    /**
     * Reads what was kept of a model that predicts the next item. This never fails.
     *
     * @param run the model's folder
     * @param fingerprint the model's
     * @return the choices; none if there is no such file, or it cannot be read, or is of another model
     */
    public static MethodChoices read(Path run, String fingerprint) {
        return read(run, Task.Kind.NEXT_ITEM, fingerprint);
    }

    /**
     * Reads what was kept of a model and one of its tasks. This never fails.
     *
     * @param run the model's folder
     * @param task what it is asked about
     * @param fingerprint the model's, asked about that
     * @return the choices; none if there is no such file, or it cannot be read, or is of another model
     */
    public static MethodChoices read(Path run, Task.Kind task, String fingerprint) {
        Path file = file(run, task);
        if (Files.exists(file)) {
            return parse(file, fingerprint);
        }
        // Earlier versions had one file for a model, of the task that was judged last.
        MethodChoices single = Files.exists(file(run)) ? parse(file(run), fingerprint) : NONE;
        return single.judged.isEmpty() ? NONE : single;
    }

    private static MethodChoices parse(Path file, String fingerprint) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            if (!tree.isObject()) {
                return unreadable(file, "it is no JSON object");
            }
            Kept kept = JSON.treeToValue(tree, Kept.class);
            if (kept.schema() != SCHEMA) {
                return unreadable(file, "it is of form " + kept.schema() + ", this version reads " + SCHEMA);
            }
            return kept.fingerprint().equals(fingerprint)
                    ? new MethodChoices(kept.judged(), "another question", "")
                    : new MethodChoices(List.of(), "another model", "");
        } catch (CharacterCodingException e) {
            return unreadable(file, "it is not UTF-8 text");
        } catch (IOException e) {
            return unreadable(file, "it cannot be opened");
        } catch (JacksonException e) {
            return unreadable(file, firstLine(e.getOriginalMessage()));
        }
    }

    private static MethodChoices unreadable(Path file, String why) {
        return new MethodChoices(List.of(), "unreadable", file.getFileName() + ": " + why);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it is damaged");
    }

    /** Beside the model, since a model's folder holds nothing but the model. */
    static Path file(Path run) {
        return run.resolveSibling(".judged").resolve(run.getFileName() + ".json");
    }

    /** The next item's, and one for each other task, in a folder, so that none can be taken for another model's. */
    static Path file(Path run, Task.Kind task) {
        return task == Task.Kind.NEXT_ITEM
                ? file(run)
                : run.resolveSibling(".judged").resolve(run.getFileName()).resolve(task.label() + ".json");
    }

    /**
     * Keeps a choice beside the model. It takes the place of one for the same task, target, absence and budget; others stay, unless they are of another model.
     *
     * @param run the model's folder
     * @param recommender the model
     * @param options how it was judged
     * @param choice what was chosen
     * @return the file
     * @throws UncheckedIOException if it cannot be written; what was there before is then as it was
     */
    public static Path keep(Path run, Recommender recommender, Judging.Options options, MethodChoice choice) {
        Task.Kind task = ExplainerFiles.task(recommender);
        Path file = file(run, task);
        String fingerprint = recommender.provenance().fingerprint();
        Judged now = new Judged(
                options.target(),
                options.absence(),
                options.events(),
                options.calls(),
                options.recommendations(),
                options.judge().seed(),
                choice);
        synchronized (WRITERS) {
            try {
                Files.createDirectories(file.resolveSibling("."));
                Path lock = file.resolveSibling(file.getFileName() + ".lock");
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var _ = channel.lock()) {
                    List<Judged> all = new ArrayList<>(read(run, task, fingerprint).judged);
                    all.removeIf(now::sameKind);
                    all.add(now);
                    Path next = file.resolveSibling(file.getFileName() + ".next");
                    Kept kept = new Kept(SCHEMA, recommender.provenance().model(), fingerprint, all);
                    Files.writeString(next, JSON.writeValueAsString(kept) + "\n", StandardCharsets.UTF_8);
                    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
            }
        }
        return file;
    }

    /** @return what was judged */
    public List<Judged> judged() {
        return judged;
    }

    /** The method for a question that may cost so much. */
    Pick pick(Question question, Budget budget) {
        if (judged.isEmpty()) {
            return detail.isEmpty()
                    ? Pick.usual(silent)
                    : new Pick(AutoShapley.METHOD, Map.of("auto", silent, "auto file", detail));
        }
        if (budget.precision().isPresent() || budget.seconds().isPresent()) {
            return Pick.usual("a time or a precision");
        }
        List<Judged> same = judged.stream()
                .filter(j -> j.target() == question.target() && j.absence() == question.absence())
                .toList();
        if (same.isEmpty() || !singleEvents(question)) {
            return Pick.usual(silent);
        }
        int players = question.players().size();
        Optional<Judged> alike = same.stream()
                .filter(j -> j.ratio(players, budget) <= ALIKE)
                .min(Comparator.comparingDouble(j -> j.ratio(players, budget)));
        return alike.map(j -> pick(j.choice()))
                .orElseGet(() -> new Pick(
                        AutoShapley.METHOD,
                        Map.of("auto", "another budget", "auto calls", String.valueOf(budget.calls()))));
    }

    private static Pick pick(MethodChoice choice) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("auto", choice.outcome().label());
        said.put("auto metric", choice.metric());
        said.put("auto people", String.valueOf(choice.people()));
        if (choice.gain().isPresent()) {
            PairedComparison gain = choice.gain().orElseThrow();
            said.put("auto candidate", choice.candidate());
            said.put("auto people", String.valueOf(gain.people()));
            said.put("auto gain", number(gain.meanDifference()));
            said.put("auto gain low", number(gain.low()));
            said.put("auto gain high", number(gain.high()));
        }
        return new Pick(choice.picked(), said);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    /** What the judge's questions are about: events one by one, but for the early part of a long history. */
    private static boolean singleEvents(Question question) {
        return question.players().stream()
                .filter(player -> !player.id().equals(Player.EARLIER))
                .allMatch(player -> player.parts().size() == 1 && player.parts().getFirst() instanceof Part.OfEvent);
    }
}
