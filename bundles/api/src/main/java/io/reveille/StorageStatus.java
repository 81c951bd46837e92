package io.reveille;

import io.reveille.spi.LoadReport;
import io.reveille.spi.StateStore;
import java.time.Duration;

/**
 * The status of the storage of the jobs' state at one moment.
 *
 * @param outlives the kind of failure that an acknowledged save survives
 * @param writes the number of texts written in the last 24 hours, to the hour, over restarts too
 * @param bytes the total length of these texts, in bytes of UTF-8, without what a file system adds
 * @param budget the number of bytes that may be written in a day before saves are made less often; 0: no limit
 * @param interval the current least time between two saves of run state: longer than the setting while more is written
 *     than the budget allows
 * @param problem why the last save failed, in words; empty if it did not
 * @param found the findings when the state was loaded
 */
public record StorageStatus(
        StateStore.Durability outlives,
        long writes,
        long bytes,
        long budget,
        Duration interval,
        String problem,
        LoadReport found) {}
