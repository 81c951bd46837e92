package io.reveille.power.linux;

import io.reveille.power.cycle.Clocks.Moment;
import io.reveille.power.linux.LinuxSettings.Commands;
import io.reveille.power.linux.Programs.Exit;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerBackend.Request;
import io.reveille.spi.PowerBackend.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sleeps by commands for an external power controller. */
final class Controller {

    /** A controller's clock is no better than that. */
    private static final Duration EARLY = Duration.ofSeconds(3);

    private final LinuxMachine machine;
    private final Commands commands;

    Controller(LinuxMachine machine, Commands commands) {
        this.machine = machine;
        this.commands = commands;
    }

    Result sleep(Request request) throws IOException, InterruptedException, Stop {
        stillRight(request);
        if (request.wake().isPresent()) {
            arm(request.wake().get());
        } else if (Template.hasPlaceholder(commands.sleep())) {
            throw Stop.failed("nothing is planned, and the command for sleeping wants a moment to wake at");
        }
        stillRight(request);
        Moment before = machine.clocks().now();
        run(fill(commands.sleep(), request.wake()));
        if (request.depth() == Depth.POWER_OFF) {
            return Result.of(
                    End.POWERED_OFF,
                    Duration.ZERO,
                    "shut down by " + commands.sleep().get(0));
        }
        Moment after = machine.clocks().now();
        boolean inTime = request.wake()
                .filter(wake -> !after.wall().plus(EARLY).isBefore(wake))
                .isPresent();
        return Result.of(
                inTime ? End.ALARM : End.FOREIGN,
                before.asleepUntil(after),
                inTime ? "woken at its time" : "woken before its time");
    }

    private void arm(Instant wake) throws IOException, InterruptedException, Stop {
        if (!commands.arm().isEmpty()) {
            run(fill(commands.arm(), Optional.of(wake)));
        }
        if (!commands.verify().isEmpty()) {
            String set = run(fill(commands.verify(), Optional.of(wake))).output();
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

    private Exit run(List<String> command) throws IOException, InterruptedException, Stop {
        Exit exit = machine.programs().run(command);
        if (exit.status() != 0) {
            throw Stop.failed(command.get(0) + " ended with status " + exit.status() + ": " + exit.output());
        }
        return exit;
    }

    private static void stillRight(Request request) throws Stop {
        if (!request.undisturbed().getAsBoolean()) {
            throw Stop.aborted("something has changed on the way to sleep");
        }
    }
}
