package io.reveille;

import java.util.List;

/**
 * How the scheduler itself is, at one moment.
 *
 * @param jobs how many jobs there are
 * @param running how many runs are under way
 * @param waiting how many occurrences wait for a worker or their turn
 * @param workers how many threads may run handlers at once
 * @param lostThreads how many runs were given up whose handler does not come back: each keeps a thread
 * @param cutOff listeners and gates that do not come back and are not called any more, by the names of their classes
 * @param clockTrusted whether the wall clock is trusted; while it is not, calendar jobs are held
 * @param clock why it is trusted or not, in words
 * @param timeZones which time-zone rules local times are reckoned by
 * @param storage how their state is kept
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
