package io.reveille.core.sleep;

import io.reveille.core.calls.Calls;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.Announcer;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.Run;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.jobs.Requests;
import io.reveille.core.runs.DueTimes;
import io.reveille.core.runs.RunQueue;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.timer.Agenda;
import io.reveille.spi.Quiescence.Outlook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The hold of the engine for a sleep, and the watchers of changes that matter for one. Belongs to the engine's thread.
 */
public final class SleepHold {

    /** One hold of the engine. */
    static final class Hold {
        volatile boolean disturbed;
    }

    /** So many jobs are named that keep a machine awake: thousands may, and the power bundle asks at each event. */
    private static final int MOST_NAMED = 3;

    private final Jobs jobs;
    private final DueTimes times;
    private final RunQueue queue;
    private final Requests requests;
    private final Calls calls;
    private final StateKeeper keeper;
    private final Announcer announcer;
    private final Agenda<?> agenda;
    private final TimeSource time;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>(); // changed by any thread
    private Optional<Hold> held = Optional.empty();
    private Optional<Instant> told = Optional.empty(); // the next wake-up that watchers were told of
    private boolean stirred; // something has happened to a job since they were told

    public SleepHold(
            Jobs jobs,
            DueTimes times,
            RunQueue queue,
            Requests requests,
            Calls calls,
            StateKeeper keeper,
            Announcer announcer,
            Agenda<?> agenda,
            TimeSource time) {
        this.jobs = jobs;
        this.times = times;
        this.queue = queue;
        this.requests = requests;
        this.calls = calls;
        this.keeper = keeper;
        this.announcer = announcer;
        this.agenda = agenda;
        this.time = time;
    }

    List<Runnable> watchers() {
        return watchers;
    }

    Outlook outlook() {
        calls.look();
        return new Outlook(time.wall(), agenda.nextWaking(), busy());
    }

    private List<String> busy() {
        List<String> busy = new ArrayList<>();
        for (JobEntry job : jobs.busy().stream().limit(MOST_NAMED).toList()) {
            boolean runs = job.underWay().stream().anyMatch(run -> run.stage == Run.Stage.RUNNING);
            busy.add("job " + job.name() + (runs ? " runs" : " is about to run"));
        }
        int more = jobs.busy().size() - MOST_NAMED;
        if (more > 0) {
            busy.add(more + (more == 1 ? " more job" : " more jobs"));
        }
        if (requests.isWaiting()) {
            busy.add("requested runs wait for their turn");
        }
        calls.busy().forEach(bundle -> busy.add("a call of " + bundle + " runs"));
        return busy;
    }

    private boolean isBusy() {
        return !jobs.busy().isEmpty() || requests.isWaiting() || !calls.busy().isEmpty();
    }

    /** Starts the occurrences that may run by now, even if they may wait; returns whether that has brought up a run. */
    boolean runOpen() {
        calls.look();
        if (held.isPresent() || !agenda.isAnythingOpen(time.wall())) {
            return false;
        }
        times.runOpen();
        return queue.size() > 0 || isBusy();
    }

    /** Holds the engine still and saves changes, if nothing runs, waits or is due. */
    Optional<Hold> tryHold(CompletableFuture<Boolean> saved) {
        calls.look();
        boolean due = agenda.next().filter(next -> !next.isAfter(time.wall())).isPresent();
        if (held.isPresent() || due || queue.size() > 0 || isBusy()) {
            return Optional.empty();
        }
        Hold hold = new Hold();
        held = Optional.of(hold);
        keeper.flush(saved);
        return held;
    }

    void release(Hold hold) {
        if (held.filter(hold::equals).isPresent()) {
            held = Optional.empty();
        }
    }

    public boolean isHeld() {
        return held.isPresent();
    }

    /**
     * Looks, during a hold, for anything that disturbs it; returns when the next action is due, empty if that is due
     * already.
     */
    public Optional<Instant> watch() {
        stirred |= announcer.hasAnnounced();
        stirred |= calls.hasChanged();
        Optional<Instant> next = agenda.next();
        boolean due = next.filter(at -> !at.isAfter(time.wall())).isPresent();
        held.filter(hold -> due || stirred || queue.size() > 0 || keeper.isDirty())
                .filter(hold -> !hold.disturbed)
                .ifPresent(hold -> {
                    hold.disturbed = true;
                    stirred = true;
                });
        return due ? Optional.empty() : next;
    }

    /**
     * The moment before which a call that is given has to be known at once; empty: any. A machine that may sleep has to
     * know of all that is before it would wake.
     *
     * @param next when the engine looks next by itself
     */
    public Optional<Instant> knowsBefore(Optional<Instant> next) {
        return isHeld() || !watchers.isEmpty() ? agenda.nextWaking() : next;
    }

    /** Tells watchers of changes, after a step. */
    public void tell() {
        stirred |= announcer.hasAnnounced();
        stirred |= calls.hasChanged();
        if (watchers.isEmpty()) {
            stirred = false;
            return;
        }
        Optional<Instant> next = agenda.nextWaking();
        if (stirred || !next.equals(told)) {
            stirred = false;
            told = next;
            watchers.forEach(announcer::tell);
        }
    }
}
