package because.narrate.picture;

import because.core.Part;
import because.core.PlayerValue;
import because.narrate.Decimals;
import because.narrate.ExplanationText;
import because.narrate.Language;
import because.narrate.picture.Shape.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A heat map over time of several explanations: a row for each, its events from right to left as they lie in the past, and below the mean size at each place. */
final class PeopleTimePlot implements Plot {
    private static final double NARROWEST = 6;
    private static final double WIDEST = 26;
    private static final double HEIGHT = 18;
    private static final double MEAN = 40;

    private final List<Told> all;
    private final List<Told> shown;
    private final PictureOptions options;
    private final boolean onePerson;

    PeopleTimePlot(List<Told> all, PictureOptions options) {
        this.all = all;
        this.shown = all.subList(0, Math.min(options.rows(), all.size()));
        this.options = options;
        this.onePerson =
                all.size() > 1 && all.stream().map(Told::person).distinct().count() == 1;
    }

    @Override
    public String subtitle() {
        return (onePerson ? Words.ITEMS_HEATMAP : Words.PEOPLE_HEATMAP).in(options.language());
    }

    @Override
    public String description() {
        double[] means = means();
        List<String> parts = new ArrayList<>();
        for (int place = 0; place < Math.min(10, means.length); place++) {
            parts.add((place + 1) + ": " + new Decimals(2, options.language()).number(means[place]));
        }
        return Words.MEAN.in(options.language()) + " (" + Words.NEWEST.in(options.language()) + " = 1): "
                + String.join("; ", parts);
    }

    /** The values of single events by how long ago they were: the newest first; NaN where there is none. */
    private static double[] values(Told told) {
        int events = told.profile().events().size();
        double[] values = new double[events];
        Arrays.fill(values, Double.NaN);
        for (PlayerValue value : told.attribution().players()) {
            if (Feature.single(value.player())
                    && value.player().parts().getFirst() instanceof Part.OfEvent(int index)
                    && index < events) {
                values[events - 1 - index] = value.value();
            }
        }
        return values;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** At each place the mean over all that have an event there of its size as a share of the largest. */
    private double[] means() {
        int longest = all.stream()
                .mapToInt(told -> told.profile().events().size())
                .max()
                .orElse(0);
        double[] sums = new double[longest];
        int[] counts = new int[longest];
        for (Told told : all) {
            double[] values = values(told);
            double largest = largest(values);
            for (int place = 0; place < values.length; place++) {
                if (Double.isFinite(values[place]) && largest > 0) {
                    sums[place] += Math.abs(values[place]) / largest;
                    counts[place]++;
                }
            }
        }
        for (int place = 0; place < longest; place++) {
            sums[place] = counts[place] == 0 ? 0 : sums[place] / counts[place];
        }
        return sums;
    }

    @Override
    public double draw(Canvas canvas, double top) {
        Language language = options.language();
        double names = (canvas.right() - canvas.left()) * (canvas.stacked() ? 0.26 : onePerson ? 0.3 : 0.16);
        double left = canvas.left() + names;
        double[] means = means();
        int places = Math.max(1, Math.min(means.length, (int) ((canvas.right() - left) / NARROWEST)));
        double cell = Math.min(WIDEST, (canvas.right() - left) / places);
        double end = left + places * cell;
        double y = top;
        for (Told told : shown) {
            String name = ExplanationText.plain(onePerson ? told.item().title() : told.person());
            canvas.name(canvas.left(), y + 13, name, names - 8, Lettering.SMALL, Anchor.START, Colour.INK);
            double[] values = values(told);
            double largest = largest(values);
            for (int place = 0; place < Math.min(places, values.length); place++) {
                if (Double.isFinite(values[place])) {
                    canvas.add(new Shape.Box(
                            end - (place + 1) * cell,
                            y,
                            cell - 1,
                            HEIGHT - 2,
                            0,
                            Colour.diverging(largest > 0 ? values[place] / largest : 0),
                            new Mark("cell", told.person(), values[place], name + ", " + (place + 1))));
                }
            }
            y += HEIGHT;
        }
        if (shown.size() < all.size()) {
            String rest = Words.MORE_ROWS.in(language, all.size() - shown.size());
            y = canvas.paragraph(rest, y, Lettering.SMALL, Colour.MUTED);
        }
        y += 6;
        canvas.text(
                canvas.left(), y + MEAN / 2 + 4, Words.MEAN.in(language), Lettering.SMALL, Anchor.START, Colour.INK);
        for (int place = 0; place < places && place < means.length; place++) {
            double height = means[place] * MEAN;
            canvas.add(new Shape.Box(
                    end - (place + 1) * cell,
                    y + MEAN - height,
                    cell - 1,
                    height,
                    0,
                    Colour.MUTED,
                    new Mark("mean", Integer.toString(place), means[place], "")));
        }
        canvas.line(left, y + MEAN, end, y + MEAN, Colour.AXIS, 1);
        canvas.text(end, y + MEAN + 14, Words.NEWEST.in(language), Lettering.SMALL, Anchor.END, Colour.MUTED);
        y += MEAN + 18;
        return Legend.draw(
                canvas,
                y - 10,
                List.of(
                        Legend.Entry.of(Colour.RAISES, Words.RAISES.in(language)),
                        Legend.Entry.of(Colour.LOWERS, Words.LOWERS.in(language))));
    }
}
