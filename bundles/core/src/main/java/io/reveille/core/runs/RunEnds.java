package io.reveille.core.runs;

import io.reveille.Delivery;
import io.reveille.JobPolicies;
import io.reveille.Retry;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.Active;
import io.reveille.core.job.Chronicle;
import io.reveille.core.job.JobEntry;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.outcome.Verdict;
import io.reveille.core.plan.Planner;
import io.reveille.core.settings.Settings;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.Transitions;
import io.reveille.core.threads.Outside;
import io.reveille.spi.RunGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How runs end, or come back without having begun. Belongs to the engine's thread. */
public final class RunEnds {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnds.class);

    /** What the ends of runs need around them. */
    public record Stations(
            TimeSource time, Planner planner, RunQueue queue, LostThreads lost, Outside outside, Clocks clocks) {}

    private final TimeSource time;
    private final RunQueue queue;
    private final LostThreads lost;
    private final Outside outside;
    private final Clocks clocks;
    private final JobFlow flow;
    private final Overlaps overlaps;
    private final Chronicle chronicle;
    private BiConsumer<JobEntry, RunReport> whenOver = (entry, report) -> {};
    private Consumer<JobEntry> whenHeld = entry -> {};

    public RunEnds(Stations stations, JobFlow flow, Chronicle chronicle) {
        this.time = stations.time();
        this.overlaps = new Overlaps(stations.time(), stations.planner(), flow);
        this.queue = stations.queue();
        this.lost = stations.lost();
        this.outside = stations.outside();
        this.clocks = stations.clocks();
        this.flow = flow;
        this.chronicle = chronicle;
    }

    /** Who is told that an occurrence, or a run that somebody asked for, is over for good. */
    public void whenOver(BiConsumer<JobEntry, RunReport> then) {
        whenOver = then;
    }

    /** Sets the listener that is told when its failures hold a job from now on. */
    public void whenHeld(Consumer<JobEntry> then) {
        whenHeld = then;
    }

    /** The handler was called. */
    void started(JobEntry entry, Active run) {
        if (entry.has(run)) {
            run.started = time.wall();
            chronicle.started(entry);
        }
    }

    /** Its time is up some day. */
    void limit(JobEntry entry, Active run) {
        entry.policies()
                .timeout()
                .ifPresent(limit -> run.limit = flow.later(limit, () -> {
                    run.limit = null;
                    cutOff(run, Ending.Cut.TIMED_OUT);
                }));
    }

    /** Interrupts a run; one that does not come back even so is given up. */
    public void cutOff(Active run, Ending.Cut why) {
        JobRun job = run.run;
        if (job != null) {
            if (!job.interrupt(why)) {
                outside.call(run, () -> job.cutOff(why), () -> {}); // cancels a promise, which is somebody else's code
            }
            flow.later(Settings.CUT_OFF_WAIT, () -> giveUp(run));
        }
    }

    /** Somebody wants the runs of a job to end that are with a handler; returns how many were told. */
    public int interrupt(JobEntry entry) {
        List<Active> told = entry.runs().stream()
                .filter(run -> run.stage == Active.Stage.RUNNING && run.ending == null)
                .toList();
        told.forEach(run -> cutOff(run, Ending.Cut.ENDED));
        return told.size();
    }

    private void giveUp(Active run) {
        JobRun job = run.run;
        if (job != null && job.giveUp()) {
            run.lost = true;
            queue.workerBack();
            lost.add(run.handler);
        }
    }

    /** Its worker is free again. */
    void returned(Active run) {
        if (run.lost) {
            lost.remove(run.handler);
        } else {
            queue.workerBack();
        }
    }

    public void ended(JobEntry entry, Active run, Ending end) {
        finish(run);
        if (!entry.remove(run)) {
            return; // the job was removed meanwhile
        }
        boolean watched = entry.claims;
        entry.claims = false;
        RunRequest request = run.request;
        JobPolicies policies = run.isTriggered() ? entry.policies().withRetry(Retry.NONE) : entry.policies();
        // Another on each gateway of a fleet, or all would come back together.
        long seed = clocks.installation().hashCode() * 31L
                + entry.name().hashCode()
                + request.nominalTime().getEpochSecond();
        Verdict verdict = OutcomeRules.judge(
                new OutcomeRules.Run(policies, request.attempt(), entry.state.failuresInARow(), seed), end);
        RunReport report =
                request.report(end.start(), end.duration(), verdict.outcome(), verdict.message(), verdict.data());
        boolean stopped = verdict.outcome() == RunOutcome.INTERRUPTED && end.cut() == Ending.Cut.STOPPED;
        boolean again = stopped && policies.delivery() == Delivery.AT_LEAST_ONCE;
        if (again && !run.isTriggered()) {
            Occurrences.cutOff(entry.state, report);
        } else if (verdict.retry().isPresent() && !run.isTriggered() && !overlaps.endRetry(entry)) {
            Instant at = later(time.wall(), verdict.retry().get());
            Occurrences.retrying(entry.state, run.occurrence, report, verdict.memory(), at);
            overlaps.passed(entry, run, true);
        } else {
            over(entry, run, report, verdict);
        }
        LOG.debug("Job {}: run {} {} {}", entry.name(), report.runId(), report.outcome(), report.message());
        if (report.outcome() == RunOutcome.FAILED || report.outcome() == RunOutcome.TIMED_OUT) {
            LOG.warn("Job {} failed (run {}): {}", entry.name(), report.runId(), report.message());
        }
        flow.planAfterRun(entry);
        chronicle.ended(entry, report, run.report);
        if (watched) {
            chronicle.cleared(entry);
        }
    }

    private void over(JobEntry entry, Active run, RunReport report, Verdict verdict) {
        Optional<String> occurrence = Optional.of(run.occurrence).filter(id -> !id.isEmpty());
        Occurrences.ended(entry.state, occurrence, report, verdict.memory());
        // Only ever set here: a run on request of a job that is done or quarantined changes nothing of that.
        if (!verdict.done().isEmpty()) {
            Transitions.done(entry.state, verdict.done());
        }
        // An occurrence that was queued has ended the attempts early: that is a failure of the job like any other.
        String quarantine =
                verdict.retry().isPresent() && entry.policies().retry().attempts() > 0
                        ? OutcomeRules.quarantine(entry.state.failuresInARow(), verdict.message())
                        : verdict.quarantine();
        if (!run.isTriggered()) {
            overlaps.passed(entry, run, quarantine.isEmpty());
        }
        if (!quarantine.isEmpty()) {
            boolean wasHeld = entry.state.isHeld();
            Transitions.quarantined(entry.state, quarantine);
            if (!wasHeld) {
                whenHeld.accept(entry);
            }
        }
        whenOver.accept(entry, report);
    }

    /** The run cannot start after all; its occurrence waits for its job to be ready. */
    public void putBack(JobEntry entry, Active run, String why) {
        release(run);
        entry.remove(run);
        if (!run.isTriggered()) {
            Occurrences.putBack(entry.state, run.occurrence);
        }
        flow.runs().drop(run, why);
        flow.plan(entry);
        chronicle.changed(entry);
    }

    /** The run cannot start yet: its occurrence is asked again. */
    void defer(JobEntry entry, Active run, String reason, Duration askAgain) {
        release(run);
        entry.remove(run);
        if (!run.isTriggered()) {
            Occurrences.deferred(entry.state, run.occurrence, later(time.wall(), askAgain), reason);
        }
        flow.runs().drop(run, reason);
        flow.plan(entry);
        chronicle.deferred(entry);
    }

    /** Calls back what has not gone to a worker yet. */
    public void callBack(JobEntry entry) {
        for (Active run : entry.runs()) {
            if (run.stage == Active.Stage.ASKING || run.stage == Active.Stage.CLAIMING) {
                putBack(entry, run, "Reveille stops");
            }
        }
    }

    /** Gives back what a run had taken that has not gone to a worker. */
    public void release(Active run) {
        stepAside(run);
        givePermitsBack(run);
    }

    /** Lets others have the worker and the place at the handler that were kept for a run. */
    void stepAside(Active run) {
        if (run.placed) {
            run.placed = false;
            queue.workerBack();
            queue.handlerBack(run.handler);
        }
    }

    void givePermitsBack(Active run) {
        while (!run.permits.isEmpty()) {
            RunGate.Permit permit = run.permits.get(0);
            List<RunGate.Permit> others = run.permits.subList(1, run.permits.size());
            outside.call(permit, () -> GateKeeper.close(permit), () -> {});
            run.permits = others; // each once, should it be done again after an Error
        }
    }

    /** The handler is done with it; its worker comes back by itself. */
    private void finish(Active run) {
        if (!run.finished) {
            run.finished = true;
            queue.handlerBack(run.handler);
        }
        if (run.limit != null) {
            flow.cancel(run.limit);
            run.limit = null;
        }
        givePermitsBack(run);
    }

    /** A handler may ask for any delay. */
    private static Instant later(Instant time, Duration delay) {
        Instant never = Instant.parse("9999-12-31T23:59:59Z");
        return delay.toSeconds() < never.getEpochSecond() - time.getEpochSecond() ? time.plus(delay) : never;
    }
}
