package io.reveille.power.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The measured time that a wake-up keeps the machine awake, for the forecast: from the alarm until the machine sleeps
 * again, runs included. Where one stretch awake served several deadlines, the time between the first and the last of
 * them does not count, since the forecast adds that itself. For one thread, except for {@link #mean}.
 */
final class AwakeTime {

    /** The number of wake-ups from which on the mean is worth more than the assumption. */
    private static final int ENOUGH = 4;

    /** The number of wake-ups at which the older half loses half of its weight. */
    private static final int MOST = 1_000;

    /**
     * The measurements so far.
     *
     * @param wakeUps the number of wake-ups
     * @param awake the time awake in all of them
     */
    record Sum(int wakeUps, Duration awake) {

        static final Sum NOTHING = new Sum(0, Duration.ZERO);

        Sum plus(Duration time) {
            return wakeUps < MOST
                    ? new Sum(wakeUps + 1, awake.plus(time))
                    : new Sum(
                            MOST / 2 + 1,
                            awake.multipliedBy(MOST / 2).dividedBy(wakeUps).plus(time));
        }
    }

    /** The stretch awake that is measured. */
    private static final class Stretch {
        final long began; // by the clock that stands still during sleep
        final Instant first;
        Instant last;
        Optional<Instant> awaited;

        Stretch(long began, Instant deadline) {
            this.began = began;
            this.first = deadline;
            this.last = deadline;
            this.awaited = Optional.of(deadline);
        }
    }

    private volatile Sum sum = Sum.NOTHING;
    private @Nullable Stretch stretch;

    /** Returns the mean; empty while too little was measured. May be called from any thread. */
    Optional<Duration> mean() {
        Sum measured = sum;
        return measured.wakeUps() < ENOUGH
                ? Optional.empty()
                : Optional.of(measured.awake().dividedBy(measured.wakeUps()));
    }

    Sum sum() {
        return sum;
    }

    void restore(Sum measured) {
        sum = measured;
    }

    /**
     * Begins to measure.
     *
     * @param nanos the time by the clock that stands still during sleep
     * @param deadline the moment for which the machine was woken
     */
    void begin(long nanos, Instant deadline) {
        stretch = new Stretch(nanos, deadline);
    }

    /** Notes the next deadline, as often as the machine is found awake. */
    void look(Instant now, Optional<Instant> next) {
        Stretch current = stretch;
        if (current != null) {
            current.awaited
                    .filter(deadline -> deadline.isAfter(current.last) && !deadline.isAfter(now))
                    .ifPresent(deadline -> current.last = deadline);
            current.awaited = next;
        }
    }

    /** Ends the measurement without a result: something else than jobs has kept the machine awake. */
    void drop() {
        stretch = null;
    }

    /** Ends the measurement: the machine has slept. */
    void end(long nanos) {
        Stretch over = stretch;
        stretch = null;
        if (over != null) {
            Duration time = Duration.ofNanos(nanos - over.began).minus(Duration.between(over.first, over.last));
            sum = sum.plus(time.isNegative() ? Duration.ZERO : time);
        }
    }
}
