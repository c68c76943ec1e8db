package because.models.sequence;

import because.core.Event;
import because.models.feature.FeatureBlock;
import because.models.feature.FeatureSpace;
import because.models.feature.Field;
import because.network.Features;
import because.network.Moments;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The weekday and the hour of events, and of what comes next, as features. A weekday or an hour in which nothing took place in training has none: what it would say is chance.
 */
final class Calendar implements Moments {
    private static final int DAYS = 7;
    private static final int HOURS = 24;

    private final ZoneId zone;
    private final List<Features> of;
    private final List<Features> before;

    private Calendar(ZoneId zone, List<Features> of, List<Features> before) {
        this.zone = zone;
        this.of = of;
        this.before = before;
    }

    /**
     * @param block the fields of weekdays and hours
     * @param zone in which days begin and hours are counted
     * @param first the number of the first feature of an event's own moment
     * @param asks whether tokens tell what comes next, whose moment has as many features, after the others
     */
    static Calendar of(FeatureBlock block, ZoneId zone, int first, boolean asks) {
        List<Features> own = new ArrayList<>();
        List<Features> next = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int hour = 0; hour < HOURS; hour++) {
                Features said = said(block, day, hour);
                own.add(Features.NONE.followedBy(first, said));
                next.add(asks ? Features.NONE.followedBy(first + block.size(), said) : Features.NONE);
            }
        }
        return new Calendar(zone, own, next);
    }

    private static Features said(FeatureBlock block, int day, int hour) {
        Features.Collector said = new Features.Collector();
        for (int f = 0; f < block.fields().size(); f++) {
            Field.Tokens field = (Field.Tokens) block.fields().get(f);
            int place = field.tokens()
                    .indexOf(
                            field.name().equals(FeatureSpace.WEEKDAY)
                                    ? FeatureSpace.day(day)
                                    : FeatureSpace.hour(hour));
            if (place >= 0) {
                said.add(block.offset(f + 1) - field.tokens().size() + place, 1);
            }
        }
        return said.done();
    }

    @Override
    public Features of(long time) {
        return time == Event.NO_TIME ? Features.NONE : of.get(place(time, zone));
    }

    @Override
    public Features before(long time) {
        return time == Event.NO_TIME ? Features.NONE : before.get(place(time, zone));
    }

    @Override
    public Calendar unasked() {
        return new Calendar(zone, of, before.stream().map(_ -> Features.NONE).toList());
    }

    /** The place of a moment's hour in the week, from 0 for Monday's first. */
    static int place(long time, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * HOURS + local.getHour();
    }

    /** The weekday, from 0 for Monday, of an hour's place in the week. */
    static int day(int place) {
        return place / HOURS;
    }

    /** The hour of the day of an hour's place in the week. */
    static int hour(int place) {
        return place % HOURS;
    }
}
