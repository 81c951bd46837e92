package io.reveille.core.intake;

import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A property whose value is a duration, or a word for none.
 *
 * @param none the word for no duration, in upper or lower case; also the meaning of an absent property
 */
record DurationProperty(String property, String none) {

    static final Duration LEAST = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofDays(366);

    /** The form of any duration in a definition, for messages. */
    static final String EXPECTED = "a duration of whole seconds, from 1 second to 366 days";

    Optional<Duration> read(Map<String, ?> properties) {
        String text = Texts.optional(properties, property).strip();
        if (text.isEmpty() || text.replaceAll("\\s+", " ").equalsIgnoreCase(none)) {
            return Optional.empty();
        }
        Duration duration;
        try {
            duration = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw Fault.of(property, text, expected() + "; " + e.getMessage());
        }
        return Optional.of(checked(text, duration));
    }

    void check(Duration duration) {
        checked(Durations.print(duration), duration);
    }

    void write(Optional<Duration> value, Map<String, Object> properties) {
        value.ifPresent(duration -> properties.put(property, Durations.print(duration)));
    }

    /** Whether a duration may stand in a definition. */
    static boolean fits(Duration duration) {
        return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))
                && duration.compareTo(LEAST) >= 0
                && duration.compareTo(MOST) <= 0;
    }

    private Duration checked(String shown, Duration duration) {
        if (!fits(duration)) {
            throw Fault.of(property, shown, expected());
        }
        return duration;
    }

    private String expected() {
        return "expected \"" + none + "\" or " + EXPECTED;
    }
}
