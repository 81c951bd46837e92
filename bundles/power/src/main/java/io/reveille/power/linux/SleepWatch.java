package io.reveille.power.linux;

import io.reveille.power.cycle.MachineClocks.Moment;
import java.io.IOException;
import java.time.Duration;

/**
 * Detects whether the machine has slept since a moment: by the kernel's count of suspends, which misses hibernation, or
 * by the clocks.
 */
final class SleepWatch {

    private static final String SUCCESSES = "/sys/power/suspend_stats/success";
    private static final String LAST_FAILURE = "/sys/power/suspend_stats/last_failed_dev";

    private static final Duration SLEPT = Duration.ofMillis(300);

    /** The interval and number of checks for a sleep: a program may return before the sleep or after it. */
    private static final int LOOK_MILLIS = 200;

    private static final int LOOKS = 150;

    private final LinuxMachine machine;
    private final Moment before;
    private final String successes;

    /** Starts to watch; to be called before the request to sleep. */
    SleepWatch(LinuxMachine machine) {
        this.machine = machine;
        this.before = machine.clocks().now();
        this.successes = text(SUCCESSES);
    }

    boolean hasNotSlept() {
        return text(SUCCESSES).equals(successes) && !clocksSaySo();
    }

    /**
     * Returns whether the clocks show a sleep. They are checked twice, since a delay between the readings of two clocks
     * looks like a sleep.
     */
    private boolean clocksSaySo() {
        for (int i = 0; i < 2; i++) {
            if (slept().compareTo(SLEPT) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns how long the machine has slept, by its clocks. */
    Duration slept() {
        return before.asleepUntil(machine.clocks().now());
    }

    /**
     * Waits up to 30 s, awake, for a requested sleep.
     *
     * @param asked the command that was to suspend, for the message
     * @throws Stop if the machine has not slept
     */
    void await(String asked) throws InterruptedException, Stop {
        for (int i = 0; hasNotSlept(); i++) {
            if (i == LOOKS) {
                throw Stop.failed(asked + " was asked to suspend, and nothing has happened for "
                        + LOOKS * LOOK_MILLIS / 1000 + " s" + device());
            }
            machine.pauses().pause(LOOK_MILLIS);
        }
    }

    /** Returns the device that has refused to suspend, in words; empty if the kernel names none. */
    String device() {
        String device = text(LAST_FAILURE);
        return device.isEmpty() ? "" : " (last device that refused: " + device + ")";
    }

    private String text(String path) {
        try {
            return machine.files().exists(path) ? machine.files().read(path) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
