package io.reveille.power.linux;

import java.util.List;

/**
 * How a Linux machine is put to sleep.
 *
 * @param strategy by what
 * @param rtc the name of the clock whose alarm wakes it, as in /sys/class/rtc
 * @param commands for {@link Strategy#COMMAND}
 */
public record LinuxSettings(Strategy strategy, String rtc, Commands commands) {

    /** By what. */
    public enum Strategy {
        /** systemd's logind, which asks others first. */
        SYSTEMCTL,
        /** The kernel itself, where there is no logind. */
        SYSFS,
        /** Commands, for a power controller or where another program suspends. */
        COMMAND
    }

    /**
     * Commands, each with its placeholders; empty if there is none.
     *
     * @param arm sets the alarm of a power controller
     * @param verify prints the alarm that is set, in seconds since 1970
     * @param sleep has the power cut, or suspends
     */
    public record Commands(List<String> arm, List<String> verify, List<String> sleep) {

        public static final Commands NONE = new Commands(List.of(), List.of(), List.of());

        public Commands {
            arm = List.copyOf(arm);
            verify = List.copyOf(verify);
            sleep = List.copyOf(sleep);
        }

        /** Whether they set the alarm themselves; else the one of the machine's clock is set. */
        boolean setAlarm() {
            return !arm.isEmpty() || Template.hasPlaceholder(sleep);
        }
    }
}
