package io.reveille;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The policies by which a job is run. An immutable value; {@link #DEFAULTS} applies where a definition gives no
 * policies.
 *
 * @param misfire the policy for missed occurrences
 * @param misfireLimit the greatest number of missed occurrences that run with {@link Misfire#ALL}, 1 to 1000
 * @param overlap the policy for an occurrence that comes due during a run
 * @param delivery the policy for a run that a crash cuts off
 * @param timeout how long a run may take, 1 second or more; empty: no limit
 * @param retry how a failed occurrence is tried again
 * @param priority the priority, -100 to 100: of several jobs due together the one with the highest goes first
 * @param concurrency how many runs of the same handler may be under way, the job's own included, when a run of the job
 *     starts, 1 to 64; 0: any number
 * @param gates the conditions for a run, all of which must hold: each the name of a gate and what the gate is to check,
 *     {@code network eth0} for example; see {@link io.reveille.spi.RunGate}
 * @param defer how long after its nominal time an occurrence may wait for its gates and still counts as in time, never
 *     beyond the next occurrence; empty: until the next occurrence
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

    /** The default of {@link #misfireLimit()}. */
    public static final int MISFIRE_LIMIT = 100;

    /** The policies of a definition that gives none. */
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

    /** Returns a copy with another {@link #misfire()} and {@link #misfireLimit()}. */
    public JobPolicies withMisfire(Misfire newMisfire, int limit) {
        return new JobPolicies(
                newMisfire, limit, overlap, delivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** Returns a copy with another {@link #overlap()}. */
    public JobPolicies withOverlap(Overlap newOverlap) {
        return new JobPolicies(
                misfire, misfireLimit, newOverlap, delivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** Returns a copy with another {@link #delivery()}. */
    public JobPolicies withDelivery(Delivery newDelivery) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, newDelivery, timeout, retry, priority, concurrency, gates, defer);
    }

    /** Returns a copy with another {@link #timeout()}. */
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

    /** Returns a copy with another {@link #retry()}. */
    public JobPolicies withRetry(Retry newRetry) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, newRetry, priority, concurrency, gates, defer);
    }

    /** Returns a copy with another {@link #priority()}. */
    public JobPolicies withPriority(int newPriority) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, newPriority, concurrency, gates, defer);
    }

    /** Returns a copy with another {@link #concurrency()}. */
    public JobPolicies withConcurrency(int newConcurrency) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, priority, newConcurrency, gates, defer);
    }

    /** Returns a copy with other {@link #gates()}. */
    public JobPolicies withGates(List<String> newGates) {
        return new JobPolicies(
                misfire, misfireLimit, overlap, delivery, timeout, retry, priority, concurrency, newGates, defer);
    }

    /** Returns a copy with another {@link #defer()}. */
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
