package because.narrate.picture;

import because.core.Attribution;
import because.core.BadInput;
import because.core.Concepts;
import because.core.Counterfactual;
import because.core.Curve;
import because.core.Examples;
import because.core.Explanation;
import because.core.Importance;
import because.core.InteractionValues;
import because.core.Item;
import because.core.Paths;
import because.core.Profile;
import because.core.Rules;
import because.core.Trace;
import because.narrate.Caption;
import because.narrate.Overall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Draws one explanation: each kind can be drawn in one way or several. */
public final class Drawing {
    /** Values whose gap is a larger share of the whole difference do not add up, and make no waterfall. */
    private static final double GAP = 0.05;

    private Drawing() {}

    /**
     * The charts that can show an explanation.
     *
     * @param explanation of any kind
     * @return the charts, the usual one first
     */
    public static List<Chart> charts(Explanation explanation) {
        return switch (explanation) {
            case Attribution attribution -> charts(attribution);
            case Trace trace when !trace.layers().isEmpty() -> List.of(Chart.PATH);
            case Trace trace when !trace.heads().isEmpty() -> List.of(Chart.ATTENTION);
            case Paths _ -> List.of(Chart.PATH);
            case InteractionValues _ -> List.of(Chart.HEATMAP, Chart.BAR);
            case Trace _, Counterfactual _, Examples _ -> List.of(Chart.BAR);
            case Curve curve when CurvePlot.fits(curve) -> List.of(Chart.DEPENDENCE);
            case Importance _, Curve _, Rules _, Concepts _ -> List.of(Chart.BAR);
        };
    }

    private static List<Chart> charts(Attribution attribution) {
        List<Chart> charts = new ArrayList<>(List.of(Chart.WATERFALL, Chart.BAR, Chart.HEATMAP, Chart.PATH));
        double whole = attribution.header().score() - attribution.header().base();
        if (Math.abs(attribution.completenessGap()) > GAP * Math.abs(whole)) {
            charts.remove(Chart.BAR);
            charts.addFirst(Chart.BAR);
        }
        if (attribution.header().method().startsWith("attention")) {
            charts.addFirst(Chart.ATTENTION);
        }
        return charts;
    }

    /**
     * Draws an explanation.
     *
     * @param explanation of any kind
     * @param item the item that it is about
     * @param profile the person that was asked about, whose events have the times of a heat map; the empty profile if it is not known
     * @param chart in which way; empty for the usual one of its kind
     * @param options how it looks
     * @return the picture
     * @throws BadInput if this kind of explanation cannot be drawn in that way
     */
    public static Picture of(
            Explanation explanation, Item item, Profile profile, Optional<Chart> chart, PictureOptions options) {
        List<Chart> charts = charts(explanation);
        Chart drawn = chart.orElse(charts.getFirst());
        if (!charts.contains(drawn)) {
            throw BadInput.of(
                    "the chart of an explanation by " + explanation.header().method(),
                    drawn.label(),
                    String.join(", ", charts.stream().map(Chart::label).toList()),
                    switch (drawn) {
                        case BEESWARM, DEPENDENCE ->
                            "Maybe draw many people: because picture FILE --people 100 --chart " + drawn.label();
                        case ATTENTION -> "Maybe explain with --method attention-heads.";
                        default -> "";
                    });
        }
        if (!Double.isFinite(explanation.header().base())
                || !Double.isFinite(explanation.header().score())) {
            throw new BadInput("an explanation from " + explanation.header().base() + " to "
                    + explanation.header().score() + " cannot be drawn: these are no finite numbers.");
        }
        Plot plot = switch (explanation) {
            case Attribution attribution -> plot(attribution, profile, drawn, options);
            case Trace trace when !trace.layers().isEmpty() -> new LayersPlot(trace, options);
            case Trace trace when !trace.heads().isEmpty() -> AttentionPlot.of(trace, options);
            case Trace trace -> ListPlot.of(trace, options);
            case Counterfactual counterfactual -> ListPlot.of(counterfactual, options);
            case Examples examples -> ListPlot.of(examples, options);
            case InteractionValues told when drawn == Chart.BAR -> ListPlot.of(told, options);
            case InteractionValues told -> new PairPlot(told, options);
            case Paths paths -> new GraphPlot(paths, item, options);
            case Curve curve when drawn == Chart.DEPENDENCE -> new CurvePlot(curve, options);
            case Importance _, Curve _, Rules _, Concepts _ ->
                new IntervalPlot(Overall.of(explanation, options.language()), options);
        };
        return Frame.around(plot, drawn, Caption.of(explanation, item, options.language()), options);
    }

    private static Plot plot(Attribution attribution, Profile profile, Chart chart, PictureOptions options) {
        return switch (chart) {
            case WATERFALL -> new AttributionPlot(attribution, true, options);
            case BAR -> new AttributionPlot(attribution, false, options);
            case HEATMAP -> new TimePlot(attribution, profile, options);
            case ATTENTION -> AttentionPlot.of(attribution, options);
            case PATH -> new DecisionPlot(attribution, options);
            case BEESWARM, DEPENDENCE -> throw new IllegalArgumentException(chart.label());
        };
    }
}
