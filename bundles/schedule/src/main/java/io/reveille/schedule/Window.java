package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hours in which a schedule holds: each day, or on some days of the week, from one local time to another; to the
 * next day's when that is earlier. A time that a change of offset skips is over at the change, and one that happens twice
 * is over at the first: so what lies in a window is told by the wall clock, each day has one, and it may be empty.
 */
record Window(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    static final Set<DayOfWeek> ALL_DAYS = WeekDays.copy(EnumSet.allOf(DayOfWeek.class));
    static final String EXPECTED = "another time than that at which the window opens";

    /**
     * One opening of the window.
     *
     * @param end the first instant that is no longer in it
     */
    record Span(Instant start, Instant end) {
        Instant last() {
            return end.minusNanos(1);
        }
    }

    Window {
        days = WeekDays.copy(days);
    }

    /** The span that an instant lies in; null when the window is closed then. */
    @Nullable
    Span at(Instant instant, ZoneId zone) {
        Span span = latest(instant, zone);
        return span != null && span.end.isAfter(instant) ? span : null;
    }

    /** The last span that begins at an instant or before; null when there was none for a year. */
    @Nullable
    Span latest(Instant instant, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(instant, zone).plusDays(1);
        for (int i = 0; i < 366; i++, date = date.minusDays(1)) {
            Span span = on(date, zone);
            if (span != null && !span.start.isAfter(instant)) {
                return span;
            }
        }
        return null;
    }

    /** The first span that begins at an instant or after. */
    Span opening(Instant instant, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(instant, zone).minusDays(2);
        while (true) {
            Span span = on(date, zone);
            if (span != null && !span.start.isBefore(instant)) {
                return span;
            }
            date = date.plusDays(1);
        }
    }

    /** The span that begins on a date; it ends at the latest when the next one begins. Null when there is none. */
    @Nullable
    Span on(LocalDate date, ZoneId zone) {
        if (!days.contains(date.getDayOfWeek())) {
            return null;
        }
        Instant start = edge(date, from, zone);
        Instant end = edge(date.plusDays(isOverMidnight() ? 1 : 0), to, zone);
        if (days.contains(date.plusDays(1).getDayOfWeek())) {
            Instant next = edge(date.plusDays(1), from, zone);
            end = next.isBefore(end) ? next : end;
        }
        return start.isBefore(end) ? new Span(start, end) : null;
    }

    private boolean isOverMidnight() {
        return !to.isAfter(from);
    }

    private static Instant edge(LocalDate date, LocalTime time, ZoneId zone) {
        LocalDateTime local = LocalDateTime.of(date, time);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap() ? change.getInstant() : Zones.resolve(local, zone.getRules());
    }

    /** Reads the time at which a window closes: a time of day, or 24:00 for the end of the day. */
    static @Nullable LocalTime parseEnd(String word) {
        return word.equals("24:00") ? LocalTime.MIDNIGHT : AtTime.parse(word, Unit.DAY);
    }

    String text() {
        String on = days.equals(ALL_DAYS) ? "" : " on " + WeekDays.text(days, "monday to friday");
        return " between " + AtTime.print(from, Unit.DAY) + " and " + AtTime.print(to, Unit.DAY) + on;
    }

    /** Words for a sentence: an elapsed interval of at most a day with its last time in the window, others with the end. */
    String describe(Rule rule) {
        String on = days.equals(ALL_DAYS) ? "" : ", " + WeekDays.describe(days);
        if (rule instanceof ElapsedInterval interval && interval.inWindow() == Rule.InWindow.STARTS_ANEW) {
            int length = Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay(), Unit.DAY.seconds());
            int period = interval.interval() * interval.unit().seconds();
            int last = (from.toSecondOfDay() + (length - 1) / period * period) % Unit.DAY.seconds();
            return " from " + AtTime.print(from, Unit.DAY) + " to " + AtTime.ofDay(last) + on;
        }
        return ", between " + AtTime.print(from, Unit.DAY) + " and " + AtTime.print(to, Unit.DAY) + on;
    }
}
