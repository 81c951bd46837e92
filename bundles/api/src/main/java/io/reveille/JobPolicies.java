package io.reveille;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a job is run: what a definition says beside when and what. An immutable value; {@link #DEFAULTS} is what a
 * definition means that says nothing.
 *
 * @param misfire what becomes of missed occurrences
 * @param misfireLimit how many of them run at most with {@link Misfire#ALL}, 1 to 1000
 * @param overlap what becomes of an occurrence that comes due during a run
 * @param delivery what a crash in the middle of a run means
 * @param timeout how long a run may take, 1 second or more; empty: as long as it takes
 * @param retry how a failed occurrence is tried again
 * @param priority of several that are due together the higher goes first, -100 to 100
 * @param concurrency how many runs of the same handler there may be, this one included, when it starts, 1 to 64; 0: any
 *     number
 * @param gates the conditions under which it may run, all of which must hold: each the name of a gate and what it is to
 *     check, {@code network eth0} for example; see {@link io.reveille.spi.RunGate}
 * @param defer how long after its nominal time an occurrence waits for its gates and is still in time; empty: until the
 *     next occurrence. Never longer than until that
 */
public record JobPolicies(
        Misfire misfire,
        int misfireLimit,
        Overlap overlap,
        Delivery delivery,
        Optional<Duration> timeout,
        Retry retry,
        int priority,
        int concurrency,
        List<String> gates,
        Optional<Duration> defer) {

    /** What {@link #misfireLimit()} is where nothing is said. */
    public static final int MISFIRE_LIMIT = 100;

    /** What a definition means that says nothing. */
    public static final JobPolicies DEFAULTS = new JobPolicies(
            Misfire.ONCE,
            MISFIRE_LIMIT,
            Overlap.SKIP,
            Delivery.AT_LEAST_ONCE,
            Optional.empty(),
            Retry.NONE,
            0,
            0,
            List.of(),
            Optional.empty());

    public JobPolicies {
        gates = List.copyOf(gates);
    }

    /** The same, with another {@link #misfire()}. */
    public JobPolicies withMisfire(Misfire newMisfire, int limit) {
        return new JobPolicies(
                newMisfire, limit, overlap, delivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** The same, with another {@link #overlap()}. */
    public JobPolicies withOverlap(Overlap newOverlap) {
        return new JobPolicies(
                misfire, misfireLimit, newOverlap, delivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** The same, with another {@link #delivery()}. */
    public JobPolicies withDelivery(Delivery newDelivery) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, newDelivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** The same, with another {@link #timeout()}. */
    public JobPolicies withTimeout(Duration limit) {
        return new JobPolicies(
                misfire,
                misfireLimit,
                overlap,
                delivery,
                Optional.of(limit),
                retry,
                priority,
                concurrency,
                gates,
                defer);
    }

    /** The same, with another {@link #retry()}. */
    public JobPolicies withRetry(Retry newRetry) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, newRetry, priority, concurrency, gates, defer);
    }

    /** The same, with another {@link #priority()}. */
    public JobPolicies withPriority(int newPriority) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, newPriority, concurrency, gates, defer);
    }

    /** The same, with another {@link #concurrency()}. */
    public JobPolicies withConcurrency(int newConcurrency) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, priority, newConcurrency, gates, defer);
    }

    /** The same, with another {@link #gates()}. */
    public JobPolicies withGates(List<String> newGates) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, priority, concurrency, newGates, defer);
    }

    /** The same, with another {@link #defer()}. */
    public JobPolicies withDefer(Duration limit) {
        return new JobPolicies(
                misfire,
                misfireLimit,
                overlap,
                delivery,
                timeout,
                retry,
                priority,
                concurrency,
                gates,
                Optional.of(limit));
    }
}
