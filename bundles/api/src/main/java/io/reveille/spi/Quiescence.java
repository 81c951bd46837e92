package io.reveille.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service of the engine's for the one component that decides when the machine sleeps: it tells what is planned, and
 * can hold the engine still while the machine sleeps.
 */
@ProviderType
public interface Quiescence {

    /** Returns the engine's present outlook. May be called from any thread. */
    Outlook outlook();

    /**
     * The facts that decide whether and how long the machine can sleep, at one moment.
     *
     * @param now the time by the wall clock
     * @param next the latest moment by which the machine has to be awake for a job: the earliest deadline of all that may
     *     wake it, retries included; in the past if something is overdue; empty if nothing is planned
     * @param busy what runs, is about to, or waits for its turn now, in a few words each: of many jobs some are named and
     *     the others counted; empty if there is nothing
     */
    record Outlook(Instant now, Optional<Instant> next, List<String> busy) {
        public Outlook {
            busy = List.copyOf(busy);
        }
    }

    /**
     * Starts each occurrence whose window is open although it could still wait: otherwise the machine would soon be
     * woken for it. May be called from any thread.
     *
     * @return whether a run was started, so that it is not time to sleep yet
     */
    default boolean runOpen() {
        return false;
    }

    /**
     * Stops dispatching and saves all state. May be called from any thread; takes as long as a save.
     *
     * @return the hold; empty, with nothing changed, if something runs or is due, if the engine is already held still,
     *     or if the state cannot be saved
     */
    Optional<Quiet> tryEnter();

    /** A hold of the engine: until it is closed, no run starts. May be used from any thread. */
    @ProviderType
    interface Quiet extends AutoCloseable {

        /** Returns the engine's present outlook, as {@link Quiescence#outlook()} does. */
        Outlook outlook();

        /**
         * Returns whether, since the hold began, something has become due, was requested, or has changed the saved
         * state.
         */
        boolean isDisturbed();

        /** Ends the hold: checks the clocks, and starts what is due. Does nothing if the hold has ended. */
        @Override
        void close();
    }

    /**
     * Registers a callback that is called, on any thread, soon after the outlook may have changed or a {@link Quiet}
     * was disturbed.
     *
     * @param changed the callback; returns soon and does not throw; may be called without need
     * @return a handle whose closing ends the calls
     */
    AutoCloseable watch(Runnable changed);

    /**
     * Returns the planned occurrences, for a forecast: those whose nominal time is at or after {@code from} and before
     * {@code to}, as the schedules give them, ordered by nominal time.
     *
     * @return at most 100,000 of them, the first ones
     */
    List<Window> windows(Instant from, Instant to);

    /**
     * Passes the planned occurrences of {@link #windows(Instant, Instant)} to a consumer one by one, so that they need
     * not be in memory together.
     *
     * @param each receives each occurrence, on the calling thread; an exception that it throws ends the method
     * @return the nominal time of the first occurrence that was not passed, if there are more than 100,000; empty if
     *     all were
     */
    default Optional<Instant> windows(Instant from, Instant to, Consumer<Window> each) {
        windows(from, to).forEach(each);
        return Optional.empty();
    }

    /**
     * The window of time in which an occurrence may start.
     *
     * @param job the job's name
     * @param nominal the earliest moment
     * @param deadline the latest moment, not before {@code nominal}
     * @param wakes whether the machine is woken for the occurrence; otherwise it runs when something else has woken the
     *     machine
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
