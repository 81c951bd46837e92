package io.reveille.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Puts the machine to sleep and has it woken. A service; the setting {@code backend} chooses one by its name. Called by one
 * thread at a time, which is not the engine's. Whatever it does, no job is lost by it: one that throws, does not return, or
 * says what is not so, is asked more and more rarely and then no more.
 */
@ConsumerType
public interface PowerBackend {

    /** Its name, one word, as in the settings. */
    String name();

    /** What it finds on this machine, without changing anything. */
    Probe probe();

    /**
     * Sleeps, and returns when the machine is awake again. In this order, ending with {@link End#ABORTED} as soon as
     * something has changed: look whether the machine allows to sleep; ask {@link Request#undisturbed()}; arm an alarm for
     * {@link Request#wake()}, or leave an earlier one of somebody else as it is; read it back; ask again; sleep.
     *
     * @throws Exception anything: counts as {@link End#FAILED}
     */
    Result sleep(Request request) throws Exception;

    /**
     * Whether it sleeps at all. For one that only says what it would do, the engine is not held still and nothing is
     * saved.
     */
    default boolean isReal() {
        return true;
    }

    /** How deep to sleep. */
    enum Depth {
        /** Memory is kept; the program goes on where it was. */
        SUSPEND,
        /** The machine is shut down and starts anew. */
        POWER_OFF
    }

    /**
     * What a machine can do.
     *
     * @param usable whether it can sleep and be woken
     * @param findings what was looked at and what is missing, each a sentence for people
     * @param minimum how far away an alarm has to be, at least
     * @param horizon how far away an alarm can be, at most; empty if there is no limit or none is known. What lies beyond
     *     is slept in hops
     */
    record Probe(boolean usable, List<String> findings, Duration minimum, Optional<Duration> horizon) {
        public Probe {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A sleep that is wanted.
     *
     * @param depth how deep
     * @param wake when the machine has to be awake; a whole second; empty if nothing is planned and the settings allow to
     *     sleep without an alarm
     * @param undisturbed whether it is still right to sleep; asked twice at least, and cheap
     */
    record Request(Depth depth, Optional<Instant> wake, BooleanSupplier undisturbed) {}

    /** Why a sleep ended, or why there was none. */
    enum End {
        /** It slept, and the alarm woke it: its own, or an earlier one that it left in place. */
        ALARM,
        /** It slept, and something else woke it. */
        FOREIGN,
        /** The machine is being shut down: this program ends soon. */
        POWERED_OFF,
        /** It did not sleep, since something happened on the way. No failure: try again. */
        ABORTED,
        /** It did not sleep, and should have, or it cannot say. */
        FAILED,
        /** It never sleeps; it only says what it would do. */
        SIMULATED
    }

    /**
     * What came of it.
     *
     * @param end why it ended
     * @param slept how long the machine slept; zero if it did not
     * @param othersAlarm an earlier alarm of somebody else that was left in place, and woke the machine or would have
     * @param horizon the limit of alarms, if this sleep showed that there is one
     * @param detail in words
     */
    record Result(End end, Duration slept, Optional<Instant> othersAlarm, Optional<Duration> horizon, String detail) {

        /** A result without an alarm of somebody else. */
        public static Result of(End end, Duration slept, String detail) {
            return new Result(end, slept, Optional.empty(), Optional.empty(), detail);
        }
    }
}
