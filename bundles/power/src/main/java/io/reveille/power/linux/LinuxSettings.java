package io.reveille.power.linux;

import java.util.List;

/**
 * The settings of the back end {@code linux}.
 *
 * @param strategy the way to enter sleep
 * @param rtc the name of the clock whose alarm wakes the machine, as in /sys/class/rtc
 * @param commands the commands for {@link Strategy#COMMAND}
 */
public record LinuxSettings(Strategy strategy, String rtc, Commands commands) {

    /** The way to enter sleep. */
    public enum Strategy {
        /** By systemd's logind, which respects inhibitors of other programs. */
        SYSTEMCTL,
        /** By the kernel itself, where there is no logind. */
        SYSFS,
        /** By commands, for a power controller or where another program suspends. */
        COMMAND
    }

    /**
     * The commands of the strategy {@code command}, with their placeholders; each is empty if there is none.
     *
     * @param arm the command that sets the alarm of a power controller
     * @param verify the command that prints the alarm, in seconds since 1970
     * @param sleep the command that suspends, or has the power cut
     */
    public record Commands(List<String> arm, List<String> verify, List<String> sleep) {

        public static final Commands NONE = new Commands(List.of(), List.of(), List.of());

        public Commands {
            arm = List.copyOf(arm);
            verify = List.copyOf(verify);
            sleep = List.copyOf(sleep);
        }

        /** Returns whether the commands set the alarm; otherwise the alarm of the machine's clock is set. */
        boolean setAlarm() {
            return !arm.isEmpty() || Template.hasPlaceholder(sleep);
        }
    }
}
