package io.reveille.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cron pattern. A local time that does not exist is skipped, and one that happens twice occurs at the first; but a
 * pattern whose hour field starts with {@code *} is an interval by nature and occurs in both passes.
 */
final class CronRule implements Rule {
    /** The patterns that have names; the event {@code @reboot} has none. */
    static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final long END = CronYears.END_OF_LOCAL_TIME + 2 * 86_400L;

    private final String pattern;
    private final CronFields fields;
    private final ZoneId zone;

    /** Made by the first question. Two threads may both make it, which is harmless: it is immutable and the same each time. */
    private @Nullable CronTimes times;

    /** @param pattern in capitals and with single blanks, or a nickname */
    CronRule(String pattern, CronFields fields, ZoneId zone) {
        this.pattern = pattern;
        this.fields = fields;
        this.zone = zone;
    }

    private CronTimes times() {
        CronTimes known = times;
        if (known == null) {
            known = new CronTimes(fields, zone);
            times = known;
        }
        return known;
    }

    @Override
    public @Nullable Instant next(Instant after, long seed) {
        long next = times().next(after.getEpochSecond());
        return next == CronTimes.NEVER ? null : Instant.ofEpochSecond(next);
    }

    @Override
    public @Nullable Instant next(Instant previous, Instant after, long seed) {
        return next(previous.isAfter(after) ? previous : after, seed);
    }

    /** Searches by halving the span that the answer lies in, since {@code next} grows with the instant asked about. */
    @Override
    public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
        long from = previous.getEpochSecond();
        long to = Math.min(notAfter.getEpochSecond(), END);
        CronTimes known = times();
        if (known.next(from) > to) {
            return null;
        }
        long step = 1;
        while (to - step > from && known.next(to - step) > to) {
            step *= 2;
        }
        long low = Math.max(from, to - step);
        long high = to - step / 2;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (known.next(middle) > to) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Instant.ofEpochSecond(known.next(low));
    }

    @Override
    public int missed(Instant previous, Instant notAfter, int limit, long seed) {
        return (int) Math.min(limit, times().count(previous.getEpochSecond(), notAfter.getEpochSecond()));
    }

    @Override
    public InWindow inWindow() {
        return InWindow.IS_FILTERED;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public String sentence() {
        return new CronSentence(fields).toString();
    }

    @Override
    public String text() {
        return pattern.startsWith("@") ? pattern : "cron " + pattern;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronRule rule && pattern.equals(rule.pattern) && zone.equals(rule.zone);
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return Rule.print(this);
    }
}
