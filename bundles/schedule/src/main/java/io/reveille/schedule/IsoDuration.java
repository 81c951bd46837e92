package io.reveille.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An interval in the notation of ISO 8601, as number and unit: {@code PT1H30M} is 90 minutes. Hours, minutes and seconds
 * are elapsed time and may be mixed; days or weeks are those of the calendar and stand alone.
 */
record IsoDuration(int number, Unit unit) {
    private static final Pattern CLOCK = Pattern.compile(
            "PT(?=[0-9])(?:([0-9]{1,10})H)?(?:([0-9]{1,10})M)?(?:([0-9]{1,10})S)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALENDAR = Pattern.compile("P([0-9]{1,10})([DW])", Pattern.CASE_INSENSITIVE);
    private static final String EXPECTED =
            "an ISO duration such as PT1H30M, P3D or P2W, of whole numbers, from 1 second to " + Limits.SPAN_DAYS
                    + " days";

    static boolean looksLike(String word) {
        return word.length() > 1
                && (word.charAt(0) == 'P' || word.charAt(0) == 'p')
                && (Ascii.isDigit(word.charAt(1)) || word.charAt(1) == 'T' || word.charAt(1) == 't');
    }

    static IsoDuration read(Cursor cursor) {
        IsoDuration duration = parse(cursor.peek().word());
        if (duration == null) {
            throw cursor.expected(EXPECTED);
        }
        cursor.next();
        return duration;
    }

    private static @Nullable IsoDuration parse(String word) {
        Matcher calendar = CALENDAR.matcher(word);
        if (calendar.matches()) {
            boolean days = Ascii.lower(calendar.group(2)).equals("d");
            return checked(value(calendar.group(1)), days ? Unit.DAY : Unit.WEEK);
        }
        Matcher clock = CLOCK.matcher(word);
        if (!clock.matches()) {
            return null;
        }
        long seconds = value(clock.group(1)) * 3600 + value(clock.group(2)) * 60 + value(clock.group(3));
        Unit unit = Unit.SECOND;
        if (seconds % 60 == 0) {
            unit = seconds % 3600 == 0 ? Unit.HOUR : Unit.MINUTE;
        }
        return checked(seconds / unit.seconds(), unit);
    }

    private static long value(@Nullable String digits) {
        return digits == null ? 0 : Ascii.number(digits);
    }

    private static @Nullable IsoDuration checked(long number, Unit unit) {
        return number < 1 || number > unit.max() ? null : new IsoDuration((int) number, unit);
    }
}
