package io.reveille.power.linux;

import io.reveille.power.cycle.MachineClocks.Moment;
import java.io.IOException;
import java.time.Duration;

/** Sees whether the machine has slept since a moment: by the kernel's own count, which has no hibernation, or by the clocks. */
final class SleepWatch {

    private static final String SUCCESSES = "/sys/power/suspend_stats/success";
    private static final String LAST_FAILURE = "/sys/power/suspend_stats/last_failed_dev";

    private static final Duration SLEPT = Duration.ofMillis(300);

    /** A program returns before the sleep or after it: so often is looked, for so long. */
    private static final int LOOK_MILLIS = 200;

    private static final int LOOKS = 150;

    private final LinuxMachine machine;
    private final Moment before;
    private final String successes;

    /** Begins to watch: before anything is asked to sleep. */
    SleepWatch(LinuxMachine machine) {
        this.machine = machine;
        this.before = machine.clocks().now();
        this.successes = text(SUCCESSES);
    }

    boolean hasNotSlept() {
        return text(SUCCESSES).equals(successes) && !clocksSaySo();
    }

    /** Asked twice: a thread that is held up between two clocks sees a sleep that was none, once. */
    private boolean clocksSaySo() {
        for (int i = 0; i < 2; i++) {
            if (slept().compareTo(SLEPT) < 0) {
                return false;
            }
        }
        return true;
    }

    /** How long the machine has slept, by its clocks. */
    Duration slept() {
        return before.asleepUntil(machine.clocks().now());
    }

    /**
     * Waits for a sleep that was asked for, for 30 s awake.
     *
     * @param asked by what
     * @throws Stop if there is none
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

    /** The device that has refused to suspend, in words; empty if the kernel names none. */
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
