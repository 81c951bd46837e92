package io.reveille.power.linux;

import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks whether a Linux machine can sleep and be woken, and reports what is missing. Changes nothing. */
final class LinuxProbe {

    static final String STATE = "/sys/power/state";
    static final String SYSTEMD = "/run/systemd/system";
    static final String SYSTEMCTL = "systemctl";
    static final String POWEROFF = "poweroff";

    /** The least time until an alarm with logind, which lets other programs delay a suspend. */
    private static final Duration SYSTEMCTL_MINIMUM = Duration.ofSeconds(60);

    private static final Duration SYSFS_MINIMUM = Duration.ofSeconds(5);

    private final LinuxMachine machine;
    private final LinuxSettings settings;
    private final List<String> missing = new ArrayList<>();

    private LinuxProbe(LinuxMachine machine, LinuxSettings settings) {
        this.machine = machine;
        this.settings = settings;
    }

    static Probe probe(LinuxMachine machine, LinuxSettings settings, Depth depth) {
        return new LinuxProbe(machine, settings).look(depth);
    }

    private Probe look(Depth depth) {
        switch (settings.strategy()) {
            case COMMAND -> {
                if (!settings.commands().setAlarm()) {
                    alarm();
                }
                commands();
            }
            case SYSFS -> {
                alarm();
                kernel(depth, true);
                if (machine.files().exists(SYSTEMD)) {
                    missing.add("systemd runs here, and the strategy sysfs would go past it; use systemctl");
                }
                if (depth == Depth.POWER_OFF) {
                    program(POWEROFF);
                }
            }
            case SYSTEMCTL -> {
                alarm();
                kernel(depth, false);
                if (!machine.files().exists(SYSTEMD)) {
                    missing.add("systemd does not run here, as the strategy systemctl needs; use sysfs");
                }
                program(SYSTEMCTL);
            }
        }
        boolean usable = missing.isEmpty();
        return new Probe(
                usable,
                usable ? List.of(summary(depth)) : missing,
                settings.strategy() == Strategy.SYSFS ? SYSFS_MINIMUM : SYSTEMCTL_MINIMUM,
                Optional.empty());
    }

    private void commands() {
        if (settings.commands().sleep().isEmpty()) {
            missing.add("the strategy command has no command for sleeping");
        }
        for (List<String> command : List.of(
                settings.commands().arm(),
                settings.commands().verify(),
                settings.commands().sleep())) {
            if (!command.isEmpty()) {
                program(command.get(0));
            }
        }
    }

    private void program(String program) {
        if (!machine.programs().isThere(program)) {
            missing.add("there is no program " + program + " that may be run");
        }
    }

    private void alarm() {
        SysFiles files = machine.files();
        Rtc rtc = new Rtc(files, settings.rtc());
        List<String> clocks = files.list("/sys/class/rtc");
        if (!clocks.contains(settings.rtc())) {
            missing.add(
                    clocks.isEmpty()
                            ? "this machine has no real-time clock (nothing in /sys/class/rtc), so nothing could wake it"
                            : "there is no clock " + settings.rtc() + " in /sys/class/rtc, which has " + clocks);
            return;
        }
        if (!files.exists(rtc.alarmFile())) {
            missing.add("the clock " + settings.rtc() + " has no alarm (no file " + rtc.alarmFile() + ")");
            return;
        }
        if (!files.isWritable(rtc.alarmFile())) {
            missing.add("the gateway's user may not write " + rtc.alarmFile());
        }
        try {
            rtc.seconds();
            rtc.alarm();
        } catch (IOException | NumberFormatException e) {
            missing.add("the clock " + settings.rtc() + " cannot be read: " + e.getMessage());
        }
        String wakeup = text(rtc.wakeupFile());
        if (!wakeup.equals("enabled")) {
            missing.add("the alarm may not wake the machine: " + rtc.wakeupFile() + " says \"" + wakeup
                    + "\"; write enabled there");
        }
    }

    private void kernel(Depth depth, boolean writes) {
        if (depth == Depth.POWER_OFF) {
            return;
        }
        String state = text(STATE);
        if (!Arrays.asList(state.split(" ", -1)).contains("mem")) {
            missing.add("the kernel cannot suspend to memory: there is "
                    + (state.isEmpty() ? "nothing" : "\"" + state + "\", and no mem,") + " in " + STATE);
        } else if (writes && !machine.files().isWritable(STATE)) {
            missing.add("the gateway's user may not write " + STATE);
        }
    }

    private String text(String path) {
        try {
            return machine.files().read(path);
        } catch (IOException e) {
            return "";
        }
    }

    private String summary(Depth depth) {
        String how = depth == Depth.SUSPEND ? "suspends" : "powers off";
        boolean commands = settings.strategy() == Strategy.COMMAND;
        String what = commands
                ? settings.commands().sleep().get(0)
                : settings.strategy().name().toLowerCase(java.util.Locale.ROOT);
        boolean byRtc = !commands || !settings.commands().setAlarm();
        return how + " by " + what + (byRtc ? ", woken by " + settings.rtc() : "");
    }
}
