package because.narrate.picture;

import because.core.BadInput;
import because.core.Catalog;
import because.core.Item;
import because.narrate.Caption;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the attributions of many people, or of many items for one, together. */
public final class PeopleDrawing {
    private PeopleDrawing() {}

    /** The charts that can show many attributions, the usual one first. */
    public static final List<Chart> CHARTS = List.of(Chart.BEESWARM, Chart.BAR, Chart.DEPENDENCE, Chart.HEATMAP);

    /**
     * Draws attributions that were made in the same way.
     *
     * @param all at least one, for the same target
     * @param catalog has the attributes of the items
     * @param chart one of {@link #CHARTS}
     * @param against what a dependence is drawn against: {@code value}, {@code age}, {@code place} or an attribute of the items; empty for the usual
     * @param options how it looks
     * @return the picture
     * @throws BadInput if there is nothing to draw, or it cannot be drawn in that way
     */
    public static Picture of(
            List<Told> all, Catalog catalog, Chart chart, Optional<String> against, PictureOptions options) {
        if (all.isEmpty()) {
            throw new BadInput("there is nothing to draw: no explanation was given.");
        }
        check(chart, against, catalog);
        Language language = options.language();
        List<Item> items = all.stream().map(Told::item).distinct().toList();
        Caption caption = Caption.of(
                all.stream().map(Told::attribution).toList(),
                items.size() == 1 ? Optional.of(items.getFirst()) : Optional.empty(),
                calls(all),
                language);
        List<Feature> features = Feature.of(all, language);
        if (features.isEmpty()) {
            throw new BadInput(
                    "there is nothing to draw: nothing is known of these people that could have moved a score.");
        }
        if ((chart == Chart.HEATMAP || chart == Chart.DEPENDENCE)
                && singles(features).isEmpty()) {
            throw new BadInput(
                    "a " + chart.label()
                            + " of many people is drawn of single events, and these explanations have none.\nMaybe leave out --group.");
        }
        Plot plot = switch (chart) {
            case BAR -> new PeoplePlot(features, all.size(), options);
            case HEATMAP -> new PeopleTimePlot(all, options);
            case DEPENDENCE -> dependence(features, all, catalog, against, options);
            default -> swarm(features, options);
        };
        return Frame.around(plot, chart, caption, options);
    }

    /**
     * Refuses what cannot be drawn whatever the explanations are: to be asked before they are made.
     *
     * @param chart in which way
     * @param against what a dependence is drawn against
     * @param catalog has the attributes of the items
     * @throws BadInput if the chart is none of {@link #CHARTS}, or is not drawn against anything, or against what no item has
     */
    public static void check(Chart chart, Optional<String> against, Catalog catalog) {
        if (!CHARTS.contains(chart)) {
            throw BadInput.of(
                    "the chart of many explanations",
                    chart.label(),
                    String.join(", ", CHARTS.stream().map(Chart::label).toList()),
                    "Maybe draw one: because explain --user ID --picture FILE --chart " + chart.label());
        }
        if (against.isPresent() && chart != Chart.DEPENDENCE) {
            throw new BadInput("only a dependence is drawn against something, and this is a " + chart.label()
                    + ".\nMaybe --chart dependence.");
        }
        against.ifPresent(name -> new Property(name, catalog));
    }

    /** Explanations of a person share their calls: they were one question. */
    private static long calls(List<Told> all) {
        Map<String, Long> calls = new LinkedHashMap<>();
        all.forEach(
                told -> calls.merge(told.person(), told.attribution().header().calls(), Math::max));
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Plot swarm(List<Feature> features, PictureOptions options) {
        int shown = features.size() <= options.rows() + 1 ? features.size() : options.rows();
        boolean groups = features.stream()
                .flatMap(feature -> feature.dots().stream())
                .allMatch(dot -> dot.value().player().id().startsWith("group:"));
        String level = (groups ? Words.BY_COUNT : Words.BY_VALUE).in(options.language());
        List<Feature> first = features.subList(0, shown);
        return new SwarmPlot(
                SwarmPlot.coloured(first)
                        ? Words.PEOPLE_SWARM.in(options.language(), level)
                        : Words.PEOPLE_DOTS.in(options.language()),
                Words.PEOPLE_WITH,
                first,
                features.subList(shown, features.size()),
                options);
    }

    /** The values of single events. */
    private static List<Feature.Dot> singles(List<Feature> features) {
        return features.stream()
                .flatMap(feature -> feature.dots().stream())
                .filter(dot -> Feature.single(dot.value().player()))
                .toList();
    }

    private static Plot dependence(
            List<Feature> features, List<Told> all, Catalog catalog, Optional<String> against, PictureOptions options) {
        Property property =
                against.map(name -> new Property(name, catalog)).orElseGet(() -> Property.usual(all, catalog));
        List<Feature.Dot> dots = singles(features);
        DependencePlot plot = new DependencePlot(dots, property, options.language());
        if (!plot.isEmpty()) {
            return plot;
        }
        Map<String, List<Feature.Dot>> byWord = new LinkedHashMap<>();
        for (Feature.Dot dot : dots) {
            property.words(dot)
                    .forEach(word ->
                            byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(dot));
        }
        if (byWord.isEmpty()) {
            throw new BadInput("none of the events has a " + property.name() + " that it could be drawn against.");
        }
        List<Feature> words = new ArrayList<>();
        byWord.forEach((word, its) -> words.add(new Feature(ExplanationText.plain(word), its)));
        words.sort(Comparator.comparingInt((Feature word) -> -word.dots().size()));
        List<Feature> shown = words.subList(0, Math.min(options.rows(), words.size()));
        Words subtitle = SwarmPlot.coloured(shown) ? Words.PEOPLE_CATEGORIES_COLOURED : Words.PEOPLE_CATEGORIES;
        return new SwarmPlot(
                subtitle.in(
                        options.language(), property.title(options.language()), Words.BY_VALUE.in(options.language())),
                Words.EVENTS_WITH,
                shown,
                List.of(),
                options);
    }
}
