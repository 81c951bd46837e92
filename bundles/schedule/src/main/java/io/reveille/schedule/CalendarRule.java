package io.reveille.schedule;

import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A rule that names dates: days of the week or of the month. */
sealed interface CalendarRule extends Rule permits WeekdayRule, MonthRule {
    /** Null: the local time that the chain comes from. */
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

    /** What the text says of the time, with a space in front. */
    default String time() {
        LocalTime at = at();
        return at == null ? "" : " at " + AtTime.print(at, Unit.DAY);
    }

    default String describeTime() {
        LocalTime at = at();
        return " " + (at == null ? "at the same time of day" : AtTime.describe(at, Unit.DAY));
    }
}
