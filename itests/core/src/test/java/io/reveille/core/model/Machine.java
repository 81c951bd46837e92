package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.AsyncJobHandler;
import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.JobView;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.settings.Settings;
import io.reveille.core.settings.SettingsReader;
import io.reveille.spi.RunGate;
import io.reveille.testing.internal.ManualEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A gateway in one thread, and a model that sees what happens to it. */
final class Machine implements Gateway {

    final Model model;
    final AnyOrderDefinitions definitions = new AnyOrderDefinitions();
    private final WatchedStates states = new WatchedStates();
    private final ManualEngine engine;
    private final Map<String, Offer> handlers = new TreeMap<>();
    private final Map<String, Offer> there = new TreeMap<>();
    private @Nullable RunGate gate; // lives in a bundle that outlives the engine

    Machine(Script script) {
        this.engine = new ManualEngine(script.start(), settings(script), definitions, states);
        this.engine.time().rtc(script.hasRtc());
        this.model = new Model(this);
        states.tell(model);
        engine.add(model::heard);
    }

    private static Settings settings(Script script) {
        return SettingsReader.read(Map.of("misfire.grace", script.grace()), script.zone(), Optional.empty())
                .settings();
    }

    @Override
    public Instant now() {
        return engine.time().wall();
    }

    @Override
    public int steps() {
        return engine.steps();
    }

    @Override
    public boolean isTrusted() {
        return scheduler().status().clockTrusted();
    }

    Optional<Instant> nextWakeUp() {
        return engine.nextWakeUp();
    }

    ScheduleService scheduler() {
        return engine.scheduler("app");
    }

    @Override
    public Optional<JobView> view(String job) {
        try {
            return engine.engine().access().view(job);
        } catch (IllegalStateException e) { // it stops, and saves for the last time
            return Optional.empty();
        }
    }

    List<JobView> views() {
        return engine.engine().access().views(view -> true);
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

    // Jobs

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

    void pause(String job) {
        scheduler().job(job).ifPresent(there -> {
            model.held(job, true);
            there.pause();
        });
        settle();
    }

    void resume(String job) {
        scheduler().job(job).ifPresent(there -> {
            model.held(job, false);
            there.resume();
        });
        settle();
    }

    void trigger(String job) {
        scheduler().job(job).ifPresent(Job::trigger);
        settle();
    }

    void trust() {
        scheduler().trustClock();
        settle();
    }

    // Time

    /** Time passes, and nothing else happens. */
    void advance(Duration time) {
        List<JobView> calm = states.isFailing()
                ? List.of()
                : views().stream().filter(model::isCalm).toList();
        engine.advance(time);
        for (JobView before : calm) {
            view(before.name()).ifPresent(after -> checkNothingWasMissed(before, after));
        }
    }

    /** Only time has passed for a calm job. */
    private static void checkNothingWasMissed(JobView before, JobView after) {
        if (after.status().state() == JobState.READY) {
            assertThat(after.status().missed() + after.status().skipped())
                    .as("%s could run at all its times", after.name())
                    .isEqualTo(before.status().missed() + before.status().skipped());
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
    }

    /** The power goes in the middle of a write, 1 being the next. */
    void tear(int write, Duration time) {
        states.tearAt(write, engine.stateThread()::hold);
        engine.advance(time);
    }

    /** Stops in order. */
    void stop() {
        engine.stop();
    }

    /** The process is killed. */
    void kill() {
        engine.kill();
    }

    /** Time passes while Reveille does not run. */
    void rest(Duration span) {
        engine.time().advance(span);
    }

    /** The machine starts anew. */
    void reboot() {
        engine.time().reboot();
    }

    /** The clock shows something else, and Reveille does not run. */
    void set(Duration step) {
        engine.time().step(step);
    }

    void start() {
        states.restart();
        engine.start();
        RunGate asked = gate;
        if (asked != null) {
            engine.engine().gates().add("door", asked);
        }
        settle();
    }
}
