package io.reveille.core.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The moments in an entry of a {@code schedule.json}, in any of its forms: seconds as a number, seconds as a text, ISO 8601.
 *
 * <p>Some boards count seconds from 2000, others from 1970, and the file does not say which. The library was first
 * published in 2022: no number that it wrote from 1970 on is smaller than that of the start of 2020, which boards without
 * a set clock begin after, and none from 2000 on reaches it before the year 2050.
 */
record AioTimes(Optional<Instant> last, Optional<Instant> next, Optional<Instant> cancelAfter) {

    static final String CANCEL_AFTER = "cancel_after";

    private static final long START_OF_2000 =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long START_OF_2020 =
            Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("9998-12-31T00:00:00Z").getEpochSecond();

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]*)?");

    /** Reads the times of an entry; one that cannot be read becomes a fault. */
    static AioTimes of(AioEntry entry) {
        return new AioTimes(read(entry, "last_run"), read(entry, "next_run"), known(entry.value(CANCEL_AFTER)));
    }

    /** The moment in a field; empty if there is none, or, and that is said, if it cannot be read. */
    static Optional<Instant> read(AioEntry entry, String key) {
        Optional<Object> value = entry.value(key);
        Optional<Instant> time = known(value);
        if (value.isPresent() && time.isEmpty()) {
            entry.fault(key, "expected seconds since 1970 or 2000, or a time as 2026-03-04T10:30:00+00:00");
        }
        return time;
    }

    private static Optional<Instant> known(Optional<Object> value) {
        return value.flatMap(AioTimes::parse).filter(time -> time.getEpochSecond() < END);
    }

    private static Optional<Instant> parse(Object value) {
        if (value instanceof Number number) {
            return ofSeconds(number.doubleValue());
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        return NUMBER.matcher(text).matches() ? ofSeconds(Double.parseDouble(text)) : ofIso(text.strip());
    }

    private static Optional<Instant> ofSeconds(double seconds) {
        if (seconds < 0 || seconds >= END) {
            return Optional.empty();
        }
        long whole = (long) seconds;
        return Optional.of(Instant.ofEpochSecond(whole < START_OF_2020 ? START_OF_2000 + whole : whole));
    }

    /** Without an offset it is UTC, as everything there; a date is its midnight. */
    private static Optional<Instant> ofIso(String text) {
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        try {
            if (iso.length() == 10) {
                return Optional.of(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            boolean plain = iso.indexOf('+') < 0 && iso.indexOf('-', 10) < 0 && !iso.endsWith("Z");
            Instant time = plain
                    ? LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(iso).toInstant();
            return Optional.of(time.truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            return Optional.empty(); // and the caller names the field
        }
    }
}
