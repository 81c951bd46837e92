package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dates that a chain visits, counted on from a date that it has reached. */
sealed interface ChainDates {
    /** The first date of the chain later than {@code from} and not before {@code notBefore}. */
    LocalDate ceiling(LocalDate from, LocalDate notBefore);

    /** The last date of the chain not after {@code notAfter}; {@code from} when there is none later than it. */
    LocalDate floor(LocalDate from, LocalDate notAfter);

    /** How many dates of the chain are later than {@code from} and not after {@code to}. */
    long count(LocalDate from, LocalDate to);

    /** Every so many days. */
    record Step(int days) implements ChainDates {
        @Override
        public LocalDate ceiling(LocalDate from, LocalDate notBefore) {
            long gap = notBefore.toEpochDay() - from.toEpochDay();
            return from.plusDays(Math.max(1, -Math.floorDiv(-gap, (long) days)) * days);
        }

        @Override
        public LocalDate floor(LocalDate from, LocalDate notAfter) {
            return from.plusDays(count(from, notAfter) * days);
        }

        @Override
        public long count(LocalDate from, LocalDate to) {
            return Math.max(0, Math.floorDiv(to.toEpochDay() - from.toEpochDay(), (long) days));
        }
    }

    /**
     * Some days of every so many weeks.
     *
     * @param anchor a week that counts, in weeks since that of 1 January 1970; weeks begin on Monday
     */
    record Weeks(int interval, Set<DayOfWeek> days, long anchor) implements ChainDates {
        static long weekOf(LocalDate date) {
            return Math.floorDiv(date.toEpochDay() + 3, 7L);
        }

        private static LocalDate monday(long week) {
            return LocalDate.ofEpochDay(week * 7 - 3);
        }

        private long sinceAnchor(LocalDate date) {
            return weekOf(date) - anchor;
        }

        private boolean contains(LocalDate date) {
            return Math.floorMod(sinceAnchor(date), interval) == 0 && days.contains(date.getDayOfWeek());
        }

        @Override
        public LocalDate ceiling(LocalDate from, LocalDate notBefore) {
            LocalDate date = notBefore.isAfter(from) ? notBefore : from.plusDays(1);
            while (!contains(date)) {
                long wait = Math.floorMod(-sinceAnchor(date), interval);
                date = wait == 0 ? date.plusDays(1) : monday(weekOf(date) + wait);
            }
            return date;
        }

        @Override
        public LocalDate floor(LocalDate from, LocalDate notAfter) {
            LocalDate date = notAfter;
            while (date.isAfter(from) && !contains(date)) {
                long passed = Math.floorMod(sinceAnchor(date), interval);
                date = passed == 0
                        ? date.minusDays(1)
                        : monday(weekOf(date) - passed + 1).minusDays(1);
            }
            return date.isAfter(from) ? date : from;
        }

        @Override
        public long count(LocalDate from, LocalDate to) {
            return to.isAfter(from) ? countTo(to) - countTo(from) : 0;
        }

        /** Counts the dates since the anchor; negative before it. */
        private long countTo(LocalDate to) {
            long weeks = Math.floorDiv(sinceAnchor(to) + interval - 1, (long) interval);
            long count = weeks * days.size();
            if (Math.floorMod(sinceAnchor(to), interval) == 0) {
                count += days.stream()
                        .filter(day -> day.compareTo(to.getDayOfWeek()) <= 0)
                        .count();
            }
            return count;
        }
    }

    /** A day of every month, or of each so many months after the one that the chain has reached. */
    record Months(int interval, DayOfMonth day) implements ChainDates {
        private static long monthOf(LocalDate date) {
            return date.getYear() * 12L + date.getMonthValue() - 1;
        }

        private @Nullable LocalDate in(long month) {
            return day.in((int) Math.floorDiv(month, 12L), Math.floorMod(month, 12) + 1);
        }

        /** The least number of intervals to go on by: 0, which stays in the same month, only if every month is visited. */
        private int least() {
            return interval == 1 ? 0 : 1;
        }

        /** Returns {@link Limits#NO_DATE} where there is none: a fifth Friday may never fall into the months visited. */
        @Override
        public LocalDate ceiling(LocalDate from, LocalDate notBefore) {
            long months = monthOf(notBefore) - monthOf(from);
            long steps = Math.max(least(), -Math.floorDiv(-months, (long) interval));
            for (long month = monthOf(from) + steps * interval; month <= Limits.LAST_MONTH; month += interval) {
                LocalDate date = in(month);
                if (date != null && date.isAfter(from) && !date.isBefore(notBefore)) {
                    return date;
                }
            }
            return Limits.NO_DATE;
        }

        @Override
        public LocalDate floor(LocalDate from, LocalDate notAfter) {
            long steps = Math.floorDiv(monthOf(notAfter) - monthOf(from), (long) interval);
            for (; steps >= least(); steps--) {
                LocalDate date = in(monthOf(from) + steps * interval);
                if (date != null && !date.isAfter(notAfter) && date.isAfter(from)) {
                    return date;
                }
            }
            return from;
        }

        @Override
        public long count(LocalDate from, LocalDate to) {
            long count = 0;
            long last = monthOf(to);
            for (long month = monthOf(from) + (long) least() * interval; month <= last; month += interval) {
                LocalDate date = in(month);
                if (date != null && date.isAfter(from) && !date.isAfter(to)) {
                    count++;
                }
            }
            return count;
        }
    }
}
