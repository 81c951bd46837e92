package io.reveille.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that puts the machine to sleep and has it woken; the setting {@code backend} chooses one by its name.
 * Called by one thread at a time, which is not the engine's. A faulty back end loses no job: one that throws, does not
 * return, or reports a sleep wrongly is called more and more rarely and finally given up.
 */
@ConsumerType
public interface PowerBackend {

    /** Returns the name, one word, as in the settings. */
    String name();

    /** Finds out what the machine can do, without changing anything. */
    Probe probe();

    /**
     * Sleeps, and returns when the machine is awake again. The steps, in this order, ending with {@link End#ABORTED} as
     * soon as something has changed: check whether the machine allows sleep; ask {@link Request#undisturbed()}; arm an
     * alarm for {@link Request#wake()}, or leave an earlier one of somebody else as it is; read it back; ask again;
     * sleep.
     *
     * @throws Exception any exception: counts as {@link End#FAILED}
     */
    Result sleep(Request request) throws Exception;

    /**
     * Returns whether the back end really sleeps. For one that only simulates sleeps, the engine is not held still and
     * nothing is saved.
     */
    default boolean isReal() {
        return true;
    }

    /** The depth of a sleep. */
    enum Depth {
        /** Memory is kept; the program goes on where it was. */
        SUSPEND,
        /** The machine is shut down and starts anew. */
        POWER_OFF
    }

    /**
     * The abilities of a machine.
     *
     * @param usable whether the machine can sleep and be woken
     * @param findings what was checked and what is missing, each a sentence for people
     * @param minimum the least time until an alarm
     * @param horizon the greatest time until an alarm; empty if there is no limit or none is known. A longer sleep is
     *     split into several
     */
    record Probe(boolean usable, List<String> findings, Duration minimum, Optional<Duration> horizon) {
        public Probe {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A request to sleep.
     *
     * @param depth the depth of the sleep
     * @param wake when the machine has to be awake; a whole second; empty if nothing is planned and the settings allow to
     *     sleep without an alarm
     * @param undisturbed tells whether it is still right to sleep; asked at least twice, and cheap
     */
    record Request(Depth depth, Optional<Instant> wake, BooleanSupplier undisturbed) {}

    /** Why a sleep ended, or why there was none. */
    enum End {
        /**
         * The machine slept, and an alarm woke it: the alarm of this sleep, or an earlier one that was left in place.
         */
        ALARM,
        /** The machine slept, and something else woke it. */
        FOREIGN,
        /** The machine is being shut down: this program ends soon. */
        POWERED_OFF,
        /** The machine did not sleep, since something changed before. No failure: the sleep is tried again. */
        ABORTED,
        /** The machine did not sleep although it should have, or the back end cannot tell. */
        FAILED,
        /** The back end only simulates the sleep. */
        SIMULATED
    }

    /**
     * The result of a request to sleep.
     *
     * @param end why the sleep ended
     * @param slept how long the machine slept; zero if it did not
     * @param othersAlarm an earlier alarm of somebody else that was left in place, and woke the machine or would have
     * @param horizon the limit of alarms, if this sleep showed that there is one
     * @param detail further details, in words
     */
    record Result(End end, Duration slept, Optional<Instant> othersAlarm, Optional<Duration> horizon, String detail) {

        /** Returns a result without an alarm of somebody else. */
        public static Result of(End end, Duration slept, String detail) {
            return new Result(end, slept, Optional.empty(), Optional.empty(), detail);
        }
    }
}
