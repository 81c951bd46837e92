package io.reveille.schedule;

import java.time.DayOfWeek;
import java.util.Set;
import java.util.function.Function;

/**
 * The day of the month, after {@link Every#month()} or {@link Every#months()}. Immutable.
 *
 * @param <B> what comes next, as of {@link Every}
 */
public final class EveryMonth<B> {
    private final int interval;
    private final Function<ScheduleBuilder, B> then;

    EveryMonth(int interval, Function<ScheduleBuilder, B> then) {
        this.interval = interval;
        this.then = then;
    }

    /**
     * A day by its number; in a month that has no such day, the last one.
     *
     * @param number from 1 to 31
     * @throws IllegalArgumentException when it is not
     */
    public B onDay(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "cannot schedule on day " + number + " of the month: expected a number from 1 to 31");
        }
        return on(new DayOfMonth(number, Set.of()));
    }

    /** The last day of the month. */
    public B onLastDay() {
        return on(new DayOfMonth(DayOfMonth.LAST, Set.of()));
    }

    /**
     * The first, second, ... of a day of the week in the month; a month without a fifth one is passed over.
     *
     * @param nth from 1 to 5
     * @throws IllegalArgumentException when it is not
     */
    public B on(int nth, DayOfWeek day) {
        if (nth < 1 || nth > 5) {
            throw new IllegalArgumentException(
                    "cannot schedule on the " + nth + ". " + day + " of the month: expected a number from 1 to 5");
        }
        return on(new DayOfMonth(nth, Set.of(day)));
    }

    /** The last of a day of the week in the month. */
    public B onLast(DayOfWeek day) {
        return on(new DayOfMonth(DayOfMonth.LAST, Set.of(day)));
    }

    /** The first of the days from Monday to Friday in the month. */
    public B onFirstWeekday() {
        return on(new DayOfMonth(1, WeekDays.MONDAY_TO_FRIDAY));
    }

    /** The last of the days from Monday to Friday in the month. */
    public B onLastWeekday() {
        return on(new DayOfMonth(DayOfMonth.LAST, WeekDays.MONDAY_TO_FRIDAY));
    }

    private B on(DayOfMonth day) {
        return then.apply(new ScheduleBuilder(ScheduleDraft.ofMonths(interval, day)));
    }
}
