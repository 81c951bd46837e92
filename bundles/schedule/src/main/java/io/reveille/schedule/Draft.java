package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been said of an "every" so far, by text or by builder; both end in {@link #toChain}, so that they mean the
 * same.
 *
 * @param days empty for a plain interval; else the interval is one week
 */
record Draft(
        int min,
        int max,
        Unit unit,
        Set<DayOfWeek> days,
        @Nullable LocalTime at,
        @Nullable ZoneId zone) {

    static Draft ofInterval(int min, int max, Unit unit) {
        return new Draft(min, max, unit, Set.of(), null, null);
    }

    static Draft ofDays(Set<DayOfWeek> days) {
        return new Draft(1, 1, Unit.WEEK, days, null, null);
    }

    Draft withAt(LocalTime time) {
        return new Draft(min, max, unit, days, time, zone);
    }

    Draft withZone(ZoneId newZone) {
        return new Draft(min, max, unit, days, at, Zones.canonical(newZone));
    }

    Chain toChain(ZoneId defaultZone) {
        ZoneId in = zone == null ? Zones.canonical(defaultZone) : zone;
        if (!days.isEmpty()) {
            return new WeekdayRule(days, at, in);
        }
        Interval shortest;
        if (!unit.isClock()) {
            shortest = new DayInterval(min, unit, at, in);
        } else {
            shortest = at == null ? new ElapsedInterval(min, unit) : new ClockInterval(min, unit, at, in);
        }
        return max == min ? shortest : new RandomInterval(shortest, max);
    }
}
