package io.reveille.core.runs;

import io.reveille.Delivery;
import io.reveille.JobPolicies;
import io.reveille.Retry;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.outcome.Ending;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.outcome.Verdict;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.Agenda;
import java.time.Instant;
import java.util.Optional;

/** The handling of runs that end after they were with a handler. Belongs to the engine's thread. */
public final class RunEnds {

    private final TimeSource time;
    private final Clocks clocks;
    private final JobFlow flow;
    private final Overlaps overlaps;
    private final Chains chains;
    private final Holds holds;
    private final JobRecorder recorder;

    public RunEnds(
            TimeSource time,
            Clocks clocks,
            JobFlow flow,
            Overlaps overlaps,
            Chains chains,
            Holds holds,
            JobRecorder recorder) {
        this.time = time;
        this.clocks = clocks;
        this.flow = flow;
        this.overlaps = overlaps;
        this.chains = chains;
        this.holds = holds;
        this.recorder = recorder;
    }

    /** Takes in that the handler was called. */
    void started(JobEntry entry, Run run) {
        if (entry.has(run)) {
            run.startIsTold = true;
            recorder.started(entry);
        }
    }

    public void ended(JobEntry entry, Run run, Ending end) {
        flow.runs().finish(run);
        if (run.limit != null) {
            flow.cancel(run.limit);
            run.limit = null;
        }
        if (!flow.runs().leave(entry, run)) {
            return; // the job was cancelled meanwhile
        }
        Optional<DefinedJob> job = entry.job(); // empty: the definition has gone meanwhile
        boolean watched = entry.claims;
        entry.claims = false;
        RunRequest request = run.request;
        JobPolicies policies = run.isTriggered() ? entry.policies().withRetry(Retry.NONE) : entry.policies();
        // The seed differs on each gateway of a fleet, or all would retry together.
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
        } else if (verdict.retry().isPresent()
                && !run.isTriggered()
                && job.filter(overlaps::endRetry).isEmpty()) {
            Instant at = Agenda.later(time.wall(), verdict.retry().get());
            Occurrences.retrying(entry.state, run.occurrence, report, verdict.memory(), at);
            job.ifPresent(defined -> overlaps.passed(defined, run, true));
        } else {
            over(entry, job, run, report, verdict);
        }
        if (job.isPresent()) {
            flow.planAfterRun(job.get());
        }
        recorder.ended(entry, report, run.awaited());
        if (watched) {
            recorder.cleared(entry, chains.giver(entry.state));
        }
    }

    private void over(JobEntry entry, Optional<DefinedJob> job, Run run, RunReport report, Verdict verdict) {
        Optional<String> occurrence = Optional.of(run.occurrence).filter(id -> !id.isEmpty());
        Occurrences.ended(entry.state, occurrence, report, verdict.memory());
        // Only set, never reset: a requested run of a job that is done or quarantined changes nothing of that.
        if (!verdict.done().isEmpty()) {
            Transitions.done(entry.state, verdict.done());
        }
        // A queued occurrence that has ended the attempts early counts as a failure of the job like any other.
        String quarantine =
                verdict.retry().isPresent() && entry.policies().retry().attempts() > 0
                        ? OutcomeRules.quarantine(entry.state.failuresInARow(), verdict.message())
                        : verdict.quarantine();
        if (job.isPresent() && !run.isTriggered()) {
            overlaps.passed(job.get(), run, quarantine.isEmpty());
        }
        if (!quarantine.isEmpty()) {
            boolean wasHeld = entry.state.isHeld();
            Transitions.quarantined(entry.state, quarantine);
            if (!wasHeld) {
                holds.began(entry);
            }
        }
        chains.over(entry, report);
    }
}
