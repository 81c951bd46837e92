package io.reveille.schedule;

import java.time.Duration;

/** Durations as people write them: {@code 10 minutes}, {@code 90s}, {@code 1h30m}, {@code PT1H30M}. */
public final class Durations {
    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text whole seconds, from 1 second to 100 years
     * @throws IllegalArgumentException if it is none, saying what was expected
     */
    public static Duration parse(String text) {
        String expected;
        try {
            TextCursor cursor = TextCursor.of(text);
            Duration duration = Amount.readDuration(cursor);
            if (cursor.atEnd()) {
                return duration;
            }
            expected = "nothing behind it";
        } catch (ScheduleSyntaxException e) {
            expected = e.expected();
        }
        throw new IllegalArgumentException(
                "cannot read the duration \"" + TextExcerpt.of(text, 0).shown() + "\": expected " + expected);
    }

    /**
     * A duration in its largest whole unit, {@code 90 minutes}; none at all is {@code 0 seconds}. A duration that cannot be
     * said so, negative or with a fraction of a second, is printed in ISO 8601.
     */
    public static String print(Duration duration) {
        if (duration.isZero()) {
            return "0 seconds";
        }
        return Amount.isDuration(duration) ? Amount.print(duration) : duration.toString();
    }
}
