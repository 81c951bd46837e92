package io.reveille.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows whether the wall clock is right: whether it was set by a time service since the machine started, for example.
 * Asked on a thread of its own at the start and, while the clock is not trusted, every {@code clock.look} seconds and
 * after each step. One yes is enough; where all are silent, the rules of the engine alone decide.
 */
@ConsumerType
@FunctionalInterface
public interface ClockTrust {

    /** What is known of the wall clock. */
    enum Verdict {
        /** It is right. A time before the newest ever trusted is accepted too. */
        TRUSTED,
        /** It is known not to be set yet. */
        UNTRUSTED,
        /** Nothing is known. */
        UNKNOWN
    }

    /** The verdict on the clock as it is now. What this throws counts as {@link Verdict#UNKNOWN} and is logged. */
    Verdict verdict() throws Exception;
}
