package io.reveille.power.linux;

import io.reveille.power.linux.LinuxSettings.Commands;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts the machine to sleep by commands for an external power controller. */
final class Controller {

    /** How long before the wake time a controller's clock may go off. */
    private static final Duration EARLY = Duration.ofSeconds(3);

    private final LinuxMachine machine;
    private final Commands commands;

    Controller(LinuxMachine machine, Commands commands) {
        this.machine = machine;
        this.commands = commands;
    }

    Result sleep(Request request) throws InterruptedException, Stop {
        stillRight(request);
        if (request.wake().isPresent()) {
            arm(request.wake().get());
        } else if (Template.hasPlaceholder(commands.sleep())) {
            throw Stop.failed("nothing is planned, and the command for sleeping wants a moment to wake at");
        }
        stillRight(request);
        SleepWatch watch = new SleepWatch(machine);
        machine.programs().succeed(fill(commands.sleep(), request.wake()));
        if (request.depth() == Depth.POWER_OFF) {
            return Result.of(
                    End.POWERED_OFF,
                    Duration.ZERO,
                    "shut down by " + commands.sleep().get(0));
        }
        watch.await(String.join(" ", commands.sleep()));
        Instant awake = machine.clocks().wall();
        boolean inTime =
                request.wake().filter(wake -> !awake.plus(EARLY).isBefore(wake)).isPresent();
        return Result.of(
                inTime ? End.ALARM : End.FOREIGN,
                watch.slept(),
                inTime ? "woken at its time" : "woken before its time");
    }

    private void arm(Instant wake) throws InterruptedException, Stop {
        if (!commands.arm().isEmpty()) {
            machine.programs().succeed(fill(commands.arm(), Optional.of(wake)));
        }
        if (!commands.verify().isEmpty()) {
            String set = machine.programs().succeed(fill(commands.verify(), Optional.of(wake)));
            if (!set.equals(String.valueOf(wake.getEpochSecond()))) {
                throw Stop.failed("there is no alarm, so it does not sleep: "
                        + commands.verify().get(0) + " says \"" + set + "\", expected " + wake.getEpochSecond());
            }
        }
    }

    private List<String> fill(List<String> command, Optional<Instant> wake) {
        return wake.map(moment ->
                        Template.fill(command, moment, machine.clocks().wall()))
                .orElse(command);
    }

    private static void stillRight(Request request) throws Stop {
        if (!request.undisturbed().getAsBoolean()) {
            throw Stop.aborted("something has changed on the way to sleep");
        }
    }
}
