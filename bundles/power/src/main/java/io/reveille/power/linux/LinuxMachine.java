package io.reveille.power.linux;

import io.reveille.power.cycle.Clocks;

/**
 * What the Linux back end works with.
 *
 * @param files the kernel's files
 * @param programs the machine's programs
 * @param clocks its clocks
 * @param pauses how to wait a little for a sleep that begins later
 */
public record LinuxMachine(SysFiles files, Programs programs, Clocks clocks, Pauses pauses) {

    /** Waits, awake. */
    @FunctionalInterface
    public interface Pauses {
        void pause(long millis) throws InterruptedException;
    }
}
