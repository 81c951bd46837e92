package io.reveille.power.linux;

import io.reveille.power.cycle.MachineClocks;

/**
 * The parts of the machine that the Linux back end works with.
 *
 * @param files the kernel's files
 * @param programs the machine's programs
 * @param clocks the machine's clocks
 * @param pauses waits for a sleep that begins later
 */
public record LinuxMachine(SysFiles files, Programs programs, MachineClocks clocks, Pauses pauses) {

    /** Returns the same machine with another way to run programs. */
    public LinuxMachine runningBy(Programs others) {
        return new LinuxMachine(files, others, clocks, pauses);
    }

    /** Waits, awake. */
    @FunctionalInterface
    public interface Pauses {
        void pause(long millis) throws InterruptedException;
    }
}
