package io.reveille.power.settings;

import io.reveille.schedule.Durations;
import io.reveille.spi.Quiescence.Window;
import io.reveille.spi.SettingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Checks, by the planned occurrences, whether jobs leave enough time for a minimum sleep. */
public final class ShortestInterval implements Consumer<Window> {

    private final Duration minimum;
    private final Map<String, Instant> last = new HashMap<>(); // by job

    public ShortestInterval(Duration minimum) {
        this.minimum = minimum;
    }

    /**
     * Checks the next occurrence.
     *
     * @throws SettingException if the job's occurrences follow each other too closely: the machine would never sleep
     */
    @Override
    public void accept(Window window) {
        Instant before = window.wakes() ? last.put(window.job(), window.nominal()) : null;
        if (before == null) {
            return;
        }
        Duration interval = Duration.between(before, window.nominal());
        if (interval.compareTo(minimum) < 0) {
            throw new SettingException(
                    "sleep.minimum",
                    "The setting sleep.minimum is "
                            + minimum.toSeconds() + " s, longer than the " + Durations.print(interval)
                            + " between two occurrences of the job " + window.job()
                            + ": the gateway would never sleep. Expected at most that, or a job that does not wake it"
                            + " (nowake in its schedule).");
        }
    }
}
