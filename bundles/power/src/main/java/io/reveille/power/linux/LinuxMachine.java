package io.reveille.power.linux;

import io.reveille.power.cycle.MachineClocks;

/**
 * What the Linux back end works with.
 *
 * @param files the kernel's files
 * @param programs the machine's programs
 * @param clocks its clocks
 * @param pauses how to wait a little for a sleep that begins later
 */
public record LinuxMachine(SysFiles files, Programs programs, MachineClocks clocks, Pauses pauses) {

    /** The same machine, whose programs are run in another way. */
    public LinuxMachine runningBy(Programs others) {
        return new LinuxMachine(files, others, clocks, pauses);
    }

    /** Waits, awake. */
    @FunctionalInterface
    public interface Pauses {
        void pause(long millis) throws InterruptedException;
    }
}
