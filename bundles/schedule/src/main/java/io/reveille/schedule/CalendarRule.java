package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A rule that names dates: days of the week or of the month. */
sealed interface CalendarRule extends Rule permits WeekdayRule, MonthRule {
    /** The local time of the occurrences; null: that of the instant from which the chain is followed. */
    @Nullable
    LocalTime at();

    DayChain chain();

    @Override
    default InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    default @Nullable Instant first(Instant from, long seed) {
        return chain().first(from);
    }

    @Override
    default @Nullable Instant next(Instant after, long seed) {
        return chain().next(after);
    }

    @Override
    default @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return chain().reach(previous, notAfter).last();
    }

    @Override
    default int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return chain().reach(previous, notAfter).upTo(limit);
    }

    /** The clause of the time in the text, with a space in front; empty when there is none. */
    default String time() {
        LocalTime at = at();
        return at == null ? "" : " at " + AtTime.print(at, Unit.DAY);
    }

    default String describeTime() {
        LocalTime at = at();
        return " " + (at == null ? "at the same time of day" : AtTime.describe(at, Unit.DAY));
    }
}
