package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A day of the month: by its number, or as the first, second, ... or last of some days of the week.
 *
 * @param nth the number; {@link #LAST} for the last one
 * @param weekdays empty when all days count
 */
record DayOfMonth(int nth, Set<DayOfWeek> weekdays) {
    static final int LAST = 0;
    static final List<String> ORDINALS = List.of("last", "first", "second", "third", "fourth", "fifth");

    DayOfMonth {
        weekdays = weekdays.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
        int max = weekdays.isEmpty() ? 31 : 5;
        if (nth < LAST || nth > max) {
            throw new IllegalArgumentException("cannot schedule on day " + nth + " of the month: expected 1 to " + max);
        }
    }

    /** The date in a month: its last day for a number that it does not have; null when there is no fifth of a weekday. */
    @Nullable
    LocalDate in(int year, int month) {
        int length = YearMonth.of(year, month).lengthOfMonth();
        if (weekdays.isEmpty()) {
            return LocalDate.of(year, month, nth == LAST ? length : Math.min(nth, length));
        }
        int left = nth == LAST ? 1 : nth;
        LocalDate date = LocalDate.of(year, month, nth == LAST ? length : 1);
        while (date.getMonthValue() == month) {
            if (weekdays.contains(date.getDayOfWeek())) {
                left--;
            }
            if (left == 0) {
                return date;
            }
            date = date.plusDays(nth == LAST ? -1 : 1);
        }
        return null;
    }

    String text() {
        if (weekdays.isEmpty()) {
            return nth == LAST ? "last day" : "day " + nth;
        }
        return ORDINALS.get(nth) + " " + WeekDays.text(weekdays, "");
    }

    String describe() {
        if (!weekdays.isEmpty()) {
            return "the " + ORDINALS.get(nth) + " " + WeekDays.describeOne(weekdays);
        }
        if (nth == LAST) {
            return "the last day";
        }
        return "day " + nth + (nth > 28 ? " (the last day of shorter months)" : "");
    }
}
