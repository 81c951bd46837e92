package io.reveille.core.model;

import io.reveille.core.clocks.ClockWatch;
import io.reveille.spi.JobProperties;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does what a script says, and looks after each action whether what must hold does. */
final class Player {

    private final Script script;
    private final Machine machine;
    private final Witness witness;
    private final Checks checks;
    /** So long the state of a job without definition is kept, and until an hour after the start. */
    private static final Duration KEPT = Duration.ofDays(30);

    private boolean failing; // the store
    private Instant lateSince = Instant.MAX;

    private Player(Script script) {
        this.script = script;
        this.machine = new Machine(script);
        this.witness = new Witness(script.luck(), machine);
        this.checks = new Checks(machine, witness);
    }

    /** Plays it; returns how often it called handlers. */
    static long play(Script script) {
        Player player = new Player(script);
        for (Action action : script.body()) {
            player.act(action);
            player.checks.check();
        }
        player.arrive();
        player.checks.end();
        return player.machine.model.calls();
    }

    private void act(Action action) {
        switch (action.verb()) {
            case "advance" -> machine.advance(action.span(0));
            case "suspend" -> machine.suspend(action.span(0));
            case "step" -> machine.step(checked(action.span(0)));
            case "stop", "crash" -> restart(action);
            case "trust" -> machine.trust();
            case "fails", "works" -> {
                failing = action.verb().equals("fails");
                machine.failStates(failing);
            }
            case "comes" -> machine.comes(action.word(0));
            case "goes" -> machine.goes(action.word(0));
            case "opens" -> witness.turn(true);
            case "shuts" -> witness.turn(false);
            case "ends" -> {
                witness.finish(action);
                machine.settle();
            }
            default -> actOnJob(action, action.word(0));
        }
    }

    private void actOnJob(Action action, String job) {
        switch (action.verb()) {
            case "define" -> define(action);
            case "delete" -> delete(action);
            case "arrive" -> arrive(address(action));
            case "cancel" -> {
                if (machine.definitions.isTwice(job)) {
                    machine.model.standsIn(job); // the other one counts, and goes on perhaps
                }
                machine.cancel(job);
            }
            case "pause" -> machine.pause(job);
            case "resume" -> machine.resume(job);
            case "trigger" -> machine.trigger(job);
            default -> throw new IllegalArgumentException("nothing is known of \"" + action + '"');
        }
    }

    // Definitions

    private static String address(Action action) {
        String canonical = MemoryDefinitionStore.canonical(action.word(0));
        return switch (action.option("at").orElse("")) {
            case "before" -> canonical.replace("~", "-"); // sorts before it
            case "behind" -> canonical + " again";
            default -> canonical;
        };
    }

    private void define(Action action) {
        Map<String, Object> properties = new HashMap<>(ManualScheduler.properties(
                action.word(0), "every minute", action.option("handler").orElse("good")));
        action.options().forEach((name, value) -> {
            if (JobProperties.ALL.contains(name)) {
                properties.put(name, value);
            }
        });
        change(action.word(0), () -> machine.definitions.put(address(action), properties));
    }

    private void delete(Action action) {
        String job = action.word(0);
        String address = address(action);
        boolean counts = machine.view(job)
                .filter(view -> view.source().source().equals(address))
                .isPresent();
        boolean another = counts && machine.definitions.isTwice(job);
        if (another) {
            machine.model.standsIn(job); // it counts at once, and the job goes on if it says the same
        } else if (counts) {
            machine.model.deleted(job);
        }
        change(job, () -> machine.definitions.remove(address));
        if (another && machine.view(job).isEmpty()) {
            machine.model.deleted(job);
        }
    }

    /** The definition that counts is another perhaps. */
    private void change(String job, Runnable change) {
        String before = source(job);
        boolean paused = machine.view(job)
                .filter(view -> view.status().reason().startsWith("quarantined"))
                .isPresent();
        if (paused) {
            machine.model.changes(job);
        }
        change.run();
        machine.settle();
        boolean mayStandIn = !machine.definitions.late().isEmpty() && machine.definitions.isTwice(job);
        if (mayStandIn || (!before.isEmpty() && !before.equals(source(job)))) {
            machine.model.standsIn(job);
        }
    }

    private String source(String job) {
        return machine.view(job).map(view -> view.source().source()).orElse("");
    }

    private void arrive(String address) {
        if (machine.now().minus(KEPT).isAfter(lateSince)) {
            machine.definitions.lateJob(address).ifPresent(machine.model::mayBeForgotten);
        }
        machine.definitions.arrive(address);
        machine.settle();
    }

    private void arrive() {
        machine.definitions.late().forEach(this::arrive);
    }

    // Ends and starts

    private void restart(Action action) {
        boolean inOrder = action.verb().equals("stop");
        boolean reboot =
                action.option("reboot").isPresent() || action.option("clock").isPresent();
        boolean wasTrusted = machine.isTrusted();
        Duration within = action.option("within").map(Action::span).orElse(Duration.ZERO);
        if (!inOrder && action.number("torn") > 0) {
            machine.tear(action.number("torn"), within);
        } else if (!inOrder && !within.isZero()) {
            machine.hangFor(action.number("saves"), within);
        }
        if (machine.definitions.late().isEmpty()) {
            lateSince = machine.now();
        }
        machine.model.stopped(
                action.number("torn") > 0, reboot, action.option("clock").isPresent(), wasTrusted);
        if (inOrder) {
            machine.stop();
        } else {
            machine.kill();
            witness.killed();
        }
        machine.rest(action.span(0));
        if (reboot) {
            machine.reboot();
        }
        Duration step = step(action);
        if (!step.isZero() && !reboot) {
            machine.model.stepped(step);
        }
        machine.set(step);
        come(action);
        machine.model.started();
    }

    private List<String> twice() {
        return script.body().stream()
                .filter(action -> action.verb().equals("define"))
                .map(action -> action.word(0))
                .filter(machine.definitions::isTwice)
                .distinct()
                .toList();
    }

    private Duration step(Action action) {
        return action.option("clock")
                .map(clock -> Duration.between(machine.now(), Instant.parse(clock)))
                .or(() -> action.option("step").map(Action::span).map(Player::checked))
                .orElse(Duration.ZERO);
    }

    /** Refuses what is too little to be told from a clock that is slewed, as {@link Draft} draws none: no script says that. */
    private static Duration checked(Duration step) {
        if (!step.isZero() && step.abs().compareTo(ClockWatch.ALLOWANCE) <= 0) {
            throw new IllegalArgumentException("a clock that is set by " + step + " is slewed: expected 2s at least");
        }
        return step;
    }

    private void come(Action action) {
        machine.definitions.order(action.number("order"));
        if (action.option("late").isPresent()) {
            machine.definitions.beLate();
            twice().forEach(machine.model::standsIn);
        }
        failing = false;
        machine.start();
    }
}
