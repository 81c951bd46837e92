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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plan of when each call is called next, and what its end means for that. Belongs to the engine's thread. */
final class CallPlans {

    private static final Logger LOG = LoggerFactory.getLogger(CallPlans.class);

    /** An occurrence that is late by this may not be the only one that has passed. */
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
            call.trusted(call.given, Instant.MAX);
        }
        bind(call);
        plan(call);
    }

    /** Binds the schedule of a call; one that lies beyond all years by the clock as it is set ends. */
    void bind(Call call) {
        try {
            call.bind();
        } catch (IllegalArgumentException e) {
            LOG.warn("The {} ends, since it would never come.", call, e);
            call.cancelled = true;
        }
    }

    /** Plans a call anew. Another attempt that was asked for stays, unless the next occurrence comes before it. */
    void plan(Call call) {
        unplan(call);
        Schedule schedule = call.schedule();
        boolean trusted = clocks.whyNot().isEmpty();
        boolean isHeld = !trusted && schedule.followsClock();
        Instant attempt = call.again ? call.planned : null;
        Instant next =
                isHeld || call.left() <= 0 ? null : schedule.next(call.chain).orElse(null);
        boolean ends = call.left() <= 0 || (next == null && !isHeld && (trusted || !schedule.endsByClock()));
        if (call.cancelled || queue.isStopping() || (ends && attempt == null)) {
            over(call);
            return;
        }
        call.again = attempt != null && (next == null || attempt.isBefore(next));
        planAt(call, call.again ? attempt : next);
    }

    private void planAt(Call call, @Nullable Instant next) {
        call.planned = next;
        if (call.bundle.contains(call)) {
            call.bundle.moved(call);
        } else {
            call.bundle.add(call);
        }
        call.stage = Call.Stage.PLANNED; // not before: one that is no member is taken in again, and not mended
        if (next != null) {
            call.entry =
                    agenda.within(next, call.deadline(next), !call.schedule().isNoWake(), call);
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

    /** Ends all calls of a bundle; returns how many there were. Runs under way see that. */
    int end(BundleOfCalls bundle) {
        List<Call> all = bundle.all();
        for (Call call : all) {
            call.cancelled = true;
            if (call.stage == Call.Stage.PLANNED) {
                over(call);
            }
        }
        return all.size();
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
        queue.add(call, decision);
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
        long seconds = now.getEpochSecond() - planned.getEpochSecond();
        return seconds > CLOSEST.toSeconds() || (seconds == CLOSEST.toSeconds() && now.getNano() >= planned.getNano());
    }

    void ended(CallRun run) {
        Call call = run.call;
        // First, and needs no memory: should the rest fail, the call is planned by mend().
        call.planned = run.again();
        call.again = call.planned != null;
        call.bundle.moved(call);
        call.stage = Call.Stage.PLANNED;
        if (run.isLast()) {
            call.cancelled = true;
        }
        if (run.start() == null && run.failure() == null) {
            call.bundle.dropped();
        } else {
            call.bundle.ended(run.failure());
        }
        Schedule schedule = call.schedule();
        Instant end = run.end();
        if (schedule.next(call.chain).filter(next -> !next.isAfter(end)).isPresent()) {
            call.goesOnFrom(
                    planner.dropUntil(schedule, call.chain, end)); // skipped, since they were due during the run
        }
        plan(call);
    }

    /** Moves a call along with a step of the wall clock; to be planned anew once the clock is judged. */
    void stepped(Call call, Instant now, Duration step) {
        call.stepped(step);
        if (call.bundle.contains(call)) {
            call.bundle.moved(call);
        }
        goBack(call, now);
    }

    /** Lets a chain that lies ahead of the clock, further than is waited for, go on from now. */
    void goBack(Call call, Instant now) {
        Instant limit = call.schedule().isElapsed() ? now : now.plus(clocks.rewind());
        if (call.chain.isAfter(limit)) {
            call.goesOnFrom(now);
        }
    }
}
