package io.reveille.schedule;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A single instant. */
record OnceAtRule(Instant at) implements Rule {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd 'at' HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    OnceAtRule {
        if (!isWritable(at)) {
            throw new IllegalArgumentException(
                    "cannot schedule once at " + at + ": expected an instant from the year 0000 to 9999");
        }
    }

    /** Whether four digits are enough for the year. */
    static boolean isWritable(Instant at) {
        return !at.isBefore(FIRST) && !at.isAfter(Limits.LATEST);
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        return at.isAfter(after) ? at : null;
    }

    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        return at.isAfter(previous) && !at.isAfter(notAfter) ? at : null;
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return latest(previous, notAfter, seed) == null ? 0 : Math.min(limit, 1);
    }

    @Override
    public InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    public String sentence() {
        return "Once on " + IN_WORDS.format(at) + ", UTC";
    }

    @Override
    public String text() {
        return "once at " + at;
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
