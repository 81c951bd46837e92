package io.reveille.schedule;

import java.time.LocalDateTime;
import java.util.List;

/** Reads what follows "once": {@code at} a date and time, or {@code in} a while. */
final class OnceParser {
    private static final String EXPECTED = "\"at\" and a date and time, or \"in\" and a number and a unit";
    private static final String DATE_TIME =
            "a date and time such as 2027-01-01T00:00:00Z (an instant from the year 0000 to 9999), or 2027-01-01 18:30"
                    + " for a local one (0001 to 9998)";

    private OnceParser() {}

    static ScheduleDraft parse(TextCursor cursor) {
        if (cursor.take("at")) {
            return at(cursor);
        }
        if (cursor.take("in")) {
            Amount amount = Amount.read(cursor);
            return ScheduleDraft.of(new OnceInRule(amount.number(), amount.unit()));
        }
        throw cursor.expected(EXPECTED, List.of("at", "in"));
    }

    private static ScheduleDraft at(TextCursor cursor) {
        int place = cursor.start();
        boolean hasTime = cursor.word().length() > 10;
        cursor.next();
        if (AtTime.looksLikeTime(cursor)) {
            hasTime = true;
        }
        cursor.moveTo(place);
        Moment moment = hasTime ? Moment.readDate(cursor, DATE_TIME) : null;
        if (moment instanceof Moment.At instant) {
            return ScheduleDraft.of(new OnceAtRule(instant.instant()));
        }
        if (moment instanceof Moment.Local local) {
            LocalDateTime time = local.time();
            return ScheduleDraft.of((at, zone) -> new OnceAtRule(Zones.resolve(time, zone.getRules())), null);
        }
        throw cursor.expected(DATE_TIME, place);
    }
}
