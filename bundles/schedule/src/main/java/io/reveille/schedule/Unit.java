package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The units that people count intervals in, with their words. */
enum Unit {
    SECOND(1, "s sec secs"),
    MINUTE(60, "m min mins"),
    HOUR(3600, "h hr hrs"),
    DAY(86_400, "d"),
    WEEK(604_800, "w wk wks"),
    MONTH(2_629_800, "");

    /** The units of a fixed length, which durations are made of. */
    static final List<String> FIXED =
            List.of(SECOND.plural(), MINUTE.plural(), HOUR.plural(), DAY.plural(), WEEK.plural());

    private final int seconds;
    private final String singular;
    private final String plural;
    private final String abbreviations;
    private final int max;

    Unit(int seconds, String abbreviations) {
        this.seconds = seconds;
        this.singular = Ascii.lower(name());
        this.plural = singular + "s";
        this.abbreviations = abbreviations.isEmpty() ? "" : " " + abbreviations + " ";
        this.max = (int) Math.min(Limits.INTERVAL, Limits.SPAN_DAYS * 86_400L / seconds);
    }

    /** The unit of a word in singular or plural or abbreviated, lower case; null when it is none. */
    static @Nullable Unit of(String word) {
        for (Unit unit : values()) {
            if (word.equals(unit.singular)
                    || word.equals(unit.plural)
                    || unit.abbreviations.contains(" " + word + " ")) {
                return unit;
            }
        }
        return null;
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Unit unit : values()) {
            words.add(unit.plural);
        }
        for (Unit unit : values()) {
            words.add(unit.singular);
        }
        return words;
    }

    static String plurals() {
        return String.join(", ", words().subList(0, values().length));
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
        return plural;
    }

    /** Words for after "every": {@code minute}, {@code 10 minutes}. */
    String each(int interval) {
        return interval == 1 ? singular : count(interval);
    }

    /** Words for after "in": {@code 1 minute}, {@code 10 minutes}. */
    String count(long number) {
        return number + " " + (number == 1 ? singular : plural);
    }

    /** Words for an error about a number that does not fit. */
    String expectedInterval() {
        return "a whole number of " + plural + " from 1 to " + max;
    }
}
