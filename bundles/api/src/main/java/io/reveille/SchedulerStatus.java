package io.reveille;

import java.util.List;

/**
 * The status of the scheduler itself at one moment.
 *
 * @param jobs the number of jobs
 * @param running the number of runs under way
 * @param waiting the number of occurrences that wait for a worker or their turn
 * @param workers the number of threads that may run handlers at once
 * @param lostThreads the number of runs that were given up because their handler does not return: each keeps a thread
 * @param cutOff the class names of listeners and gates that do not return and are no longer called
 * @param clockTrusted whether the wall clock is trusted; while it is not, calendar jobs are held
 * @param clock why the clock is trusted or not, in words
 * @param timeZones the time-zone rules by which local times are computed
 * @param storage how the jobs' state is kept
 */
public record SchedulerStatus(
        int jobs,
        int running,
        int waiting,
        int workers,
        int lostThreads,
        List<String> cutOff,
        boolean clockTrusted,
        String clock,
        TimeZoneRules timeZones,
        StorageStatus storage) {
    public SchedulerStatus {
        cutOff = List.copyOf(cutOff);
    }
}
