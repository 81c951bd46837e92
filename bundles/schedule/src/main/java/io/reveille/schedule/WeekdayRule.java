package io.reveille.schedule;

import io.reveille.schedule.DayChain.Start;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One or more days of the week.
 *
 * @param days not empty; kept in the order of the week
 * @param at null: the local time that the chain comes from
 */
record WeekdayRule(Set<DayOfWeek> days, @Nullable LocalTime at, ZoneId zone) implements Chain {
    static final Set<DayOfWeek> MONDAY_TO_FRIDAY =
            Collections.unmodifiableSet(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    WeekdayRule {
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    private DayChain chain() {
        return new DayChain(new Dates.Weekdays(days), at, Start.LAST_TIME, zone);
    }

    @Override
    public Instant next(Instant after, long seed) {
        return chain().next(after);
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return chain().reach(previous, notAfter).last();
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return chain().reach(previous, notAfter).upTo(limit);
    }

    @Override
    public String describe() {
        String time = at == null ? "at the same time of day" : AtTime.describe(at, Unit.DAY);
        return "Every " + names() + " " + time + Zones.describe(zone);
    }

    private String names() {
        if (days.equals(MONDAY_TO_FRIDAY)) {
            return "weekday (Monday to Friday)";
        }
        StringBuilder names = new StringBuilder();
        for (Iterator<DayOfWeek> left = days.iterator(); left.hasNext(); ) {
            String name = Ascii.capital(Ascii.lower(left.next().name()));
            String before = names.isEmpty() ? "" : left.hasNext() ? ", " : " and ";
            names.append(before).append(name);
        }
        return names.toString();
    }

    @Override
    public String toString() {
        String names = days.equals(MONDAY_TO_FRIDAY)
                ? "weekday"
                : days.stream().map(day -> Ascii.lower(day.name())).collect(Collectors.joining(", "));
        return "every " + names + (at == null ? "" : " at " + AtTime.print(at, Unit.DAY)) + Zones.clause(zone);
    }
}
