package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second half of a schedule in code, after {@link Every} or a method of {@link Schedule} such as
 * {@link Schedule#cron}: when in the unit, where, and what else limits it. Immutable: each method returns another
 * builder. A value that cannot be meant is refused at once, with an {@link IllegalArgumentException} that says what was
 * expected; each thing can be said once.
 */
public final class ScheduleBuilder {
    private final ScheduleDraft draft;

    ScheduleBuilder(ScheduleDraft draft) {
        this.draft = draft;
    }

    /**
     * The local time to run at.
     *
     * @param time {@code HH:MM} or {@code HH:MM:SS} for days, weeks, weekdays and months; {@code :MM} or {@code :MM:SS}
     *     for hours; {@code :SS} for minutes
     * @throws IllegalArgumentException when the time does not fit the unit (seconds take none) or was given before
     */
    public ScheduleBuilder at(String time) {
        Unit unit = draft.unit();
        LocalTime at = unit == null ? null : AtTime.parse(time, unit);
        if (at == null) {
            throw refused("at", time, unit == null ? "no \"at\"" : AtTime.expected(unit));
        }
        checkFirst(draft.at(), "at");
        return new ScheduleBuilder(draft.withAt(at));
    }

    /**
     * The zone whose wall clock and calendar are meant. Where no wall clock is followed, as by a bare interval of
     * seconds, minutes or hours, it is accepted and dropped, as in text.
     *
     * @throws IllegalArgumentException when a zone was given before
     */
    public ScheduleBuilder in(ZoneId zone) {
        checkFirst(draft.zone(), "zone");
        return new ScheduleBuilder(draft.withZone(zone));
    }

    /**
     * The same, by name.
     *
     * @param zone an id that {@link ZoneId#of(String)} knows, region names in any case
     * @throws IllegalArgumentException when there is no such zone, or one was given before
     */
    public ScheduleBuilder in(String zone) {
        ZoneId known = Zones.parse(zone);
        if (known == null) {
            throw refused("in", zone, Zones.EXPECTED);
        }
        return in(known);
    }

    /**
     * Days of the week, of every so many weeks: {@code Schedule.every(2).weeks().on(MONDAY, THURSDAY)}.
     *
     * @throws IllegalArgumentException when this is no plain interval of weeks
     */
    public ScheduleBuilder on(DayOfWeek first, DayOfWeek... more) {
        if (draft.weeks() == 0) {
            throw refused("on", EnumSet.of(first, more).toString(), "a number of weeks before it");
        }
        return new ScheduleBuilder(draft.onDays(EnumSet.of(first, more)));
    }

    /**
     * The hours of each day in which it may occur.
     *
     * @param from {@code HH:MM} or {@code HH:MM:SS}, the first moment that counts
     * @param to the first that no longer counts; {@code 24:00} and any time before {@code from} are of the next day
     * @throws IllegalArgumentException when one of them is no time of day, or both are the same
     */
    public ScheduleBuilder between(String from, String to) {
        return between(from, to, Window.ALL_DAYS);
    }

    /** The same, of the windows that open on some days of the week. */
    public ScheduleBuilder between(String from, String to, DayOfWeek first, DayOfWeek... more) {
        return between(from, to, EnumSet.of(first, more));
    }

    private ScheduleBuilder between(String from, String to, Set<DayOfWeek> days) {
        LocalTime opens = AtTime.parse(from, Unit.DAY);
        LocalTime closes = Window.parseEnd(to);
        if (opens == null || closes == null) {
            throw refused("between", opens == null ? from : to, AtTime.expected(Unit.DAY));
        }
        if (opens.equals(closes)) {
            throw refused("between", from + "\" and \"" + to, Window.EXPECTED);
        }
        checkFirst(draft.terms().window(), "between");
        return with(draft.terms().withWindow(new Window(opens, closes, days)));
    }

    /** The begin: at this instant, which may be an occurrence. */
    public ScheduleBuilder starting(Instant instant) {
        return starting(new Moment.At(instant));
    }

    /** The begin: on the local clock, years 0001 to 9998. */
    public ScheduleBuilder starting(LocalDateTime time) {
        return starting(new Moment.Local(time));
    }

    /** The begin: at the midnight with which a local date begins, years 0001 to 9998. */
    public ScheduleBuilder starting(LocalDate date) {
        return starting(Moment.ofDate(date));
    }

    /** The begin: at the first such time of day, in whole seconds, after the definition. */
    public ScheduleBuilder starting(LocalTime time) {
        return starting(timeOfDay("starting", time));
    }

    /** The begin: so much elapsed time, in whole seconds, after the definition. */
    public ScheduleBuilder starting(Duration fromDefinition) {
        return starting(new Moment.FromDefinition(checked("starting", fromDefinition)));
    }

    private ScheduleBuilder starting(Moment moment) {
        checkFirst(draft.terms().starting(), "starting");
        return with(draft.terms().withStarting(moment));
    }

    /** The end: this instant is the last that counts. */
    public ScheduleBuilder until(Instant instant) {
        return until(new Moment.At(instant));
    }

    /** The end: on the local clock, years 0001 to 9998. */
    public ScheduleBuilder until(LocalDateTime time) {
        return until(new Moment.Local(time));
    }

    /** The end: at the midnight with which a local date begins, years 0001 to 9998. */
    public ScheduleBuilder until(LocalDate date) {
        return until(Moment.ofDate(date));
    }

    /** The end: at the first such time of day, in whole seconds, after the definition. */
    public ScheduleBuilder until(LocalTime time) {
        return until(timeOfDay("until", time));
    }

    /** The end: so much elapsed time, in whole seconds, after the definition. */
    public ScheduleBuilder until(Duration fromDefinition) {
        return until(new Moment.FromDefinition(checked("until", fromDefinition)));
    }

    private ScheduleBuilder until(Moment moment) {
        checkFirst(draft.terms().until(), "until");
        return with(draft.terms().withUntil(moment));
    }

    /**
     * The most occurrences.
     *
     * @param times from 1 to 1,000,000,000
     */
    public ScheduleBuilder times(int times) {
        if (times < 1 || times > Limits.INTERVAL) {
            throw refused("times", String.valueOf(times), Amount.NUMBER);
        }
        checkFirst(draft.terms().times() == 0 ? null : "times", "times");
        return with(draft.terms().withTimes(times));
    }

    /**
     * The delay that an occurrence may have, so that wake-ups can be shared.
     *
     * @param tolerance in whole seconds
     */
    public ScheduleBuilder within(Duration tolerance) {
        Duration checked = checked("within", tolerance);
        checkFirst(draft.terms().tolerance().isZero() ? null : "within", "within");
        return with(draft.terms().withTolerance(checked));
    }

    /**
     * The span that the machines of a fleet spread an occurrence over; see {@link Schedule#withSpread}.
     *
     * @param span in whole seconds
     */
    public ScheduleBuilder spreadOver(Duration span) {
        Duration checked = checked("spread over", span);
        checkFirst(draft.terms().spread().isZero() ? null : "spread", "spread");
        return with(draft.terms().withSpread(checked));
    }

    /** An occurrence does not wake the machine; it runs when the machine is awake. */
    public ScheduleBuilder noWake() {
        return with(draft.terms().withNoWake());
    }

    private ScheduleBuilder with(Terms terms) {
        return new ScheduleBuilder(draft.withTerms(terms));
    }

    /** The schedule, in UTC unless a zone was given. */
    public Schedule build() {
        return build(Zones.UTC);
    }

    /**
     * The schedule.
     *
     * @param defaultZone the zone meant when none was given
     */
    public Schedule build(ZoneId defaultZone) {
        return draft.toSchedule(defaultZone);
    }

    private Moment timeOfDay(String word, LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw refused(word, time.toString(), AtTime.expected(Unit.DAY));
        }
        return new Moment.TimeOfDay(time);
    }

    private Duration checked(String word, Duration duration) {
        if (!Amount.isDuration(duration)) {
            throw refused(word, duration.toString(), Amount.DURATION);
        }
        return duration;
    }

    private void checkFirst(@Nullable Object before, String word) {
        if (before != null) {
            throw new IllegalArgumentException("cannot add to \"" + build() + "\": expected one " + word);
        }
    }

    private IllegalArgumentException refused(String word, String value, String expected) {
        return new IllegalArgumentException("cannot add " + word + " \""
                + TextExcerpt.of(value, 0).shown() + "\" to \"" + build() + "\": expected " + expected);
    }
}
