package io.reveille.core.runs;

import io.reveille.core.calls.CallQueue;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs whose time has come, until a worker is free, their handler takes one more, and, if they are overdue, it is their
 * turn. The higher priority goes first, then what was due first. Of overdue runs, that of the job whose last turn was
 * the longest ago goes first: a job with much to make up for must not hold up all others. Belongs to the engine's
 * thread.
 */
public final class RunQueue {

    /** @param due when the run was due, as of its entry into the queue */
    private record Waiting(DefinedJob job, Run run, int priority, Instant due, long order) {

        boolean waitsForTurn() {
            return run.overdue && !run.hurried;
        }
    }

    /** Written out, since each run is sorted in by this. */
    private static final Comparator<Waiting> FIRST = (one, other) -> {
        int first = Integer.compare(other.priority, one.priority);
        first = first == 0 ? one.due.compareTo(other.due) : first;
        return first == 0 ? Long.compare(one.order, other.order) : first;
    };

    private static final Comparator<Waiting> NEXT_TURN = Comparator.comparingInt((Waiting w) -> -w.priority)
            .thenComparingLong(w -> w.job.entry.lastTurn)
            .thenComparing(FIRST);

    private static final Duration NO_WORKER_WAIT = Duration.ofSeconds(1);

    private final TreeSet<Waiting> waiting = new TreeSet<>(FIRST);
    private final Map<Run, Waiting> byRun = new HashMap<>();
    private final LongWaits longWaits;
    private final List<Waiting> fresh = new ArrayList<>(); // since the last look into the queue: most leave it then
    private final Map<String, Integer> atWork = new HashMap<>(); // number of runs by handler
    private final Workers workers;
    private final Handlers handlers;
    private final CatchUp catchUp;
    private final Agenda<?> agenda;
    private final Supplier<Instant> now;
    private final CallQueue calls;
    private Agenda.@Nullable Entry turn;
    private Agenda.@Nullable Entry noWorker;
    private int overdue; // of the runs that wait
    private int taken; // workers
    private long added;

    public RunQueue(
            Workers workers,
            Handlers handlers,
            CatchUp catchUp,
            Agenda<?> agenda,
            Supplier<Instant> now,
            CallQueue calls,
            JobRecorder recorder) {
        this.workers = workers;
        this.handlers = handlers;
        this.catchUp = catchUp;
        this.agenda = agenda;
        this.now = now;
        this.calls = calls;
        calls.workersGoBackTo(this::workerBack);
        this.longWaits = new LongWaits(agenda, now, recorder);
    }

    void add(DefinedJob job, Run run) {
        Waiting w = new Waiting(job, run, job.policies().priority(), run.request.nominalTime(), ++added);
        waiting.add(w);
        byRun.put(run, w);
        overdue += run.overdue ? 1 : 0;
        fresh.add(w);
    }

    public void remove(Run run) {
        Waiting w = byRun.remove(run);
        if (w != null) {
            waiting.remove(w);
            overdue -= run.overdue ? 1 : 0;
            longWaits.over(run);
        }
    }

    /** Moves the time of a run, if it is in the queue, which is sorted by that. */
    void move(Run run, Duration step) {
        Waiting w = byRun.get(run);
        if (w != null) {
            remove(run);
            run.request = run.request.standingFor(run.request.nominalTime().plus(step), run.request.missed());
            add(w.job, run);
        }
    }

    public int size() {
        return waiting.size();
    }

    /**
     * Launches, in order, the runs that can go now. Each takes a worker and a place at its handler, until given back.
     */
    public void letGo(BiConsumer<DefinedJob, Run> launch) {
        if (waiting.isEmpty()) {
            employ(0, null);
            watchLongWaits();
            return;
        }
        List<Waiting> going = new ArrayList<>();
        boolean turns = false; // some runs wait for their turn
        Optional<Waiting> turnNow = overdue > 0 && catchUp.untilTurn().isZero()
                ? waiting.stream()
                        .filter(w -> w.waitsForTurn() && handlerTakes(w.job, going))
                        .min(NEXT_TURN)
                : Optional.empty();
        for (Waiting w : waiting) {
            employ(going.size(), w);
            if (taken + going.size() >= workers.size()) {
                break;
            }
            if (w.waitsForTurn() && turnNow.filter(w::equals).isEmpty()) {
                turns = true;
                continue;
            }
            if (!handlerTakes(w.job, going)) {
                continue;
            }
            if (w.waitsForTurn()) {
                w.job.entry.lastTurn = catchUp.takeTurn();
            }
            going.add(w);
        }
        going.forEach(w -> remove(w.run));
        for (Waiting w : going) {
            atWork.merge(w.job.handler(), 1, Integer::sum); // may fail for want of memory, the next two do not
            taken++;
            w.run.placed = true;
            launch.accept(w.job, w.run);
        }
        employ(0, null);
        watchLongWaits();
        Duration wait = catchUp.untilTurn();
        if (turns && turn == null && !wait.isZero()) { // else no handler takes any: the end of a run is a step
            // Each step looks into the queue.
            turn = agenda.after(now.get(), wait, "turn to catch up", () -> turn = null);
        }
    }

    private void watchLongWaits() {
        for (Waiting w : fresh) {
            if (byRun.containsKey(w.run)) {
                longWaits.begun(w.job.entry, w.run);
            }
        }
        fresh.clear();
        longWaits.watch();
    }

    /**
     * Has calls without a name take free workers.
     *
     * @param going the number of workers that are promised
     * @param first the run before which no later call goes, and none at all if the run has a priority; null: no run waits
     */
    private void employ(int going, @Nullable Waiting first) {
        while (taken + going < workers.size() && calls.needsWorker() && (first == null || goBefore(first))) {
            taken++;
            if (!calls.employ()) {
                taken--;
                askAgain();
                return;
            }
        }
    }

    /** Looks into the queue again soon, though nothing else is to be done: there was no memory for a worker. */
    private void askAgain() {
        if (noWorker == null) {
            noWorker = agenda.after(now.get(), NO_WORKER_WAIT, "ask for a worker again", () -> noWorker = null);
        }
    }

    private boolean goBefore(Waiting run) {
        Instant oldest = calls.oldest();
        return oldest != null && run.priority <= 0 && (run.priority < 0 || oldest.isBefore(run.due));
    }

    /** Gives back the worker and the place at the handler that were kept for a run. */
    void stepAside(Run run) {
        if (run.placed) {
            run.placed = false;
            workerBack();
            handlerBack(run.handler);
        }
    }

    /** Counts one worker as free again. */
    void workerBack() {
        taken--;
    }

    /** Counts one run less at a handler. */
    void handlerBack(String handler) {
        atWork.computeIfPresent(handler, (name, runs) -> runs > 1 ? runs - 1 : null);
    }

    private boolean handlerTakes(DefinedJob job, List<Waiting> going) {
        int limit = handlers.concurrency(job.handler());
        int own = job.policies().concurrency();
        int least = own == 0 ? limit : Math.min(own, limit);
        if (least == Integer.MAX_VALUE) {
            return true;
        }
        int more = 0;
        for (Waiting w : going) {
            more += w.job.handler().equals(job.handler()) ? 1 : 0;
        }
        return atWork.getOrDefault(job.handler(), 0) + more < least;
    }
}
