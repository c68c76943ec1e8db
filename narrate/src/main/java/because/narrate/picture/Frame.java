package because.narrate.picture;

import because.narrate.Caption;

/** Title, reading aid, plot and caption, from top to bottom. */
final class Frame {
    private Frame() {}

    static Picture around(Plot plot, Chart chart, Caption caption, PictureOptions options) {
        Canvas canvas = new Canvas(options);
        double y = canvas.paragraph(caption.title(), canvas.stacked() ? 8 : 14, Lettering.TITLE, Colour.INK);
        y = canvas.paragraph(plot.subtitle(), y + 4, Lettering.TEXT, Colour.MUTED);
        y = plot.draw(canvas, y + 14) + 12;
        canvas.line(canvas.left(), y, canvas.right(), y, Colour.GRID, 1);
        y += 6;
        for (String line : caption.lines()) {
            y = canvas.paragraph(line, y, Lettering.SMALL, Colour.MUTED);
        }
        String description = plot.subtitle() + "\n" + plot.description() + "\n" + String.join("\n", caption.lines());
        return new Picture(chart, options, (int) Math.ceil(y + 14), caption.title(), description, canvas.shapes());
    }
}
