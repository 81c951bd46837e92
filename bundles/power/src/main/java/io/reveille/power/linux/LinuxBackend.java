package io.reveille.power.linux;

import io.reveille.power.cycle.Clocks.Moment;
import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.power.linux.Programs.Exit;
import io.reveille.spi.PowerBackend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sleeps by the kernel or by logind, woken by the alarm of a real-time clock; or by commands of a power controller. In the
 * order that loses no wake-up: the kernel's count of wake-up events is read first and written back last, and the kernel
 * refuses if something came in between.
 */
public final class LinuxBackend implements PowerBackend {

    public static final String NAME = "linux";

    private static final String WAKEUP_COUNT = "/sys/power/wakeup_count";
    private static final String SUCCESSES = "/sys/power/suspend_stats/success";
    private static final String LAST_FAILURE = "/sys/power/suspend_stats/last_failed_dev";

    private static final Duration SLEPT = Duration.ofMillis(300);

    /** systemctl returns before the sleep or after it: so often is looked, for so long. */
    private static final int LOOK_MILLIS = 200;

    private static final int LOOKS = 150;

    private final LinuxMachine machine;
    private final LinuxSettings settings;
    private final Depth depth;
    private final Rtc rtc;

    public LinuxBackend(LinuxMachine machine, LinuxSettings settings, Depth depth) {
        this.machine = machine;
        this.settings = settings;
        this.depth = depth;
        this.rtc = new Rtc(machine.files(), settings.rtc());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        return LinuxProbe.probe(machine, settings, depth);
    }

    @Override
    public Result sleep(Request request) throws Exception {
        try {
            return settings.strategy() == Strategy.COMMAND
                    ? new Controller(machine, settings.commands()).sleep(request)
                    : byAlarm(request);
        } catch (Stop stop) {
            return stop.result();
        }
    }

    private Result byAlarm(Request request) throws IOException, InterruptedException, Stop {
        // Looked at anew each time: an alarm that may not wake the machine any more can be set and read back like any.
        Probe probe = probe();
        if (!probe.usable()) {
            throw Stop.failed(String.join("; ", probe.findings()));
        }
        Optional<String> count = wakeupCount();
        stillRight(request);
        Instant wallBefore = machine.clocks().wall();
        long rtcBefore = rtc.seconds();
        AlarmSetting alarm = AlarmSetting.set(rtc, request.wake(), wallBefore, probe.minimum());
        boolean off = false;
        try {
            stillRight(request);
            allow(count);
            alarm.verify();
            Moment before = machine.clocks().now();
            if (request.depth() == Depth.POWER_OFF) {
                powerOff();
                off = true;
                return Result.of(End.POWERED_OFF, Duration.ZERO, "shut down by " + strategy());
            }
            suspend(before, alarm);
            Duration slept = before.asleepUntil(machine.clocks().now());
            // Without an alarm of its own, whatever woke it came from outside.
            boolean byAlarm = alarm.hasGoneOff().orElse(false);
            return new Result(
                    byAlarm ? End.ALARM : End.FOREIGN,
                    slept,
                    alarm.othersAlarm(wallBefore, rtcBefore),
                    Optional.empty(),
                    byAlarm ? "woken by " + settings.rtc() : "woken by something else than " + settings.rtc());
        } finally {
            if (!off) {
                alarm.takeBack();
            }
        }
    }

    private static void stillRight(Request request) throws Stop {
        if (!request.undisturbed().getAsBoolean()) {
            throw Stop.aborted("something has changed on the way to sleep");
        }
    }

    private Optional<String> wakeupCount() throws IOException {
        return machine.files().exists(WAKEUP_COUNT)
                ? Optional.of(machine.files().read(WAKEUP_COUNT))
                : Optional.empty();
    }

    /** From here on the kernel itself refuses to sleep when something happens. */
    private void allow(Optional<String> count) throws Stop {
        if (count.isEmpty()) {
            return;
        }
        try {
            machine.files().write(WAKEUP_COUNT, count.get());
        } catch (IOException e) {
            throw Stop.aborted("the machine was woken by something on the way to sleep: " + e.getMessage());
        }
    }

    private void suspend(Moment before, AlarmSetting alarm) throws IOException, InterruptedException, Stop {
        String successes = text(SUCCESSES);
        if (settings.strategy() == Strategy.SYSFS) {
            try {
                machine.files().write(LinuxProbe.STATE, "mem"); // returns when the machine is awake again
            } catch (IOException e) {
                throw alarm.hasGoneOff().orElse(false)
                        ? Stop.aborted("the alarm went off on the way to sleep")
                        : Stop.failed("the kernel does not suspend: " + e.getMessage() + device());
            }
            if (hasNotSlept(before, successes)) {
                throw Stop.failed("the kernel says that it suspended, and has not" + device());
            }
            return;
        }
        systemctl("suspend");
        for (int i = 0; hasNotSlept(before, successes); i++) {
            if (i == LOOKS) {
                throw Stop.failed("systemctl was asked to suspend, and nothing has happened for "
                        + LOOKS * LOOK_MILLIS / 1000 + " s" + device());
            }
            machine.pauses().pause(LOOK_MILLIS);
        }
    }

    /** By the kernel's own count where it has one, else by the clocks. */
    private boolean hasNotSlept(Moment before, String successes) {
        return successes.isEmpty()
                ? before.asleepUntil(machine.clocks().now()).compareTo(SLEPT) < 0
                : text(SUCCESSES).equals(successes);
    }

    private void powerOff() throws IOException, InterruptedException, Stop {
        if (settings.strategy() == Strategy.SYSTEMCTL) {
            systemctl("poweroff");
            return;
        }
        Exit exit = machine.programs().run(List.of(LinuxProbe.POWEROFF));
        if (exit.status() != 0) {
            throw Stop.failed("poweroff ended with status " + exit.status() + ": " + exit.output());
        }
    }

    /** Root passes over inhibitors unless it says that it wants to look at them. */
    private void systemctl(String verb) throws IOException, InterruptedException, Stop {
        Exit exit = machine.programs().run(List.of(LinuxProbe.SYSTEMCTL, "--check-inhibitors=yes", verb));
        if (exit.status() != 0) {
            String why = "systemctl " + verb + " ended with status " + exit.status() + ": " + exit.output();
            throw exit.output().toLowerCase(Locale.ROOT).contains("inhibit") ? Stop.aborted(why) : Stop.failed(why);
        }
    }

    private String device() {
        String device = text(LAST_FAILURE);
        return device.isEmpty() ? "" : " (last device that refused: " + device + ")";
    }

    private String strategy() {
        return settings.strategy().name().toLowerCase(Locale.ROOT);
    }

    private String text(String path) {
        try {
            return machine.files().exists(path) ? machine.files().read(path) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
