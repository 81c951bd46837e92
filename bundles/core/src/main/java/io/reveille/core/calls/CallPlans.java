package io.reveille.core.calls;

import io.reveille.JobPolicies;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.job.PlannedWork;
import io.reveille.core.plan.Planner;
import io.reveille.core.timer.Agenda;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The plan of when each call is called next, and what its end means for that. Belongs to the engine's thread. */
final class CallPlans {

    /** An occurrence that is later than this may not be the only one that has passed. */
    private static final Duration CLOSEST = Duration.ofSeconds(1);

    private final Agenda<PlannedWork> agenda;
    private final Planner planner;
    private final CallQueue queue;
    private final Clocks clocks;
    private final TimeSource time;

    CallPlans(Agenda<PlannedWork> agenda, Planner planner, CallQueue queue, Clocks clocks, TimeSource time) {
        this.agenda = agenda;
        this.planner = planner;
        this.queue = queue;
        this.clocks = clocks;
        this.time = time;
    }

    /** Takes in a call that was given. */
    void begin(Call call) {
        call.spread(clocks.installation());
        if (clocks.whyNot().isEmpty()) {
            call.trusted(call.given);
        }
        call.bind();
        plan(call);
    }

    void plan(Call call) {
        unplan(call);
        call.again = false;
        Schedule schedule = call.schedule();
        boolean trusted = clocks.whyNot().isEmpty();
        Instant next = null;
        if (trusted || !schedule.followsClock()) {
            next = schedule.next(call.chain).orElse(null);
            boolean ends = next == null && (trusted || !schedule.endsByClock());
            if (ends) {
                call.cancelled = true;
            }
        }
        if (call.cancelled || queue.isStopping() || call.left() <= 0) {
            over(call);
            return;
        }
        planAt(call, next);
    }

    private void planAt(Call call, @Nullable Instant next) {
        call.planned = next;
        call.stage = Call.Stage.PLANNED;
        if (call.bundle.contains(call)) {
            call.bundle.moved(call);
        } else {
            call.bundle.add(call);
        }
        if (next != null) {
            Schedule schedule = call.schedule();
            call.entry = agenda.within(next, Planner.deadline(schedule, next), !schedule.isNoWake(), call);
        }
    }

    void unplan(Call call) {
        Agenda.Entry entry = call.entry;
        if (entry != null) {
            agenda.cancel(entry);
            call.entry = null;
        }
    }

    void over(Call call) {
        unplan(call);
        call.stage = Call.Stage.OVER;
        call.planned = null;
        call.bundle.remove(call);
    }

    void due(Call call) {
        call.entry = null;
        Instant planned = call.planned;
        if (call.cancelled || planned == null) {
            over(call);
            return;
        }
        Instant now = time.wall();
        Planner.Decision decision = call.again
                ? new Planner.Decision(true, call.chain, 0, 0, call.chain)
                : isLate(planned, now)
                        ? planner.due(
                                new Planner.Job(JobPolicies.DEFAULTS, call.schedule(), call.chain, call.left()),
                                planned,
                                now)
                        : Planner.Decision.inTime(planned);
        queue.add(call, decision.nominalTime(), decision.missed());
        if (!call.again) {
            call.begins(decision.chain());
        }
        call.again = false;
        call.stage = Call.Stage.DUE;
        call.planned = null;
        call.bundle.moved(call);
        call.bundle.begins();
    }

    private static boolean isLate(Instant planned, Instant now) {
        return now.getEpochSecond() - planned.getEpochSecond() > CLOSEST.toSeconds();
    }

    void ended(CallRun run) {
        Call call = run.call;
        call.stage = Call.Stage.PLANNED; // first: should the rest fail, the call is planned by mend()
        if (run.start() == null) {
            call.bundle.dropped();
        } else {
            call.bundle.ended(run.failure());
        }
        if (run.isLast()) {
            call.cancelled = true;
        }
        Schedule schedule = call.schedule();
        Instant end = run.end();
        if (schedule.next(call.chain).filter(next -> !next.isAfter(end)).isPresent()) {
            call.goesOnFrom(
                    planner.dropUntil(schedule, call.chain, end)); // skipped, since they were due during the run
        }
        plan(call);
        run.retryAfter().ifPresent(delay -> callAgain(call, Agenda.later(end, delay)));
    }

    /** Plans another attempt, unless the next occurrence comes before it. */
    private void callAgain(Call call, Instant at) {
        Instant next = call.planned;
        if (call.cancelled || queue.isStopping() || (next != null && !next.isAfter(at))) {
            return;
        }
        unplan(call);
        call.again = true;
        planAt(call, at);
    }

    /** Lets a chain that lies ahead of the clock, further than is waited for, go on from now. */
    void goBack(Call call, Instant now) {
        Instant limit = call.schedule().isElapsed() ? now : now.plus(clocks.rewind());
        if (call.chain.isAfter(limit)) {
            call.goesOnFrom(now);
        }
    }
}
