package because.narrate.picture;

import because.core.BadInput;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fonts with which PNG is painted: for each character the first that can show it, of the given ones, the usual ones and then all that are installed. */
final class Typefaces {
    /** As in the SVG; the first that is installed. */
    private static final List<String> USUAL = List.of(
            "Helvetica Neue",
            "Helvetica",
            "Arial",
            "Liberation Sans",
            "DejaVu Sans",
            "PingFang SC",
            "Microsoft YaHei",
            "Noto Sans CJK SC",
            "WenQuanYi Micro Hei",
            Font.SANS_SERIF);

    private final List<Font> first;
    private final Map<Integer, Font> chosen = new HashMap<>();
    private final Set<Integer> missing = new TreeSet<>();
    private List<Font> installed = List.of();

    private Typefaces(List<Font> first) {
        this.first = List.copyOf(first);
    }

    /**
     * @param files of fonts that go before all others
     * @throws BadInput if one of them is no font, or there are no fonts at all
     */
    static Typefaces of(List<Path> files) {
        try {
            Typefaces typefaces = new Typefaces(fonts(files));
            typefaces.of('a');
            return typefaces;
        } catch (BadInput wrong) {
            throw wrong;
        } catch (LinkageError | InternalError | RuntimeException e) {
            // What Java2D throws where the system has neither fonts nor what finds them.
            throw new BadInput(
                    "PNG cannot be painted here, for there are no fonts: " + e
                            + "\nMaybe install some (Debian: apt-get install fontconfig fonts-dejavu-core), or write SVG, which needs none.",
                    e);
        }
    }

    private static List<Font> fonts(List<Path> files) {
        List<Font> fonts = new ArrayList<>();
        for (Path file : files) {
            try {
                fonts.addAll(Arrays.asList(Font.createFonts(file.toFile())));
            } catch (IOException | FontFormatException e) {
                throw new BadInput(
                        "the font " + file + " cannot be read: " + e.getMessage()
                                + "\nMaybe it is not of the kind .ttf, .otf or .ttc.",
                        e);
            }
        }
        List<String> names =
                Arrays.asList(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames());
        USUAL.stream()
                .filter(name -> name.equals(Font.SANS_SERIF) || names.contains(name))
                .forEach(name -> fonts.add(new Font(name, Font.PLAIN, 1)));
        return fonts;
    }

    /**
     * A piece of a text that one font shows.
     *
     * @param text the piece
     * @param font the font, at size and weight
     */
    record Run(String text, Font font) {}

    /** A text in pieces by font. */
    List<Run> runs(String text, Lettering lettering) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        Font before = first.getFirst();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            // What joins or marks a character stays with it.
            Font font = at > 0 && joins(c) && before.canDisplay(c) ? before : of(c);
            if (at > from && !font.equals(before)) {
                runs.add(new Run(text.substring(from, at), sized(before, lettering)));
                from = at;
            }
            before = font;
            at += Character.charCount(c);
        }
        if (from < text.length()) {
            runs.add(new Run(text.substring(from), sized(before, lettering)));
        }
        return runs;
    }

    private static boolean joins(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.SPACE_SEPARATOR ->
                true;
            default -> false;
        };
    }

    private static Font sized(Font font, Lettering lettering) {
        return font.deriveFont(lettering.bold() ? Font.BOLD : Font.PLAIN, (float) lettering.size());
    }

    private Font of(int c) {
        return chosen.computeIfAbsent(c, this::choose);
    }

    private Font choose(int c) {
        Optional<Font> usual = first.stream().filter(font -> font.canDisplay(c)).findFirst();
        if (usual.isPresent()) {
            return usual.get();
        }
        if (installed.isEmpty()) {
            installed = Arrays.asList(
                    GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts());
        }
        Optional<Font> any =
                installed.stream().filter(font -> font.canDisplay(c)).findFirst();
        if (any.isEmpty()) {
            missing.add(c);
        }
        return any.orElse(first.getFirst());
    }

    /** The characters, among those asked for so far, that no font could show. */
    String missing() {
        StringBuilder text = new StringBuilder();
        missing.forEach(text::appendCodePoint);
        return text.toString();
    }
}
