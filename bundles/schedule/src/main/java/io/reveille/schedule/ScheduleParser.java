package io.reveille.schedule;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Reads the schedule language: which recurrence, then what may follow any of them. */
final class ScheduleParser {
    private static final String EXPECTED = "\"every\" or \"once\"";
    private static final Set<String> LATER_FORMS = Set.of("cron", "after");
    private static final Set<String> LATER_MODIFIERS =
            Set.of("between", "starting", "until", "times", "within", "spread", "nowake");

    private ScheduleParser() {}

    static Schedule parse(String text, ZoneId defaultZone) {
        Cursor cursor = Cursor.of(text);
        Chain chain = recurrence(cursor, defaultZone);
        if (LATER_MODIFIERS.contains(cursor.peek().lower())) {
            throw cursor.unsupported("the end of the schedule");
        }
        if (!cursor.atEnd()) {
            throw cursor.expected("the end of the schedule");
        }
        return Schedule.of(chain);
    }

    private static Chain recurrence(Cursor cursor, ZoneId defaultZone) {
        String first = cursor.peek().lower();
        if (LATER_FORMS.contains(first) || first.startsWith("@")) {
            throw cursor.unsupported(EXPECTED);
        }
        if (cursor.take("every")) {
            return EveryParser.parse(cursor, defaultZone);
        }
        if (cursor.take("once")) {
            return OnceParser.parse(cursor, defaultZone);
        }
        throw cursor.expected(EXPECTED, List.of("every", "once"));
    }

    /** Reads {@code in ZONE}, or a zone that is expected since "in" was read. */
    static ZoneId zone(Cursor cursor) {
        ZoneId zone = Zones.parse(cursor.peek().word());
        if (zone == null) {
            throw cursor.expected(Zones.EXPECTED, Zones.names());
        }
        cursor.next();
        return zone;
    }
}
