package because.narrate.picture;

import because.narrate.picture.Shape.Anchor;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** What the colours mean. */
final class Legend {
    private static final double SWATCH = 11;

    private Legend() {}

    /** A colour, and what it means; without one, a mere remark. */
    record Entry(Optional<Colour> colour, String text) {
        static Entry of(Colour colour, String text) {
            return new Entry(Optional.of(colour), text);
        }

        static Entry remark(String text) {
            return new Entry(Optional.empty(), text);
        }
    }

    /** Draws entries side by side, in as many lines as they take; returns where they end. */
    static double draw(Canvas canvas, double top, List<Entry> entries) {
        double x = canvas.left();
        double y = top + 14;
        for (Entry entry : entries) {
            double swatch = entry.colour().isPresent() ? SWATCH + 5 : 0;
            double width = swatch + Lettering.SMALL.width(entry.text());
            if (x > canvas.left() && x + width > canvas.right()) {
                x = canvas.left();
                y += 17;
            }
            double left = x;
            double bottom = y;
            entry.colour()
                    .ifPresent(colour ->
                            canvas.add(new Shape.Box(left, bottom - 10, SWATCH, SWATCH, 2, colour, Mark.NONE)));
            canvas.text(x + swatch, y, entry.text(), Lettering.SMALL, Anchor.START, Colour.MUTED);
            x += width + 18;
        }
        return y + 4;
    }

    /** Draws a band of colours between two words; returns where it ends. */
    static double band(Canvas canvas, double top, String low, String high, DoubleFunction<Colour> colour) {
        double x = canvas.left();
        double y = top + 14;
        canvas.text(x, y, low, Lettering.SMALL, Anchor.START, Colour.MUTED);
        x += Lettering.SMALL.width(low) + 7;
        int steps = 24;
        for (int i = 0; i < steps; i++) {
            canvas.add(new Shape.Box(
                    x + i * 5, y - 10, 5.3, SWATCH, 0, colour.apply(i / (double) (steps - 1)), Mark.NONE));
        }
        canvas.text(x + steps * 5 + 7, y, high, Lettering.SMALL, Anchor.START, Colour.MUTED);
        return y + 4;
    }
}
