package because.testkit.vectors;

import because.core.BadInput;
import because.testkit.vectors.VectorReport.Case;
import because.testkit.vectors.VectorReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs files of test vectors: {@code {family, conventions, cases: [{name, source, input, expected, tolerance: {abs, rel}, note}]}}. Every key and element of
 * what is expected must be there and close enough; booleans and texts must be equal; the text "Infinity" stands for the number.
 */
public final class VectorRunner {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VectorRunner() {}

    /**
     * Runs all cases of a file, or of all files of a folder whose names end in {@code .json}.
     *
     * @param fileOrFolder where the vectors are
     * @param families those that answer; cases of other families are skipped
     * @return what became of each case
     * @throws BadInput if there is no such file, or it is not a file of vectors
     */
    public static VectorReport run(Path fileOrFolder, List<VectorFamily> families) {
        List<Case> cases = new ArrayList<>();
        for (Path file : files(fileOrFolder)) {
            cases.addAll(runFile(file, families));
        }
        return new VectorReport(cases);
    }

    private static List<Path> files(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> entries = Files.list(fileOrFolder)) {
            List<Path> files =
                    entries.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            if (files.isEmpty()) {
                throw new BadInput("the folder " + fileOrFolder + " holds no .json files.");
            }
            return files;
        } catch (IOException e) {
            throw new BadInput("the folder " + fileOrFolder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static List<Case> runFile(Path file, List<VectorFamily> families) {
        JsonNode root = read(file);
        JsonNode family = root.get("family");
        JsonNode cases = root.get("cases");
        if (family == null || !family.isString() || cases == null || !cases.isArray()) {
            throw new BadInput(
                    file + " is not a file of test vectors: it needs a text \"family\" and a list \"cases\".");
        }
        Optional<VectorFamily> answering = families.stream()
                .filter(f -> f.name().equals(family.stringValue()))
                .findFirst();
        List<Case> done = new ArrayList<>();
        for (JsonNode one : cases) {
            JsonNode name = one.get("name");
            boolean named = name != null && name.isString();
            String label = named ? name.stringValue() : "case " + (done.size() + 1);
            Verdict verdict = named
                    ? judge(one, label, answering, VectorInput.ofFile(root))
                    : new Verdict(Outcome.ERROR, "the case has no text \"name\"");
            done.add(new Case(
                    String.valueOf(file.getFileName()),
                    family.stringValue(),
                    label,
                    verdict.outcome(),
                    verdict.detail()));
        }
        return done;
    }

    private static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput(
                    "there is no file " + file + ".\nMaybe give a file of test vectors, or a folder of them.");
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new BadInput(file + " is not JSON: " + e.getOriginalMessage() + where + ".", e);
        }
    }

    private record Verdict(Outcome outcome, String detail) {}

    private static Verdict judge(JsonNode one, String name, Optional<VectorFamily> answering, VectorInput file) {
        if (answering.isEmpty()) {
            return new Verdict(Outcome.SKIPPED, "the family is not answered yet");
        }
        VectorFamily family = answering.get();
        String kind = name.substring(0, name.indexOf('/') < 0 ? name.length() : name.indexOf('/'));
        if (!family.kinds().contains(kind)) {
            return new Verdict(Outcome.SKIPPED, "the kind " + kind + " is not answered yet");
        }
        try {
            JsonNode expected = required(one, "expected");
            if (expected.isEmpty()) {
                throw new BadInput("the case expects nothing.");
            }
            Tolerance tolerance = tolerance(VectorInput.of(required(one, "tolerance")));
            VectorFamily.Answer answer = family.answer(kind, VectorInput.of(required(one, "input")), file);
            return compare(expected, answer, tolerance, family.tolerances());
        } catch (BadInput e) {
            return new Verdict(Outcome.ERROR, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A case that nobody foresaw must not keep the others from running.
            return new Verdict(Outcome.ERROR, e.toString());
        }
    }

    private static JsonNode required(JsonNode one, String key) {
        @Nullable JsonNode value = one.get(key);
        if (value == null || !value.isObject()) {
            throw new BadInput("the case has no object \"" + key + "\".");
        }
        return value;
    }

    private static Tolerance tolerance(VectorInput given) {
        return new Tolerance(given.at("abs").number(), given.at("rel").number());
    }

    private static Verdict compare(
            JsonNode expected, VectorFamily.Answer answer, Tolerance tolerance, Map<String, Double> wider) {
        JsonNode actual = JSON.valueToTree(answer.values());
        Optional<String> difference = tolerance.difference(expected, actual, answer.notYet(), wider);
        if (difference.isPresent()) {
            return new Verdict(Outcome.FAILED, difference.get());
        }
        Set<String> missing = expected.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> answer.notYet().contains(key) && !actual.has(key))
                .collect(Collectors.toCollection(TreeSet::new));
        return missing.isEmpty()
                ? new Verdict(Outcome.PASSED, "")
                : new Verdict(
                        Outcome.SKIPPED, "not answered yet: " + String.join(", ", missing) + "; the rest is right");
    }
}
