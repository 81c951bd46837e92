package io.reveille.schedule;

import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The time after "at": of the day, of the hour or of the minute, as the unit has it. */
final class AtTime {
    private static final Pattern OF_DAY = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?");
    private static final Pattern OF_HOUR = Pattern.compile("():([0-9]{2})(?::([0-9]{2}))?");
    private static final Pattern OF_MINUTE = Pattern.compile("()():([0-9]{2})");

    private AtTime() {}

    /** Null when the word is no such time. */
    static @Nullable LocalTime parse(String word, Unit unit) {
        Matcher matcher = pattern(unit).matcher(word);
        if (unit == Unit.SECOND || !matcher.matches()) {
            return null;
        }
        int hour = number(matcher.group(1));
        int minute = number(matcher.group(2));
        int second = number(matcher.group(3));
        return hour > 23 || minute > 59 || second > 59 ? null : LocalTime.of(hour, minute, second);
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Ascii.number(digits);
    }

    private static Pattern pattern(Unit unit) {
        return switch (unit) {
            case SECOND, MINUTE -> OF_MINUTE;
            case HOUR -> OF_HOUR;
            case DAY, WEEK -> OF_DAY;
        };
    }

    static String expected(Unit unit) {
        return switch (unit) {
            case SECOND -> "no \"at\" with seconds";
            case MINUTE -> "a second of the minute, from :00 to :59";
            case HOUR -> "a minute of the hour, :MM or :MM:SS from :00 to :59:59";
            case DAY, WEEK -> "a time of day, HH:MM or HH:MM:SS from 00:00 to 23:59:59";
        };
    }

    static String print(LocalTime at, Unit unit) {
        String seconds = at.getSecond() == 0 ? "" : pair(at.getSecond());
        return switch (unit) {
            case SECOND, MINUTE -> pair(at.getSecond());
            case HOUR -> pair(at.getMinute()) + seconds;
            case DAY, WEEK -> pair(at.getHour()).substring(1) + pair(at.getMinute()) + seconds;
        };
    }

    private static String pair(int number) {
        return (number < 10 ? ":0" : ":") + number;
    }

    static String describe(LocalTime at, Unit unit) {
        if (!unit.isClock()) {
            return "at " + print(at, unit);
        }
        if (at.equals(LocalTime.MIDNIGHT)) {
            return "on the " + unit.singular();
        }
        String minutes = at.getMinute() == 0 ? "" : Unit.MINUTE.count(at.getMinute());
        String seconds = at.getSecond() == 0 ? "" : Unit.SECOND.count(at.getSecond());
        String and = minutes.isEmpty() || seconds.isEmpty() ? "" : " and ";
        return "at " + minutes + and + seconds + " past the " + unit.singular();
    }
}
