package io.reveille.shell;

import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The words of the answers. */
final class Phrases {

    private Phrases() {}

    static String at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String span(Duration time) {
        return Durations.print(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns a duration to the tenth of a second. */
    static String tenths(Duration time) {
        Duration rounded = Duration.ofMillis(Math.round(time.toMillis() / 100.0) * 100);
        return rounded.toMillis() % 1000 == 0 ? Durations.print(rounded) : rounded.toMillis() / 1000.0 + " seconds";
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** Returns foreign text without control characters for terminals. */
    static String plain(Object text) {
        return text.toString().replaceAll("[\\p{Cc}&&[^\n]]", " ");
    }

    /** Returns foreign text in one line, without control characters for terminals. */
    static String line(Object text) {
        return plain(text).replace('\n', ' ');
    }

    /** @throws IllegalStateException if the service is not there */
    static <T> T there(@Nullable T service, String what, String bundle) {
        if (service == null) {
            throw new IllegalStateException(what + " is not there: the bundle " + bundle
                    + " is not installed, or has not started. Nothing was done.");
        }
        return service;
    }
}
