package io.reveille.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that knows whether the wall clock is right: whether a time service has set it since the machine started,
 * for example. Asked on a thread of its own at the start and, while the clock is not trusted, every {@code clock.look}
 * seconds and after each step of the clock. One {@link Verdict#TRUSTED} is enough; where all services answer
 * {@link Verdict#UNKNOWN}, the rules of the engine alone decide.
 */
@ConsumerType
@FunctionalInterface
public interface ClockTrust {

    /** The verdict on the wall clock. */
    enum Verdict {
        /** The clock is right. A time before the newest ever trusted is accepted too. */
        TRUSTED,
        /** The clock is known not to be set yet. */
        UNTRUSTED,
        /** Nothing is known. */
        UNKNOWN
    }

    /**
     * Returns the verdict on the clock as it is now.
     *
     * @throws Exception any exception: counts as {@link Verdict#UNKNOWN} and is logged
     */
    Verdict verdict() throws Exception;
}
