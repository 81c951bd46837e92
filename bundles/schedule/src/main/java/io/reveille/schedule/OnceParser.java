package io.reveille.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what follows "once": {@code at} a date and time, or {@code in} a while. */
final class OnceParser {
    private static final String EXPECTED = "\"at\" and a date and time, or \"in\" and a number and a unit";
    private static final String DATE_TIME =
            "a date and time such as 2027-01-01T00:00:00Z, or 2027-01-01 18:30 for a local one";
    private static final String UNIT = "a unit (" + String.join(", ", Unit.plurals()) + ")";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Cursor cursor;
    private final ZoneId defaultZone;

    private OnceParser(Cursor cursor, ZoneId defaultZone) {
        this.cursor = cursor;
        this.defaultZone = defaultZone;
    }

    static Chain parse(Cursor cursor, ZoneId defaultZone) {
        OnceParser parser = new OnceParser(cursor, defaultZone);
        if (cursor.take("at")) {
            return parser.at();
        }
        if (cursor.take("in")) {
            return parser.in();
        }
        throw cursor.expected(EXPECTED);
    }

    private OnceAt at() {
        Cursor.Token place = cursor.next();
        String dateTime = place.word();
        if (DATE.matcher(dateTime).matches() && cursor.peek().startsWithDigit()) {
            dateTime += "T" + cursor.next().word();
        }
        Instant at = instant(dateTime);
        if (at == null) {
            LocalDateTime local = local(dateTime);
            if (local == null) {
                throw cursor.expected(DATE_TIME, place);
            }
            ZoneId zone = cursor.take("in") ? ScheduleParser.zone(cursor) : defaultZone;
            at = Zones.resolve(local, zone.getRules());
        }
        if (!OnceAt.isWritable(at)) {
            throw cursor.expected("an instant from the year 0000 to 9999, UTC", place);
        }
        return new OnceAt(at);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return isLong(text) ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notAnInstant) {
            return null;
        }
    }

    private static @Nullable LocalDateTime local(String text) {
        try {
            return isLong(text) ? null : LocalDateTime.parse(text);
        } catch (DateTimeException notADateTime) {
            return null;
        }
    }

    /** Only four digits of year can be written back. */
    private static boolean isLong(String text) {
        return text.length() < 10 || !DATE.matcher(text.substring(0, 10)).matches();
    }

    private OnceIn in() {
        if (IsoDuration.looksLike(cursor.peek().word())) {
            IsoDuration duration = IsoDuration.read(cursor);
            return new OnceIn(duration.number(), duration.unit());
        }
        Cursor.Token place = cursor.peek();
        int number = EveryParser.number(cursor, 1);
        Unit unit = Unit.of(cursor.peek().lower());
        if (unit == null) {
            throw cursor.expected(UNIT, Unit.plurals());
        }
        if (number > unit.max()) {
            throw cursor.expected(unit.expectedInterval(), place);
        }
        cursor.next();
        return new OnceIn(number, unit);
    }
}
