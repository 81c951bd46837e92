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
 * A back end that sleeps by the kernel, by logind or by a command, woken by the alarm of a real-time clock; or by
 * commands of a power controller. No wake-up is lost: the kernel's count of wake-up events is read first and written
 * back last, and the kernel refuses to sleep if an event came in between.
 */
public final class LinuxBackend implements PowerBackend {

    public static final String NAME = "linux";

    private static final String WAKEUP_COUNT = "/sys/power/wakeup_count";
    private final String name;
    private final LinuxMachine machine;
    private final LinuxSettings settings;
    private final Depth depth;
    private final Rtc rtc;

    /** @param name the name of the service that runs the programs, or {@link #NAME} if this process does */
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
        // Probed each time: an alarm that is no longer allowed to wake the machine can still be set and read back.
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
            // Without an alarm the machine was woken by something else.
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

    /** Returns the kernel's count of wake-up events; empty if the kernel has none, or it cannot be written back. */
    private Optional<String> wakeupCount() throws IOException {
        return machine.files().isWritable(WAKEUP_COUNT)
                ? Optional.of(machine.files().read(WAKEUP_COUNT))
                : Optional.empty();
    }

    /** Writes the count back: from then on the kernel itself refuses to sleep when an event occurs. */
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

    /** Returns the program for the strategy; systemctl run by root ignores inhibitors unless told to check them. */
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
