package io.reveille;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** How the gateway sleeps between jobs: what it does and why, and what people may ask of it. Any thread. */
@ProviderType
public interface PowerService {

    /** The longest that {@link #keepAwake} takes. */
    Duration LONGEST_HOLD = Duration.ofHours(24);

    /** Who asks where people do, at a shell or a console: what was begun at one can be ended at the other. */
    String OPERATOR = "operator";

    /** How it is, as of the last look. */
    PowerStatus status();

    /**
     * Keeps the gateway awake for a while, over sleeps that are about to begin too.
     *
     * @param time from 1 second to {@link #LONGEST_HOLD}
     * @param who who asks, in a word or two
     * @param why the reason, in words
     * @return closing it ends it before its time
     * @throws IllegalArgumentException if the time is out of range, or who is blank
     */
    Hold keepAwake(Duration time, String who, String why);

    /**
     * Ends what {@link #keepAwake} began, whoever has the holds; others that keep it awake go on.
     *
     * @param who who asked, as it was given there
     * @return how many were ended before their time
     */
    int release(String who);

    /** Something that keeps the gateway awake until its time is up, or it is closed. */
    @ProviderType
    interface Hold extends AutoCloseable {

        /** By which moment it ends by itself. */
        Instant until();

        /** Ends it; once ended, does nothing. */
        @Override
        void close();
    }

    /** Somebody works at the gateway: it stays awake for the grace that the settings give. For shells and consoles. */
    void operatorActive();

    /** Looks anew at what the machine can do, and forgets failures: the back end is tried again at once. */
    void tryAgain();

    /**
     * What the coming days look like, with the battery that the settings have.
     *
     * @param days 1 to 366
     * @throws IllegalArgumentException if days is out of range
     */
    PowerForecast forecast(Instant from, int days);

    /**
     * What the coming days look like.
     *
     * @param days 1 to 366
     * @throws IllegalArgumentException if days is out of range
     */
    PowerForecast forecast(Instant from, int days, Battery battery);
}
