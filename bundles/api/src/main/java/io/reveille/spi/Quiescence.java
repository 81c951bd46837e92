package io.reveille.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engine's side of sleeping, a service of the engine's: what is planned, and a way to hold everything still while the
 * machine sleeps. For whoever decides when to sleep; there should be one of them.
 */
@ProviderType
public interface Quiescence {

    /** What matters for sleeping, as of now. Any thread. */
    Outlook outlook();

    /**
     * What matters for sleeping, at one moment.
     *
     * @param now the wall clock
     * @param next the latest moment by which the machine has to be awake for a job: the earliest deadline of all that may
     *     wake it, retries included; in the past if something is overdue; empty if nothing is planned
     * @param busy what runs or waits for its turn now, in words; empty if nothing
     */
    record Outlook(Instant now, Optional<Instant> next, List<String> busy) {
        public Outlook {
            busy = List.copyOf(busy);
        }
    }

    /**
     * Lets each occurrence run whose window is open, although it may wait: a machine that is about to sleep would be woken
     * for it. Any thread.
     *
     * @return whether a run has come of it, so that it is not time to sleep yet
     */
    default boolean runOpen() {
        return false;
    }

    /**
     * Stops dispatching and saves all state. Any thread; it may take as long as a save.
     *
     * @return empty, with all as it was, if something runs or is due, if somebody else holds the engine still, or if the
     *     state cannot be saved
     */
    Optional<Quiet> tryEnter();

    /** While it is held no run starts. Any thread. */
    @ProviderType
    interface Quiet extends AutoCloseable {

        /** As {@link Quiescence#outlook()}. */
        Outlook outlook();

        /** Whether something has become due, was asked for, or has changed what is saved, since it was entered. */
        boolean isDisturbed();

        /** Looks at the clocks, and lets what is due run. Closed again it does nothing. */
        @Override
        void close();
    }

    /**
     * Asks to be told, on any thread, soon after the outlook may have changed or a {@link Quiet} was disturbed.
     *
     * @param changed returns soon and does not throw; may be told without need
     * @return closing it ends the reports
     */
    AutoCloseable watch(Runnable changed);

    /**
     * What is planned, for a forecast: occurrences whose nominal time is from {@code from} on and before {@code to}, as
     * the schedules give them, ordered by nominal time.
     *
     * @return at most 100,000 of them, the first ones
     */
    List<Window> windows(Instant from, Instant to);

    /**
     * The same, given one after the other: none is kept, however many there are.
     *
     * @param each takes the next one, on the calling thread; what it throws ends this
     * @return the nominal time of the first that is not given, if there are more than 100,000; empty if all are
     */
    default Optional<Instant> windows(Instant from, Instant to, Consumer<Window> each) {
        windows(from, to).forEach(each);
        return Optional.empty();
    }

    /**
     * When an occurrence may start.
     *
     * @param job the job's name
     * @param nominal the earliest moment
     * @param deadline the latest one, not before nominal
     * @param wakes whether the machine is woken for it; else it rides along with what wakes it
     */
    record Window(String job, Instant nominal, Instant deadline, boolean wakes) {
        public Window {
            if (deadline.isBefore(nominal)) {
                throw new IllegalArgumentException(
                        "the deadline " + deadline + " of " + job + " is before its nominal time " + nominal);
            }
        }
    }
}
