package io.reveille;

import io.reveille.spi.LoadReport;
import io.reveille.spi.StateStore;
import java.time.Duration;

/**
 * How the state of jobs is kept, at one moment.
 *
 * @param outlives what an acknowledged save outlives
 * @param writes how many texts were written in the last 24 hours, to the hour, over restarts too
 * @param bytes how long they were, in bytes of UTF-8; what a file system adds is not in it
 * @param budget how many bytes may be written in a day before saves are stretched; 0 for as many as there are
 * @param interval how far apart two saves of what has run lie at least, as it is now: longer than the setting while more
 *     is written than the budget allows
 * @param problem why the last save failed, in words; empty if it did not
 * @param found what was found when the state was loaded
 */
public record StorageStatus(
        StateStore.Durability outlives,
        long writes,
        long bytes,
        long budget,
        Duration interval,
        String problem,
        LoadReport found) {}
