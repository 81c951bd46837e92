package io.reveille.power.linux;

import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.spi.PowerBackend;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sleeps by the kernel, by logind or by a command, woken by the alarm of a real-time clock; or by commands of a power
 * controller. In the order that loses no wake-up: the kernel's count of wake-up events is read first and written back last, and the kernel
 * refuses if something came in between.
 */
public final class LinuxBackend implements PowerBackend {

    public static final String NAME = "linux";

    private static final String WAKEUP_COUNT = "/sys/power/wakeup_count";
    private final String name;
    private final LinuxMachine machine;
    private final LinuxSettings settings;
    private final Depth depth;
    private final Rtc rtc;

    /** @param name that of who runs its programs, {@link #NAME} if it does so itself */
    public LinuxBackend(String name, LinuxMachine machine, LinuxSettings settings, Depth depth) {
        this.name = name;
        this.machine = machine;
        this.settings = settings;
        this.depth = depth;
        this.rtc = new Rtc(machine.files(), settings.rtc());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Probe probe() {
        return LinuxProbe.probe(machine, settings, depth);
    }

    @Override
    public Result sleep(Request request) throws Exception {
        try {
            return settings.strategy() == Strategy.COMMAND
                            && settings.commands().setAlarm()
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
            if (request.depth() == Depth.POWER_OFF) {
                machine.programs().succeed(program(Depth.POWER_OFF));
                off = true;
                return Result.of(
                        End.POWERED_OFF,
                        Duration.ZERO,
                        "shut down by " + settings.strategy().name().toLowerCase(Locale.ROOT));
            }
            SleepWatch watch = new SleepWatch(machine);
            suspend(watch, alarm);
            Duration slept = watch.slept();
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

    /** Empty where the kernel has none, or has it for others: one that cannot be written back is of no use. */
    private Optional<String> wakeupCount() throws IOException {
        return machine.files().isWritable(WAKEUP_COUNT)
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

    private void suspend(SleepWatch watch, AlarmSetting alarm) throws IOException, InterruptedException, Stop {
        if (settings.strategy() != Strategy.SYSFS) {
            List<String> program = program(Depth.SUSPEND);
            machine.programs().succeed(program);
            watch.await(String.join(" ", program));
            return;
        }
        try {
            machine.files().write(LinuxProbe.STATE, "mem"); // returns when the machine is awake again
        } catch (IOException e) {
            throw alarm.hasGoneOff().orElse(false)
                    ? Stop.aborted("the alarm went off on the way to sleep")
                    : Stop.failed("the kernel does not suspend: " + e.getMessage() + watch.device());
        }
        if (watch.hasNotSlept()) {
            throw Stop.failed("the kernel says that it suspended, and has not" + watch.device());
        }
    }

    /** With systemctl root passes over inhibitors unless it says that it wants to look at them. */
    private List<String> program(Depth wanted) {
        return switch (settings.strategy()) {
            case SYSTEMCTL ->
                List.of(
                        LinuxProbe.SYSTEMCTL,
                        "--check-inhibitors=yes",
                        wanted == Depth.SUSPEND ? "suspend" : "poweroff");
            case SYSFS -> List.of(LinuxProbe.POWEROFF);
            case COMMAND -> settings.commands().sleep();
        };
    }
}
