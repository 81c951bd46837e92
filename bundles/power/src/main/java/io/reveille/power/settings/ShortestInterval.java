package io.reveille.power.settings;

import io.reveille.schedule.Durations;
import io.reveille.spi.Quiescence.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether jobs leave room for a minimum sleep. Pure. */
public final class ShortestInterval {

    private ShortestInterval() {}

    /**
     * Checks it against what is planned.
     *
     * @throws IllegalArgumentException naming a job that comes again sooner: the machine would never sleep
     */
    public static void check(Duration minimum, List<Window> windows) {
        Map<String, Instant> last = new HashMap<>();
        for (Window window : windows) {
            if (!window.wakes()) {
                continue;
            }
            Instant before = last.put(window.job(), window.nominal());
            if (before == null) {
                continue;
            }
            Duration interval = Duration.between(before, window.nominal());
            if (interval.compareTo(minimum) < 0) {
                throw new IllegalArgumentException("The setting sleep.minimum is "
                        + minimum.toSeconds() + " s, longer than the " + Durations.print(interval)
                        + " between two occurrences of the job " + window.job()
                        + ": the gateway would never sleep. Expected at most that, or a job that does not wake it"
                        + " (nowake in its schedule).");
            }
        }
    }
}
