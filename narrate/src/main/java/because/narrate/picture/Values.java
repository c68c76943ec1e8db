package because.narrate.picture;

import because.core.Attribution;
import because.core.Player;
import because.core.PlayerValue;
import because.narrate.Decimals;
import because.narrate.ExplanationText;
import because.narrate.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The values of an attribution, ready to be shown: the strongest one by one, the others together.
 *
 * @param shown the strongest first
 * @param others how many are not among them; not 1
 * @param rest what those add together
 * @param decimals how all numbers of the attribution are written
 */
record Values(List<PlayerValue> shown, int others, double rest, Decimals decimals) {

    static Values of(Attribution attribution, PictureOptions options) {
        List<PlayerValue> order = new ArrayList<>(attribution.players());
        order.sort(Comparator.comparingDouble((PlayerValue p) -> -Math.abs(p.value())));
        int shown = order.size() <= options.rows() + 1 ? order.size() : options.rows();
        double rest = 0;
        for (PlayerValue player : order.subList(shown, order.size())) {
            rest += player.value();
        }
        Decimals decimals = Decimals.of(
                DoubleStream.concat(
                        DoubleStream.of(
                                attribution.header().base(),
                                attribution.header().score()),
                        order.stream().mapToDouble(PlayerValue::value)),
                options.language());
        return new Values(List.copyOf(order.subList(0, shown)), order.size() - shown, rest, decimals);
    }

    /** What a player is called: on one line, with nothing in it that cannot be seen. */
    static String name(Player player) {
        String name = ExplanationText.plain(player.name());
        return name.isEmpty() ? ExplanationText.plain(player.id()) : name;
    }

    /** A value with its error: {@code +1.297 ± 0.002}; exact ones without. */
    String text(PlayerValue value) {
        String signed = decimals.signed(value.value());
        return value.standardError() == 0 ? signed : signed + " ± " + decimals.number(value.standardError());
    }

    /** All of it in words. */
    String description(Language language) {
        List<String> parts = new ArrayList<>();
        shown.forEach(value -> parts.add(name(value.player()) + ": " + text(value)));
        if (others > 0) {
            parts.add(Words.OTHERS.in(language, others) + ": " + decimals.signed(rest));
        }
        return parts.isEmpty() ? Words.NO_PLAYERS.in(language) : String.join("; ", parts);
    }
}
