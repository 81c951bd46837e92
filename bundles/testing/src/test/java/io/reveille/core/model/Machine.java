package io.reveille.core.model;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.JobView;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.internal.ManualEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A gateway in one thread, and a model that sees what happens to it. */
final class Machine {

    final Model model;
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final WatchedStates states = new WatchedStates();
    private final ManualEngine engine;
    private final Map<String, Offer> handlers = new TreeMap<>();
    private final Map<String, Offer> there = new TreeMap<>();
    private @Nullable RunGate gate; // lives in a bundle that outlives the engine

    Machine() {
        this.engine = new ManualEngine(ManualScheduler.START, ManualEngine.SETTINGS, definitions, states);
        this.model = new Model(this::view, this::now, engine::steps);
        states.tell(model::saved, model::forgotten);
    }

    Instant now() {
        return engine.time().wall();
    }

    Optional<Instant> nextWakeUp() {
        return engine.nextWakeUp();
    }

    ScheduleService scheduler() {
        return engine.scheduler("app");
    }

    /** A job as it is now; empty if there is none, or Reveille does not run. */
    Optional<JobView> view(String job) {
        try {
            return engine.engine().desk().view(job);
        } catch (IllegalStateException e) { // it stops, and saves for the last time
            return Optional.empty();
        }
    }

    List<JobView> views() {
        return engine.engine().desk().views(view -> true);
    }

    void settle() {
        engine.settle();
    }

    // Handlers and gates

    void offer(String name, JobHandler handler) {
        put(name, Handler.of(handler));
    }

    void offerAsync(String name, AsyncJobHandler handler) {
        put(name, Handler.of(handler));
    }

    private void put(String name, Handler handler) {
        handlers.put(
                name,
                engine.offer("field", Map.of("job.handler", name), handler).orElseThrow());
        comes(name);
    }

    void comes(String handler) {
        Offer offer = handlers.get(handler);
        if (offer != null && there.putIfAbsent(handler, offer) == null) {
            engine.add(offer);
        }
    }

    void goes(String handler) {
        Offer offer = there.remove(handler);
        if (offer != null) {
            engine.remove(offer);
        }
    }

    boolean isThere(String handler) {
        return there.containsKey(handler);
    }

    void gate(String name, RunGate asked) {
        gate = asked;
        engine.engine().gates().add(name, asked);
    }

    // Definitions

    void define(Map<String, Object> properties) {
        String job = String.valueOf(properties.get("name"));
        boolean held =
                view(job).filter(view -> view.status().state() == JobState.HELD).isPresent();
        definitions.put(address(job), properties);
        if (held) {
            model.resumed(job); // a change ends a quarantine
        }
        if (states.text(job).contains("\"quarantine\"")) {
            model.changedSinceSaved(job); // and does so after a crash, for a state from before it
        }
        settle();
    }

    void delete(String job) {
        if (!definitions.at(address(job)).isEmpty()) {
            if (view(job).isPresent()) {
                model.deleted(job); // a broken one is not there to be deleted
            }
            definitions.remove(address(job));
            settle();
        }
    }

    void cancel(String job) {
        scheduler().job(job).ifPresent(there -> {
            if (states.isFailing()) {
                checkRefused(there);
            } else if (there.cancel()) {
                model.cancelled(job);
            }
        });
        settle();
    }

    /** Nothing is changed that could not be saved first. */
    private static void checkRefused(Job there) {
        try {
            there.cancel();
        } catch (IllegalStateException e) {
            there.status(); // it is still there
            return;
        }
        throw new AssertionError(there + " was cancelled while no state can be saved");
    }

    void resume(String job) {
        scheduler().job(job).ifPresent(there -> {
            there.resume();
            model.resumed(job);
        });
        settle();
    }

    private static String address(String job) {
        return MemoryDefinitionStore.canonical(job);
    }

    // Time

    /** Time passes, and nothing else happens. */
    void advance(Duration time) {
        List<JobView> calm = states.isFailing()
                ? List.of()
                : views().stream().filter(model::isCalm).toList();
        engine.advance(time);
        for (JobView before : calm) {
            view(before.name()).ifPresent(after -> model.checkNothingWasMissed(before, after));
        }
    }

    void suspend(Duration time) {
        engine.time().suspend(time);
        settle();
    }

    void step(Duration step) {
        model.stepped(step);
        engine.time().step(step);
        settle();
    }

    // Ends and starts

    void failStates(boolean now) {
        states.fail(now);
    }

    /**
     * The store answers so many more saves, and then no more until the next start: a crash after this time falls between
     * two saves, that of a start and that of its job for one.
     */
    void hangFor(int saves, Duration time) {
        states.hangAfter(saves, engine.stateThread()::hold);
        engine.advance(time);
        states.hangAfter(Integer.MAX_VALUE, () -> {});
    }

    /** Stops in order or is killed, and comes back. */
    void restart(boolean inOrder, boolean reboot, Duration span, Duration step) {
        boolean trusted = scheduler().status().clockTrusted();
        if (inOrder) {
            engine.stop();
        } else {
            engine.kill();
        }
        model.stopped(reboot);
        engine.time().advance(span);
        if (reboot) {
            engine.time().reboot();
            if (!trusted) {
                model.lost();
            }
        } else if (!step.isZero()) {
            model.stepped(step);
            engine.time().step(step);
        }
        states.fail(false);
        engine.start();
        RunGate asked = gate;
        if (asked != null) {
            engine.engine().gates().add("door", asked);
        }
        settle();
    }
}
