package because.explain.group;

import because.core.BadInput;
import because.core.Event;
import because.core.Part;
import because.core.Player;
import because.core.Profile;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Groups of events by when they were, in UTC: the data does not say where people were. */
final class TimeGroups {
    /** A session ends where nothing happens for so long: half an hour. */
    private static final long PAUSE = 30 * 60 * 1000L;

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

    private TimeGroups() {}

    /** How long a group is. */
    enum Unit {
        DAY,
        WEEK,
        MONTH,
        SESSION;

        static Unit of(String name) {
            List<String> names = new ArrayList<>();
            for (Unit unit : values()) {
                String label = unit.name().toLowerCase(Locale.ROOT);
                if (label.equals(name)) {
                    return unit;
                }
                names.add(label);
            }
            throw BadInput.unknown("unit of time", name, names);
        }
    }

    static List<Player> players(Profile profile, Unit unit) {
        if (profile.events().stream().allMatch(event -> event.time() == Event.NO_TIME)) {
            throw new BadInput("events are grouped by time, but none of them has one.\nMaybe group them otherwise:"
                    + " category:ATTRIBUTE or similar:8");
        }
        Map<String, List<Part>> groups = new LinkedHashMap<>();
        long last = Event.NO_TIME;
        String session = "";
        for (int i = 0; i < profile.events().size(); i++) {
            long time = profile.events().get(i).time();
            String name = "(no time)";
            if (time != Event.NO_TIME) {
                boolean begins = last == Event.NO_TIME || time - last > PAUSE;
                session = begins ? MINUTE.format(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC)) : session;
                name = unit == Unit.SESSION ? session : name(time, unit);
                last = time;
            }
            groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Part.OfEvent(i));
        }
        List<Player> players = new ArrayList<>();
        groups.forEach((name, parts) -> players.add(new Player("group:" + name, name, parts)));
        return players;
    }

    private static String name(long time, Unit unit) {
        LocalDate day = Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (unit) {
            case WEEK -> {
                LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield monday + "/" + monday.plusDays(6);
            }
            case MONTH -> MONTH.format(day);
            case DAY, SESSION -> day.toString();
        };
    }
}
