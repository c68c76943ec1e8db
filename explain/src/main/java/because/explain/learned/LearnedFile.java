package because.explain.learned;

import because.core.Absence;
import because.core.BadInput;
import because.core.Target;
import because.network.Safetensors;
import because.network.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A learned explainer as one file, in the safetensors format: its weights, and in the file's metadata where it comes from and how far it is off. */
public final class LearnedFile {
    private static final String FORMAT = "1";
    private static final String OPTION = "option.";

    private LearnedFile() {}

    /**
     * Makes the folder, and writes beside the place first, so that the whole old file is there or the whole new one.
     *
     * @param file the place
     * @param model what was learned
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, LearnedModel model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        float[][] numbers = model.inputs().numbers();
        tensors.put("event.mean", vector(numbers[0]));
        tensors.put("event.scale", vector(numbers[1]));
        tensors.put("all.mean", vector(numbers[2]));
        tensors.put("all.scale", vector(numbers[3]));
        tensors.put("weights", vector(model.weights()));
        Map<String, String> said = new LinkedHashMap<>();
        LearnedModel.Origin origin = model.origin();
        LearnedModel.Measured measured = model.measured();
        said.put("format", FORMAT);
        said.put("model", origin.model());
        said.put("target", origin.target().name());
        said.put("absence", origin.absence().name());
        said.put("seed", String.valueOf(origin.seed()));
        said.put("data", origin.data());
        origin.options().forEach((name, value) -> said.put(OPTION + name, value));
        said.put("width", String.valueOf(model.network().width()));
        said.put("pools", String.valueOf((model.network().outputs() - 1) / 2));
        said.put("unit", String.valueOf(model.unit()));
        said.put("measured.answers", String.valueOf(measured.answers()));
        said.put("measured.error", String.valueOf(measured.error()));
        said.put("measured.spread", String.valueOf(measured.spread()));
        said.put("measured.correlation", String.valueOf(measured.correlation()));
        said.put("measured.unexplained", String.valueOf(measured.unexplained()));
        said.put("measured.reference", String.valueOf(measured.reference()));
        try {
            Path beside = file.resolveSibling(
                    "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".saving");
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            try {
                Safetensors.write(beside, tensors, said);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not save the learned explainer to " + file + ": " + e.getMessage()
                            + ". Nothing was changed.",
                    e);
        }
    }

    private static Tensor vector(float[] numbers) {
        return Tensor.of(numbers, numbers.length);
    }

    /**
     * @param file what {@link #write} wrote
     * @return what was learned, to the bit
     * @throws BadInput if it is no such file, or damaged
     */
    public static LearnedModel read(Path file) {
        try {
            Safetensors stored = Safetensors.read(file);
            Map<String, String> said = stored.metadata();
            if (!FORMAT.equals(said.get("format"))) {
                throw BadInput.of("the format of " + file, said.getOrDefault("format", "none"), FORMAT, "");
            }
            Map<String, String> options = new LinkedHashMap<>();
            said.forEach((name, value) -> {
                if (name.startsWith(OPTION)) {
                    options.put(name.substring(OPTION.length()), value);
                }
            });
            LearnedModel.Origin origin = new LearnedModel.Origin(
                    said(said, "model"),
                    Target.valueOf(said(said, "target")),
                    Absence.valueOf(said(said, "absence")),
                    Long.parseLong(said(said, "seed")),
                    options,
                    said(said, "data"));
            LearnedModel.Measured measured = new LearnedModel.Measured(
                    Integer.parseInt(said(said, "measured.answers")),
                    Double.parseDouble(said(said, "measured.error")),
                    Double.parseDouble(said(said, "measured.spread")),
                    Double.parseDouble(said(said, "measured.correlation")),
                    Double.parseDouble(said(said, "measured.unexplained")),
                    Double.parseDouble(said(said, "measured.reference")));
            LearnedInputs inputs = new LearnedInputs(
                    numbers(stored, "event.mean"),
                    numbers(stored, "event.scale"),
                    numbers(stored, "all.mean"),
                    numbers(stored, "all.scale"));
            return new LearnedModel(
                    origin,
                    measured,
                    inputs,
                    Integer.parseInt(said(said, "width")),
                    Integer.parseInt(said(said, "pools")),
                    numbers(stored, "weights"),
                    Double.parseDouble(said(said, "unit")));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput(
                    "the learned explainer " + file + " cannot be read: " + e.getMessage()
                            + "\nMaybe learn it again: because learn-explainer --replace",
                    e);
        }
    }

    private static String said(Map<String, String> said, String name) {
        String value = said.get(name);
        if (value == null) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "'%s' is missing", name));
        }
        return value;
    }

    private static float[] numbers(Safetensors stored, String name) {
        Tensor tensor = stored.tensors().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return tensor.floats();
    }
}
