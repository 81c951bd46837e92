package io.reveille.schedule;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The first half of a schedule in code: {@code every(10).seconds()}, {@code every(5).to(10).days()},
 * {@code every().monday()}. Immutable.
 *
 * <p>A number is from 1 to 1,000,000,000, and the interval at most 36,525 days (100 years) long. Each method that names
 * a unit throws an {@link IllegalArgumentException} when the number is too large for it; those that name weekdays throw
 * it for any number but 1.
 *
 * @param <B> what comes next: {@link ScheduleBuilder}, or whatever the function given to
 *     {@link Schedule#every(int, Function)} makes of it
 */
public final class Every<B> {
    private final int min;
    private final int max;
    private final Function<ScheduleBuilder, B> then;

    Every(int min, int max, Function<ScheduleBuilder, B> then) {
        this.min = min;
        this.max = max;
        this.then = then;
    }

    static <B> Every<B> of(int interval, Function<ScheduleBuilder, B> then) {
        if (interval < 1 || interval > Limits.INTERVAL) {
            throw new IllegalArgumentException(
                    "cannot schedule every " + interval + ": expected a whole number from 1 to " + Limits.INTERVAL);
        }
        return new Every<>(interval, interval, then);
    }

    /**
     * Makes the interval random: each is drawn anew, from the number given before up to this one, both included.
     *
     * @throws IllegalArgumentException when it is smaller than the number given before, or too large
     */
    public Every<B> to(int largest) {
        if (largest < min || largest > Limits.INTERVAL) {
            throw new IllegalArgumentException("cannot schedule every " + min + " to " + largest
                    + ": expected a whole number from " + min + " to " + Limits.INTERVAL);
        }
        return new Every<>(min, largest, then);
    }

    /** Seconds of elapsed time. */
    public B seconds() {
        return interval(Unit.SECOND);
    }

    /** The same as {@link #seconds()}, for one. */
    public B second() {
        return seconds();
    }

    /** Minutes of elapsed time; with {@code at}, from a second of the local minute. */
    public B minutes() {
        return interval(Unit.MINUTE);
    }

    /** The same as {@link #minutes()}, for one. */
    public B minute() {
        return minutes();
    }

    /** Hours of elapsed time; with {@code at}, from a minute and second of the local hour. */
    public B hours() {
        return interval(Unit.HOUR);
    }

    /** The same as {@link #hours()}, for one. */
    public B hour() {
        return hours();
    }

    /** Days on the local calendar. */
    public B days() {
        return interval(Unit.DAY);
    }

    /** The same as {@link #days()}, for one. */
    public B day() {
        return days();
    }

    /** Weeks on the local calendar. */
    public B weeks() {
        return interval(Unit.WEEK);
    }

    /** The same as {@link #weeks()}, for one. */
    public B week() {
        return weeks();
    }

    /** Months on the local calendar; which day comes next. At most 1,200 of them, and no random number. */
    public EveryMonth<B> months() {
        Interval.check(max, Unit.MONTH);
        if (max > min) {
            throw new IllegalArgumentException(
                    "cannot schedule every " + min + " to " + max + " months: expected one number of months");
        }
        return new EveryMonth<>(min, then);
    }

    /** The same as {@link #months()}, for one. */
    public EveryMonth<B> month() {
        return months();
    }

    /** Every Monday. */
    public B monday() {
        return on(DayOfWeek.MONDAY);
    }

    /** Every Tuesday. */
    public B tuesday() {
        return on(DayOfWeek.TUESDAY);
    }

    /** Every Wednesday. */
    public B wednesday() {
        return on(DayOfWeek.WEDNESDAY);
    }

    /** Every Thursday. */
    public B thursday() {
        return on(DayOfWeek.THURSDAY);
    }

    /** Every Friday. */
    public B friday() {
        return on(DayOfWeek.FRIDAY);
    }

    /** Every Saturday. */
    public B saturday() {
        return on(DayOfWeek.SATURDAY);
    }

    /** Every Sunday. */
    public B sunday() {
        return on(DayOfWeek.SUNDAY);
    }

    /** Monday to Friday. */
    public B weekday() {
        return days(WeekDays.MONDAY_TO_FRIDAY);
    }

    /** Each of the days named; naming one twice changes nothing. */
    public B on(DayOfWeek first, DayOfWeek... more) {
        return days(EnumSet.of(first, more));
    }

    private B interval(Unit unit) {
        Interval.check(max, unit);
        return then.apply(new ScheduleBuilder(ScheduleDraft.ofInterval(min, max, unit)));
    }

    private B days(Set<DayOfWeek> days) {
        if (max != 1) {
            throw new IllegalArgumentException(
                    "cannot schedule every " + max + " of a day of the week: expected every(), without a number");
        }
        return then.apply(new ScheduleBuilder(ScheduleDraft.ofDays(days)));
    }
}
