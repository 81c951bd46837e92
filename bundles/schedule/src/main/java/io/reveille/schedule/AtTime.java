package io.reveille.schedule;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** The time after "at": of the day, of the hour or of the minute, as the unit has it. */
final class AtTime {
    private AtTime() {}

    /** Reads a time that the unit takes; null when the word is none. */
    static @Nullable LocalTime parse(String word, Unit unit) {
        int[] parts = parts(word);
        if (parts.length == 0) {
            return null;
        }
        boolean ofDay = parts[0] >= 0;
        int third = parts.length == 3 ? parts[2] : 0;
        return switch (unit) {
            case SECOND -> null;
            case MINUTE -> !ofDay && parts.length == 2 ? time(0, 0, parts[1]) : null;
            case HOUR -> ofDay ? null : time(0, parts[1], third);
            case DAY, WEEK, MONTH -> ofDay ? time(parts[0], parts[1], third) : null;
        };
    }

    /** Splits a word at one or two colons into numbers, the first of them -1 if it is missing; empty for anything else. */
    private static int[] parts(String word) {
        int colon = word.indexOf(':');
        int rest = word.length() - colon;
        if (colon < 0 || colon > 2 || (rest != 3 && rest != 6) || (rest == 6 && word.charAt(colon + 3) != ':')) {
            return new int[0];
        }
        int[] parts = new int[rest == 3 ? 2 : 3];
        parts[0] = Ascii.number(word.substring(0, colon));
        for (int i = 1; i < parts.length; i++) {
            int from = colon + 3 * i - 2;
            parts[i] = Ascii.number(word.substring(from, from + 2));
        }
        return (colon > 0 && parts[0] < 0) ? new int[0] : parts;
    }

    private static @Nullable LocalTime time(int hour, int minute, int second) {
        boolean exists = minute >= 0 && second >= 0 && hour <= 23 && minute <= 59 && second <= 59;
        return exists ? LocalTime.of(hour, minute, second) : null;
    }

    /**
     * The time of day that was perhaps meant by an hour alone, as {@code 8}, {@code 8h} or {@code 6pm}, or by two of them,
     * as {@code 8-18h}; empty for anything else.
     */
    static String meant(String word) {
        int dash = word.indexOf('-');
        if (dash > 0) {
            String from = meant(word.substring(0, dash));
            String to = meant(word.substring(dash + 1));
            return from.isEmpty() || to.isEmpty() ? "" : from + " and " + to;
        }
        String lower = Ascii.lower(word);
        boolean afternoon = lower.endsWith("pm");
        boolean halfDay = afternoon || lower.endsWith("am");
        int letters = halfDay ? 2 : lower.endsWith("h") ? 1 : 0;
        int hour = Ascii.number(lower.substring(0, lower.length() - letters));
        if (halfDay) {
            hour = hour < 1 || hour > 12 ? -1 : hour % 12 + (afternoon ? 12 : 0);
        }
        return hour < 0 || hour > 23 ? "" : ofDay(hour * 3600);
    }

    /** Whether the next word may be meant as a time of day, with or without an offset. */
    static boolean looksLikeTime(TextCursor cursor) {
        return cursor.startsWithDigit() && cursor.word().contains(":");
    }

    static String expected(Unit unit) {
        return switch (unit) {
            case SECOND -> "no \"at\" with seconds";
            case MINUTE -> "a second of the minute, from :00 to :59";
            case HOUR -> "a minute of the hour, :MM or :MM:SS from :00 to :59:59";
            case DAY, WEEK, MONTH -> "a time of day, HH:MM or HH:MM:SS from 00:00 to 23:59:59";
        };
    }

    static String print(LocalTime at, Unit unit) {
        String seconds = at.getSecond() == 0 ? "" : pair(at.getSecond());
        return switch (unit) {
            case SECOND, MINUTE -> pair(at.getSecond());
            case HOUR -> pair(at.getMinute()) + seconds;
            case DAY, WEEK, MONTH -> pair(at.getHour()).substring(1) + pair(at.getMinute()) + seconds;
        };
    }

    /** Prints a time of day: {@code 08:30}, {@code 08:30:15}. */
    static String ofDay(int seconds) {
        return print(LocalTime.ofSecondOfDay(seconds), Unit.DAY);
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
