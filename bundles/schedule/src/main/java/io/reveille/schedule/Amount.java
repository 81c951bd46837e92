package io.reveille.schedule;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A number and a unit, as people write them: {@code 90 minutes}, {@code 5 min}, {@code 10s}, {@code 1h30m}, or in the
 * notation of ISO 8601, {@code PT1H30M}. Hours, minutes and seconds may be mixed, and count in the largest unit that
 * makes a whole number; days and weeks stand alone.
 */
record Amount(int number, Unit unit) {
    static final String NUMBER = "a whole number from 1 to " + Limits.INTERVAL;
    private static final String UNIT = "a unit (" + String.join(", ", Unit.FIXED) + ")";
    private static final String ISO = "an ISO duration such as PT1H30M, P3D or P2W, of whole numbers, from 1 second to "
            + Limits.SPAN_DAYS + " days";
    private static final String JOINED =
            "numbers and units such as 10s, 1h30m or 2d, from 1 second to " + Limits.SPAN_DAYS + " days";
    static final String DURATION = "a duration of whole seconds from 1 second to " + Limits.SPAN_DAYS + " days";

    /** Whether the next word is number and unit in one. */
    static boolean isJoined(TextCursor cursor) {
        return looksLikeIso(cursor) || (cursor.startsWithDigit() && hasLetterAfterDigits(cursor.word()));
    }

    private static boolean hasLetterAfterDigits(String word) {
        int i = 0;
        while (i < word.length() && Ascii.isDigit(word.charAt(i))) {
            i++;
        }
        char c = i < word.length() ? Ascii.lower(word.charAt(i)) : '0';
        return c >= 'a' && c <= 'z';
    }

    private static boolean looksLikeIso(TextCursor cursor) {
        String word = Ascii.lower(cursor.word());
        return word.length() > 1 && word.charAt(0) == 'p' && (Ascii.isDigit(word.charAt(1)) || word.charAt(1) == 't');
    }

    /** Reads a duration. */
    static Duration readDuration(TextCursor cursor) {
        Amount amount = read(cursor);
        return Duration.ofSeconds((long) amount.number * amount.unit.seconds());
    }

    static Amount read(TextCursor cursor) {
        if (isJoined(cursor)) {
            return readJoined(cursor);
        }
        int place = cursor.start();
        int number = readNumber(cursor, 1);
        Unit unit = Unit.of(Ascii.lower(cursor.word()));
        if (unit == null || unit == Unit.MONTH) {
            throw cursor.expected(UNIT, Unit.FIXED);
        }
        if (number > unit.max()) {
            throw cursor.expected(unit.expectedInterval(), place);
        }
        cursor.next();
        return new Amount(number, unit);
    }

    /** Reads a whole number from {@code least} on; its unit, which is not known yet, may bound it more narrowly. */
    static int readNumber(TextCursor cursor, int least) {
        int number = Ascii.number(cursor.word());
        if (number < least || number > Limits.INTERVAL) {
            throw cursor.expected(least == 1 ? NUMBER : "a whole number from " + least + " to " + Limits.INTERVAL);
        }
        cursor.next();
        return number;
    }

    static Amount readJoined(TextCursor cursor) {
        boolean iso = looksLikeIso(cursor);
        String word = Ascii.lower(cursor.word());
        Amount amount = iso ? iso(word) : sum(word, 0);
        if (amount.number < 1 || amount.number > amount.unit.max()) {
            throw cursor.expected(iso ? ISO : JOINED);
        }
        cursor.next();
        return amount;
    }

    private static final Amount NONE = new Amount(0, Unit.SECOND);

    private static Amount iso(String word) {
        if (word.charAt(1) == 't') {
            boolean plain = word.chars().skip(2).allMatch(c -> Ascii.isDigit((char) c) || "hms".indexOf(c) >= 0);
            return plain ? sum(word, 2) : NONE;
        }
        boolean plain = word.endsWith("d") || word.endsWith("w");
        return plain ? sum(word, 1) : NONE;
    }

    /** The sum of pairs of number and unit, the largest unit first; a single pair without "P" stays as it is written. */
    private static Amount sum(String word, int from) {
        long seconds = 0;
        Unit before = null;
        for (int i = from; i < word.length(); ) {
            int digits = i;
            while (i < word.length() && Ascii.isDigit(word.charAt(i))) {
                i++;
            }
            int letters = i;
            while (i < word.length() && !Ascii.isDigit(word.charAt(i))) {
                i++;
            }
            int number = Ascii.number(word.substring(digits, letters));
            Unit unit = Unit.of(word.substring(letters, i));
            if (number < 0 || unit == null || unit == Unit.MONTH) {
                return NONE;
            }
            boolean alone = before == null && i == word.length();
            if (alone && (from == 0 || !unit.isClock())) {
                return new Amount(number, unit);
            }
            if (!unit.isClock() || (before != null && unit.compareTo(before) >= 0)) {
                return NONE;
            }
            before = unit;
            seconds += (long) number * unit.seconds();
        }
        return ofSeconds(seconds, Unit.HOUR);
    }

    /** Converts seconds to the largest unit, up to a given one, that makes a whole number. */
    private static Amount ofSeconds(long seconds, Unit largest) {
        for (Unit unit : List.of(Unit.DAY, Unit.HOUR, Unit.MINUTE)) {
            if (unit.compareTo(largest) <= 0 && seconds % unit.seconds() == 0) {
                return new Amount((int) Math.min(Integer.MAX_VALUE, seconds / unit.seconds()), unit);
            }
        }
        return new Amount((int) Math.min(Integer.MAX_VALUE, seconds), Unit.SECOND);
    }

    /** Whether a duration can be said in whole seconds, and within the limits. */
    static boolean isDuration(Duration duration) {
        return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))
                && duration.compareTo(Duration.ofSeconds(1)) >= 0
                && duration.compareTo(Duration.ofDays(Limits.SPAN_DAYS)) <= 0;
    }

    static Amount of(Duration duration) {
        return ofSeconds(duration.toSeconds(), Unit.DAY);
    }

    static String print(Duration duration) {
        Amount amount = of(duration);
        return amount.unit.count(amount.number);
    }
}
