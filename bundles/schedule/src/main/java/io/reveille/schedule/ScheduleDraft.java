package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that is not complete, made by text or by builder; both end in {@link #toSchedule}, so that they mean the same.
 *
 * @param subject the rule, but for time and zone
 * @param unit which time "at" takes; null: none
 * @param weeks the number of them that days of the week may still be named for; 0: they may not
 */
record ScheduleDraft(
        Subject subject,
        @Nullable Unit unit,
        int weeks,
        @Nullable LocalTime at,
        @Nullable ZoneId zone,
        Terms terms) {
    /** A rule that waits for its time and zone. */
    @FunctionalInterface
    interface Subject {
        Rule at(@Nullable LocalTime time, ZoneId zone);
    }

    static ScheduleDraft of(Subject subject, @Nullable Unit unit) {
        return new ScheduleDraft(subject, unit, 0, null, null, Terms.NONE);
    }

    static ScheduleDraft of(Rule rule) {
        return of((at, zone) -> rule, null);
    }

    static ScheduleDraft ofInterval(int min, int max, Unit unit) {
        Subject subject = (at, zone) -> interval(min, max, unit, at, zone);
        return new ScheduleDraft(subject, unit, unit == Unit.WEEK && min == max ? min : 0, null, null, Terms.NONE);
    }

    private static Rule interval(int min, int max, Unit unit, @Nullable LocalTime at, ZoneId zone) {
        Interval shortest;
        if (!unit.isClock()) {
            shortest = new DayInterval(min, unit, at, zone);
        } else {
            shortest = at == null ? new ElapsedInterval(min, unit) : new ClockInterval(min, unit, at, zone);
        }
        return max == min ? shortest : new RandomInterval(shortest, max);
    }

    static ScheduleDraft ofDays(Set<DayOfWeek> days) {
        return of((at, zone) -> new WeekdayRule(1, days, at, zone, 0), Unit.DAY);
    }

    static ScheduleDraft ofMonths(int interval, DayOfMonth day) {
        return of((at, zone) -> new MonthRule(interval, day, at, zone), Unit.MONTH);
    }

    /** The draft of a plain interval of weeks, with days of the week. */
    ScheduleDraft onDays(Set<DayOfWeek> days) {
        int number = weeks;
        Subject onDays = (time, in) -> new WeekdayRule(number, days, time, in, 0);
        return new ScheduleDraft(onDays, unit, 0, at, zone, terms);
    }

    ScheduleDraft withAt(LocalTime time) {
        return new ScheduleDraft(subject, unit, weeks, time, zone, terms);
    }

    ScheduleDraft withZone(ZoneId newZone) {
        return new ScheduleDraft(subject, unit, weeks, at, Zones.canonical(newZone), terms);
    }

    ScheduleDraft withTerms(Terms newTerms) {
        return new ScheduleDraft(subject, unit, weeks, at, zone, newTerms);
    }

    Schedule toSchedule(ZoneId defaultZone) {
        ZoneId in = zone == null ? Zones.canonical(defaultZone) : zone;
        return Schedule.of(subject.at(at, in), terms, in);
    }
}
