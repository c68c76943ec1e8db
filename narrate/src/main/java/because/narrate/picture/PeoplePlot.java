package because.narrate.picture;

import because.narrate.Decimals;
import because.narrate.picture.Rows.Form;
import because.narrate.picture.Rows.Join;
import because.narrate.picture.Rows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What matters over many people, as bars: the mean size of each feature's values, where who does not have it counts as 0. */
final class PeoplePlot implements Plot {
    private final List<Feature> features;
    private final int people;
    private final PictureOptions options;
    private final Decimals decimals;

    PeoplePlot(List<Feature> features, int people, PictureOptions options) {
        this.features = features;
        this.people = people;
        this.options = options;
        this.decimals = Decimals.of(features.stream().mapToDouble(this::mean), options.language());
    }

    private double mean(Feature feature) {
        return feature.size() / people;
    }

    /** The standard error of the mean over people; NaN of one. */
    private double error(Feature feature) {
        double mean = mean(feature);
        double squares = (people - feature.dots().size()) * mean * mean;
        for (Feature.Dot dot : feature.dots()) {
            double off = Math.abs(dot.value().value()) - mean;
            squares += off * off;
        }
        return people < 2 ? Double.NaN : Math.sqrt(squares / (people - 1.0) / people);
    }

    private List<Feature> shown() {
        return features.subList(0, Math.min(options.rows(), features.size()));
    }

    @Override
    public String subtitle() {
        return Words.PEOPLE_BAR.in(options.language());
    }

    @Override
    public String description() {
        return shown().stream().map(this::tip).collect(Collectors.joining("; "));
    }

    private String tip(Feature feature) {
        return feature.name() + ": " + text(feature) + ", "
                + Words.PEOPLE_WITH.in(options.language(), feature.dots().size());
    }

    private String text(Feature feature) {
        return decimals.number(mean(feature)) + " ± " + decimals.number(error(feature));
    }

    @Override
    public double draw(Canvas canvas, double top) {
        List<Row> rows = new ArrayList<>();
        for (Feature feature : shown()) {
            rows.add(new Row(
                    new Mark("value", "", mean(feature), tip(feature)),
                    feature.name() + " (" + feature.dots().size() + ")",
                    text(feature),
                    0,
                    mean(feature),
                    AttributionPlot.ERRORS * error(feature),
                    Form.BAR,
                    Colour.RAISES));
        }
        double y = new Rows(rows, Join.NONE).draw(canvas, top);
        List<Legend.Entry> remarks = new ArrayList<>();
        remarks.add(Legend.Entry.remark(Words.ERROR_PEOPLE.in(options.language())));
        if (shown().size() < features.size()) {
            remarks.add(Legend.Entry.remark(Words.NOT_SHOWN.in(options.language(), features.size() - shown().size())));
        }
        return Legend.draw(canvas, y, remarks);
    }
}
