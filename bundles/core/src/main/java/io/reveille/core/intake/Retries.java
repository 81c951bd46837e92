package io.reveille.core.intake;

import io.reveille.JobDefinitionException;
import io.reveille.Retry;
import io.reveille.schedule.Durations;
import io.reveille.spi.JobProperties;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The property {@code retry}: {@code 3}, {@code 3 from 10 seconds}, {@code 3 from 10 seconds to 10 minutes}. */
final class Retries {

    private static final String PROPERTY = JobProperties.RETRY;

    private static final String EXPECTED = "expected 0 to " + Retry.MOST
            + " attempts, for example 0, 3, \"3 from 10 seconds\" or \"3 from 10 seconds to 10 minutes\"";

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,9})(?: from ([^ ].*?)(?: to ([^ ].*))?)?", Pattern.CASE_INSENSITIVE);

    private static final int MAX_TEXT = 200; // longer than any sensible text

    private Retries() {}

    static Retry read(Map<String, ?> properties) {
        Object value = properties.get(PROPERTY);
        if (value == null) {
            return Retry.NONE;
        }
        if (!(value instanceof String) && !IntProperty.isWhole(value)) {
            throw Fault.wrongType(PROPERTY, value, "a String or an Integer");
        }
        String text = value.toString().strip();
        return text.isEmpty() ? Retry.NONE : parse(text);
    }

    private static Retry parse(String text) {
        Matcher parts = TEXT.matcher(text.length() > MAX_TEXT ? "" : text.replaceAll("\\s+", " "));
        if (!parts.matches()) {
            throw Fault.of(PROPERTY, text, EXPECTED);
        }
        int attempts = Integer.parseInt(parts.group(1));
        Duration first = parts.group(2) == null ? Retry.FIRST : duration(text, parts.group(2));
        Duration longest = parts.group(3) == null ? longestBy(first) : duration(text, parts.group(3));
        return of(text, attempts, first, longest);
    }

    /**
     * Makes retries from numbers; without attempts the delays mean nothing, and are dropped.
     *
     * @throws JobDefinitionException if one of them is out of its range
     */
    static Retry of(int attempts, Duration first, Duration longest) {
        String text = attempts + " from " + Durations.print(first) + " to " + Durations.print(longest);
        return of(text, attempts, first, longest);
    }

    private static Retry of(String text, int attempts, Duration first, Duration longest) {
        if (attempts < 0 || attempts > Retry.MOST) {
            throw Fault.of(PROPERTY, text, EXPECTED);
        }
        for (Duration delay : new Duration[] {first, longest}) {
            if (!DurationProperty.fits(delay)) {
                throw Fault.of(PROPERTY, text, Durations.print(delay) + ": expected " + DurationProperty.EXPECTED);
            }
        }
        if (first.compareTo(longest) > 0) {
            throw Fault.of(
                    PROPERTY,
                    text,
                    "the first delay, " + Durations.print(first) + ", is longer than the longest, "
                            + Durations.print(longest));
        }
        return attempts == 0 ? Retry.NONE : new Retry(attempts, first, longest);
    }

    static void write(Retry retry, Map<String, Object> properties) {
        if (!retry.equals(Retry.NONE)) {
            properties.put(PROPERTY, retry.toString());
        }
    }

    /** The limit of all delays: never shorter than the first one. */
    private static Duration longestBy(Duration first) {
        return first.compareTo(Retry.LONGEST) > 0 ? first : Retry.LONGEST;
    }

    private static Duration duration(String text, String part) {
        try {
            return Durations.parse(part);
        } catch (IllegalArgumentException e) {
            throw Fault.of(PROPERTY, text, EXPECTED + "; " + e.getMessage());
        }
    }
}
