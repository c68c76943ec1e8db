package because.cli;

import because.Json;
import because.core.BadInput;
import because.narrate.Language;
import because.narrate.picture.Chart;
import because.narrate.picture.Picture;
import because.narrate.picture.PictureOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a picture is drawn, and into which file. */
final class PictureFile {
    /** The names of all charts, for the help and for completion in a shell. */
    static final class Charts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Chart.values()).map(Chart::label).iterator();
        }
    }

    @Option(
            names = "--chart",
            paramLabel = "KIND",
            completionCandidates = Charts.class,
            description = "Of the picture: ${COMPLETION-CANDIDATES}; default: what suits the explanation.")
    private String chart = "";

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "800",
            description = "Of the picture; below 560, names stand above their bars. Default: 800.")
    private int width;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of a PNG: pixels of the file for each of the width; default: 2.")
    private int scale;

    @Option(
            names = "--font",
            paramLabel = "FILE",
            description = "Of a PNG: a font (.ttf, .otf, .ttc) that is tried before the installed ones.")
    private List<Path> fonts = List.of();

    /** The kind that was asked for; empty for the usual one. */
    Optional<Chart> chart() {
        return chart.isEmpty() ? Optional.empty() : Optional.of(Chart.of(chart));
    }

    /** How it looks. */
    PictureOptions options(@Nullable Integer rows, Language language) {
        PictureOptions usual = PictureOptions.defaults();
        int shown = rows == null ? usual.rows() : Math.min(rows, PictureOptions.MOST_ROWS); // a table may be longer
        return new PictureOptions(width, shown, language);
    }

    /** Refuses wrong options before anything is computed, among them a file that is no picture or lies nowhere; without a file there is no picture to be of a kind. */
    void check(@Nullable Path file) {
        options(null, Language.EN);
        if (scale < 1) {
            throw BadInput.of("--scale", scale, "1 or more", "");
        }
        for (Path font : fonts) {
            if (!Files.isReadable(font)) {
                throw BadInput.of("--font", font, "files that can be read", "");
            }
        }
        if (file == null) {
            if (chart().isPresent()) {
                throw new BadInput("--chart goes with --picture FILE.");
            }
            return;
        }
        Picture.Format.of(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw BadInput.of(
                    "the picture's file",
                    file,
                    "files in a folder that is there",
                    "Maybe make the folder " + folder + " first.");
        }
    }

    /** Writes the picture, and says so. */
    ObjectNode write(Picture picture, Path file, Terminal terminal) {
        String missing;
        try {
            missing = picture.write(file, scale, fonts);
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + file + " cannot be written: " + e.getMessage(), e);
        }
        ObjectNode json = Json.object();
        json.put("file", file.toString());
        json.put("chart", picture.chart().label());
        json.put("width", picture.width());
        json.put("height", picture.height());
        json.put("missing", missing);
        terminal.note("The picture is in " + file);
        int count = missing.codePointCount(0, missing.length());
        if (count > 0) {
            terminal.note(
                    "No font here can show " + count + " of its characters, such as "
                            + missing.substring(0, missing.offsetByCodePoints(0, Math.min(10, count)))
                            + "\nMaybe install one that can (Debian: apt-get install fonts-noto-cjk), give one with --font FILE, or write SVG, which is shown with the reader's fonts.");
        }
        return json;
    }
}
