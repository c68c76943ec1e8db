package because.narrate.picture;

import because.core.BadInput;
import because.narrate.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * A picture of explanations, laid out and ready to be written. Equal explanations give the same SVG on every machine, and the same PNG on every machine with the same fonts.
 */
public final class Picture {
    /** The largest PNG, in pixels along a side. */
    private static final int LARGEST = 16_000;

    private final Chart chart;
    private final Language language;
    private final int width;
    private final int height;
    private final String title;
    private final String description;
    private final List<Shape> shapes;

    Picture(Chart chart, PictureOptions options, int height, String title, String description, List<Shape> shapes) {
        this.chart = chart;
        this.width = options.width();
        this.language = options.language();
        this.height = height;
        this.title = title;
        this.description = description;
        this.shapes = List.copyOf(shapes);
    }

    /** @return which kind it is */
    public Chart chart() {
        return chart;
    }

    /** @return in pixels */
    public int width() {
        return width;
    }

    /** @return in pixels */
    public int height() {
        return height;
    }

    /** @return what it shows, in a line */
    public String title() {
        return title;
    }

    /** @return all that it shows, in words: for somebody who cannot see it */
    public String description() {
        return description;
    }

    /** @return the picture as SVG 1.1, with title and description; scales to any size */
    public String svg() {
        return Svg.of(language, width, height, title, description, shapes);
    }

    /**
     * Paints the picture.
     *
     * @param scale pixels of the image for each pixel of the picture, 1 or more; 2 looks sharp on most screens
     * @param fonts files of fonts (.ttf, .otf, .ttc) that are tried before the installed ones, for each character
     * @return the file, and what no font could show
     * @throws BadInput if the image would be too large, a font cannot be read, or there are no fonts at all
     */
    public Png png(int scale, List<Path> fonts) {
        int side = Math.max(width, height);
        if (scale < 1 || (long) side * scale > LARGEST) {
            throw BadInput.of(
                    "the scale of a picture",
                    scale,
                    "1 to " + Math.max(1, LARGEST / side) + " for one of " + width + " × " + height + " pixels",
                    "Maybe write SVG, which has no pixels.");
        }
        Typefaces typefaces = Typefaces.of(fonts);
        byte[] file = Raster.png(Raster.paint(width, height, scale, shapes, typefaces), title, description);
        return new Png(file, typefaces.missing());
    }

    /**
     * Writes the picture, PNG with two pixels for each of the picture's and the installed fonts.
     *
     * @param file its name ends in .svg or .png
     * @throws BadInput if the name ends otherwise, or PNG cannot be painted
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        write(file, 2, List.of());
    }

    /**
     * Writes the picture; what was in the file before stays if it cannot be written.
     *
     * @param file its name ends in .svg or .png
     * @param scale of PNG, see {@link #png}
     * @param fonts of PNG, see {@link #png}
     * @return the characters that no font could show, each once; empty for SVG
     * @throws BadInput if the name ends otherwise
     * @throws IOException if the file cannot be written
     */
    public String write(Path file, int scale, List<Path> fonts) throws IOException {
        Format format = Format.of(file);
        Png png = format == Format.PNG ? png(scale, fonts) : new Png(svg().getBytes(StandardCharsets.UTF_8), "");
        Path begun = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(begun, png.file());
            Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(begun);
        }
        return png.missing();
    }

    /** In which form a picture is written. */
    public enum Format {
        /** Shapes and text. */
        SVG,
        /** Pixels. */
        PNG;

        /**
         * @param file a file's name
         * @return the form that its ending asks for
         * @throws BadInput if it is neither
         */
        public static Format of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".svg")) {
                return SVG;
            }
            if (name.endsWith(".png")) {
                return PNG;
            }
            throw BadInput.of("the picture's file", file, "names that end in .svg or .png", "Maybe " + file + ".svg");
        }
    }

    /** A painted picture: the bytes of a file, and the characters that no font could show. */
    public static final class Png {
        private final byte[] file;
        private final String missing;

        Png(byte[] file, String missing) {
            this.file = file;
            this.missing = missing;
        }

        /** @return the bytes of the file */
        public byte[] file() {
            return file.clone();
        }

        /** @return the characters that no font could show, each once */
        public String missing() {
            return missing;
        }
    }
}
