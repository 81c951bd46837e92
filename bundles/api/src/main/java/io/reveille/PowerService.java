package io.reveille;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The gateway's sleep between jobs: its status, its forecast, and ways to keep it awake. All methods may be called from
 * any thread.
 */
@ProviderType
public interface PowerService {

    /** The longest time that {@link #keepAwake} accepts. */
    Duration LONGEST_HOLD = Duration.ofHours(24);

    /**
     * The name under which shells and consoles call {@link #keepAwake}: a hold begun at one can be ended at another.
     */
    String OPERATOR = "operator";

    /** Returns the status as of the last check. */
    PowerStatus status();

    /**
     * Keeps the gateway awake for a while; a sleep that is about to begin is aborted.
     *
     * @param time from 1 second to {@link #LONGEST_HOLD}
     * @param who the name of the caller, in a word or two
     * @param why the reason, in words
     * @return the hold; closing it ends it before its time
     * @throws IllegalArgumentException if the time is out of range, or who is blank
     */
    Hold keepAwake(Duration time, String who, String why);

    /**
     * Ends all holds that {@link #keepAwake} began under this name; other holds and inhibitors go on.
     *
     * @param who the name given to {@link #keepAwake}
     * @return the number of holds that were ended before their time
     */
    int release(String who);

    /** A hold that keeps the gateway awake until its time is up, or it is closed. */
    @ProviderType
    interface Hold extends AutoCloseable {

        /** Returns when the hold ends by itself. */
        Instant until();

        /** Ends the hold; does nothing if it has ended. */
        @Override
        void close();
    }

    /**
     * Notes that somebody works at the gateway, which then stays awake for the grace period of the settings. For shells
     * and consoles.
     */
    void operatorActive();

    /** Probes the machine again and forgets failures: the back end is tried again at once. */
    void tryAgain();

    /**
     * Forecasts the coming days, with the battery of the settings.
     *
     * @param days 1 to 366
     * @throws IllegalArgumentException if days is out of range
     */
    PowerForecast forecast(Instant from, int days);

    /**
     * Forecasts the coming days, with another battery.
     *
     * @param days 1 to 366
     * @throws IllegalArgumentException if days is out of range
     */
    PowerForecast forecast(Instant from, int days, Battery battery);
}
