package io.reveille.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start or the end of a schedule, as it is said after "starting" or "until". */
sealed interface Moment {
    String EXPECTED = "a date (2027-06-01), a date and time (2027-06-01 18:30 or 2027-06-01T18:30:00Z), a time of day"
            + " (18:30) or a duration (2 hours from definition)";

    /**
     * The instant that is meant, in a zone.
     *
     * @throws IllegalStateException when it depends on the definition, see {@link #bind}
     */
    Instant in(ZoneId zone);

    /** The same moment once the definition is known; a time of day counts from {@code trustedAt}. */
    default Moment bind(Instant definedAt, Instant trustedAt, ZoneId zone) {
        return this;
    }

    default boolean isRelative() {
        return false;
    }

    /** Whether this is an elapsed time after the definition, whatever the wall clock shows. */
    default boolean isElapsed() {
        return false;
    }

    default boolean needsZone() {
        return false;
    }

    /** The moment in the canonical text. */
    String text();

    /** An instant, whatever the clocks show. */
    record At(Instant instant) implements Moment {
        public At {
            if (!OnceAtRule.isWritable(instant)) {
                throw new IllegalArgumentException(
                        "cannot use " + instant + ": expected an instant from the year 0000 to 9999");
            }
        }

        @Override
        public Instant in(ZoneId zone) {
            return instant;
        }

        @Override
        public String text() {
            return instant.toString();
        }
    }

    /** A date and time on the local clock; a date alone stands for its midnight. */
    record Local(LocalDateTime time) implements Moment {
        public Local {
            if (time.getYear() < 1 || time.getYear() > 9998) {
                throw new IllegalArgumentException("cannot use " + time + ": expected a year from 0001 to 9998");
            }
        }

        @Override
        public Instant in(ZoneId zone) {
            return Zones.resolve(time, zone.getRules());
        }

        @Override
        public boolean needsZone() {
            return true;
        }

        @Override
        public String text() {
            LocalTime ofDay = time.toLocalTime();
            return ofDay.equals(LocalTime.MIDNIGHT) ? time.toLocalDate().toString() : time.toLocalDate() + " " + ofDay;
        }
    }

    /** The first such time of day after the definition, or after the clock could be trusted if that came later. */
    record TimeOfDay(LocalTime time) implements Moment {
        @Override
        public Instant in(ZoneId zone) {
            throw ScheduleOccurrences.unbound(text());
        }

        @Override
        public Moment bind(Instant definedAt, Instant trustedAt, ZoneId zone) {
            Instant first = new DayInterval(1, Unit.DAY, time, zone).next(trustedAt, 0);
            return new At(first);
        }

        @Override
        public boolean isRelative() {
            return true;
        }

        @Override
        public boolean needsZone() {
            return true;
        }

        @Override
        public String text() {
            return AtTime.print(time, Unit.DAY);
        }
    }

    /** An elapsed time after the definition. */
    record FromDefinition(Duration duration) implements Moment {
        @Override
        public Instant in(ZoneId zone) {
            throw ScheduleOccurrences.unbound(text());
        }

        @Override
        public Moment bind(Instant definedAt, Instant trustedAt, ZoneId zone) {
            return new At(definedAt.plus(duration));
        }

        @Override
        public boolean isElapsed() {
            return true;
        }

        @Override
        public boolean isRelative() {
            return true;
        }

        @Override
        public String text() {
            return Amount.print(duration) + " from definition";
        }
    }

    static Moment ofDate(LocalDate date) {
        return new Local(date.atStartOfDay());
    }

    /** Reads a moment; a date may be followed by a time as a word of its own. */
    static Moment read(TextCursor cursor) {
        int place = cursor.start();
        String word = cursor.word();
        if (isDate(word)) {
            return readDate(cursor, EXPECTED);
        }
        LocalTime time = AtTime.parse(word, Unit.DAY);
        if (time != null) {
            cursor.next();
            return new TimeOfDay(time);
        }
        if (Ascii.number(word) < 0 && !Amount.isJoined(cursor)) {
            throw cursor.expected(EXPECTED, place);
        }
        Duration duration = Amount.readDuration(cursor);
        if (cursor.take("from") && !cursor.take("definition")) {
            throw cursor.expected("\"definition\"", List.of("definition"));
        }
        return new FromDefinition(duration);
    }

    static Moment readDate(TextCursor cursor, String expected) {
        int place = cursor.start();
        String word = cursor.word();
        cursor.next();
        if (word.length() == 10 && AtTime.looksLikeTime(cursor)) {
            word += "T" + cursor.word();
            cursor.next();
        }
        Moment moment = parse(word);
        if (moment == null) {
            throw cursor.expected(expected, place);
        }
        return moment;
    }

    /** A date, a local date and time or an instant in the notation of ISO 8601; null for anything else. */
    static @Nullable Moment parse(String text) {
        if (!isDate(text)) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return ofDate(LocalDate.parse(text));
            }
            char last = text.charAt(text.length() - 1);
            boolean offset = last == 'Z' || last == 'z' || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10;
            return offset ? new At(OffsetDateTime.parse(text).toInstant()) : new Local(LocalDateTime.parse(text));
        } catch (DateTimeException | IllegalArgumentException noMoment) {
            return null;
        }
    }

    /** Whether a text begins as 2027-06-01 does: only four digits of year can be written back. */
    static boolean isDate(String text) {
        if (text.length() < 10) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            boolean dash = i == 4 || i == 7;
            if (dash != (c == '-') || !(dash || Ascii.isDigit(c))) {
                return false;
            }
        }
        return true;
    }
}
