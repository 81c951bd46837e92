package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** Which dates a chain visits, told from a date that it has reached. */
sealed interface Dates {
    /** The first date of the chain later than {@code from} and not before {@code notBefore}. */
    LocalDate ceiling(LocalDate from, LocalDate notBefore);

    /** The last date of the chain not after {@code notAfter}; {@code from} when there is none later than it. */
    LocalDate floor(LocalDate from, LocalDate notAfter);

    /** How many dates of the chain are later than {@code from} and not after {@code to}. */
    long count(LocalDate from, LocalDate to);

    /** Every so many days. */
    record Step(int days) implements Dates {
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

    /** Some days of the week. */
    record Weekdays(Set<DayOfWeek> days) implements Dates {
        @Override
        public LocalDate ceiling(LocalDate from, LocalDate notBefore) {
            LocalDate date = notBefore.isAfter(from) ? notBefore : from.plusDays(1);
            while (!days.contains(date.getDayOfWeek())) {
                date = date.plusDays(1);
            }
            return date;
        }

        @Override
        public LocalDate floor(LocalDate from, LocalDate notAfter) {
            LocalDate date = notAfter;
            while (date.isAfter(from) && !days.contains(date.getDayOfWeek())) {
                date = date.minusDays(1);
            }
            return date.isAfter(from) ? date : from;
        }

        @Override
        public long count(LocalDate from, LocalDate to) {
            long span = Math.max(0, to.toEpochDay() - from.toEpochDay());
            long count = span / 7 * days.size();
            for (long rest = span % 7; rest > 0; rest--) {
                if (days.contains(to.minusDays(rest - 1).getDayOfWeek())) {
                    count++;
                }
            }
            return count;
        }
    }
}
