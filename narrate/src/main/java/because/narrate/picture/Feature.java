package because.narrate.picture;

import because.core.Candidate;
import because.core.Event;
import because.core.Part;
import because.core.Player;
import because.core.PlayerValue;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the explanations of several people have in common: events with the same item, groups, attributes or tags of the same name.
 *
 * @param name what people call it
 * @param dots each person's value
 */
record Feature(String name, List<Dot> dots) {
    Feature {
        dots = List.copyOf(dots);
    }

    /**
     * A value of a person.
     *
     * @param told whose
     * @param value the value
     */
    record Dot(Told told, PlayerValue value) {
        /** What the person has it in: the event's value, such as stars; of a group the number of events; NaN if it has none. */
        double level() {
            if (value.player().id().startsWith("group:")) {
                return value.player().parts().size();
            }
            if (value.player().parts().size() > 1) {
                return Double.NaN; // several, each with a value of its own
            }
            return Times.first(value.player(), told.profile())
                    .map(Event::value)
                    .orElseGet(() -> Property.number(value.player(), told.profile()));
        }
    }

    /** The sum of the sizes of its values. */
    double size() {
        return dots.stream().mapToDouble(dot -> Math.abs(dot.value().value())).sum();
    }

    /** The features of explanations: what matters most over all people first. */
    static List<Feature> of(List<Told> all, Language language) {
        Map<Object, List<Dot>> byKey = new LinkedHashMap<>();
        for (Told told : all) {
            for (PlayerValue value : told.attribution().players()) {
                byKey.computeIfAbsent(key(value.player(), told), _ -> new ArrayList<>())
                        .add(new Dot(told, value));
            }
        }
        List<Feature> features = new ArrayList<>();
        byKey.forEach((key, dots) -> features.add(new Feature(
                key.equals(Player.EARLIER)
                        ? Words.EARLIER.in(language)
                        : Values.name(dots.getFirst().value().player()),
                dots)));
        features.sort(Comparator.comparingDouble((Feature feature) -> -feature.size()));
        return features;
    }

    /** Whether a player is a single event, not a group that happens to have one. */
    static boolean single(Player player) {
        return player.parts().size() == 1
                && player.parts().getFirst() instanceof Part.OfEvent
                && !player.id().startsWith("group:");
    }

    private static Object key(Player player, Told told) {
        if (!single(player)) {
            return player.id();
        }
        return Times.first(player, told.profile())
                .map(Event::item)
                .<Object>map(item -> item instanceof Candidate.Known ? item : player.name())
                .orElse(player.name());
    }
}
