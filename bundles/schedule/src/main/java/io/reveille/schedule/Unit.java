package io.reveille.schedule;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The units that people count intervals in, with their words. */
enum Unit {
    SECOND(1),
    MINUTE(60),
    HOUR(3600),
    DAY(86_400),
    WEEK(604_800);

    private final int seconds;
    private final String singular;
    private final int max;

    Unit(int seconds) {
        this.seconds = seconds;
        this.singular = Ascii.lower(name());
        this.max = (int) Math.min(Limits.INTERVAL, Limits.SPAN_DAYS * 86_400L / seconds);
    }

    /** The unit of a word in singular or plural, lower case; null when it is none. */
    static @Nullable Unit of(String word) {
        for (Unit unit : values()) {
            if (word.equals(unit.singular) || word.equals(unit.plural())) {
                return unit;
            }
        }
        return null;
    }

    static List<String> plurals() {
        return Arrays.stream(values()).map(Unit::plural).toList();
    }

    /** Nominal length; a local day may be longer or shorter. */
    int seconds() {
        return seconds;
    }

    /** The largest interval in this unit. */
    int max() {
        return max;
    }

    boolean isClock() {
        return compareTo(HOUR) <= 0;
    }

    String singular() {
        return singular;
    }

    String plural() {
        return singular + "s";
    }

    /** As after "every": {@code minute}, {@code 10 minutes}. */
    String each(int interval) {
        return interval == 1 ? singular : count(interval);
    }

    /** As after "in": {@code 1 minute}, {@code 10 minutes}. */
    String count(int number) {
        return number + " " + (number == 1 ? singular : plural());
    }

    /** What to tell somebody whose number does not fit. */
    String expectedInterval() {
        return "a whole number of " + plural() + " from 1 to " + max;
    }
}
