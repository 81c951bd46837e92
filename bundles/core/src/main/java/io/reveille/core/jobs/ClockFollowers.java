package io.reveille.core.jobs;

import io.reveille.core.clocks.ClockJudge;
import io.reveille.core.clocks.ClockWatch;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.ClockedTimes;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** The effects of the clocks on jobs. Belongs to the engine's thread. */
public final class ClockFollowers implements ClockJudge.Listener {

    private final Collection<JobEntry> entries;
    private final JobFlow flow;
    private final JobRecorder recorder;
    private final Clocks clocks;

    public ClockFollowers(Collection<JobEntry> entries, JobFlow flow, JobRecorder recorder, Clocks clocks) {
        this.entries = entries;
        this.flow = flow;
        this.recorder = recorder;
        this.clocks = clocks;
    }

    // A state comes in

    /** Notes that the times of a state, which is new or from another gateway, are by the clock as it is set now. */
    void timed(RunState state) {
        ClockedTimes.timedBy(state, clocks.steps());
    }

    /** Begins a job: the meaning of relative times is unknown until the clock is trusted. */
    void begun(RunState state, Schedule schedule) {
        if (schedule.isRelative() && !clocks.whyNot().isEmpty()) {
            ClockedTimes.neverTrusted(state);
        }
    }

    /** Takes in a state from the store, which may know less of the clock, or more, than the engine's own record. */
    void loaded(JobEntry entry, Instant now) {
        RunState state = entry.state;
        if (says(entry, Schedule::isRelative) && ClockedTimes.isBoundByOlder(state)) {
            ClockedTimes.definedLater(state, state.steps().sum());
            ClockedTimes.neverTrusted(state);
        }
        Duration step = clocks.steps().since(state.steps());
        if (step.abs().compareTo(ClockWatch.ALLOWANCE) > 0) {
            move(entry, now, step);
        } else {
            ClockedTimes.timedBy(state, clocks.steps());
        }
        if (clocks.wasOffForUnknown()) {
            goOn(entry, now);
        }
        trust(entry, now);
    }

    /** Lets a job go on after the machine was off for an unknown time, which does not count as elapsed time. */
    private void goOn(JobEntry entry, Instant now) {
        RunState state = entry.state;
        Duration shift = Duration.between(clocks.lastSeen().orElse(state.chain()), now);
        if (says(entry, Schedule::isRelative)) {
            ClockedTimes.definedLater(state, shift);
        }
        if (isOnce(entry) && says(entry, Schedule::isElapsed)) {
            ClockedTimes.clockStepped(state, shift, true); // in "once in 45 minutes" the rest of the 45 is to come
            return;
        }
        if (says(entry, Schedule::isElapsed)) {
            ClockedTimes.goesOnFrom(state, now);
        }
        ClockedTimes.asideStepped(state, shift);
    }

    // The clock is set

    /** Moves elapsed jobs along with the clock; calendar jobs follow it. */
    @Override
    public void stepped(Instant now, Duration step) {
        entries.forEach(entry -> move(entry, now, step));
    }

    private void move(JobEntry entry, Instant now, Duration step) {
        RunState state = entry.state;
        boolean elapsed = says(entry, Schedule::isElapsed);
        boolean correction = step.negated().compareTo(clocks.rewind()) > 0;
        ClockedTimes.timedBy(state, clocks.steps());
        ClockedTimes.clockStepped(state, step, elapsed);
        boolean relative = says(entry, Schedule::isRelative);
        if (relative) {
            ClockedTimes.definedLater(state, step);
        }
        if (correction) {
            ClockedTimes.wasAhead(state, now, relative);
        }
        // Short steps back, which are waited for, must not add up to one too long to be waited for.
        if (!elapsed && (correction || isAhead(entry, now.plus(clocks.rewind())))) {
            flow.runs().withdraw(entry, "the clock was corrected");
            correct(entry, now);
        } else if (elapsed) {
            flow.runs().move(entry, step);
        }
        reopen(entry);
        if (entry.job().isEmpty()) {
            recorder.changed(entry, Urgency.IN_BUDGET); // defined jobs are planned and saved once the clock is judged
        }
    }

    /** Tests the job's schedule; the definition need not be there, as at a start, or while that is broken. */
    private static boolean says(JobEntry entry, Predicate<Schedule> what) {
        return entry.schedule().filter(what).isPresent();
    }

    @Override
    public void judged(Instant now) {
        for (JobEntry entry : entries) {
            Optional<DefinedJob> job = entry.job();
            if (job.isPresent()) {
                clock(job.get(), now);
                flow.plan(job.get());
                recorder.changed(entry, Urgency.IN_BUDGET);
            } else if (trust(entry, now)) { // now, since the definition may come days later
                recorder.changed(entry, Urgency.IN_BUDGET);
            }
        }
    }

    /**
     * Has relative times count from the moment when the clock is first trusted, whether the definition is there or not.
     * Returns whether that is now.
     */
    private boolean trust(JobEntry entry, Instant now) {
        if (!clocks.whyNot().isEmpty()) {
            return false;
        }
        Optional<Instant> before = entry.state.trustedAt();
        ClockedTimes.trusted(entry.state, now, now.plus(clocks.rewind()), says(entry, Schedule::isRelative));
        return !entry.state.trustedAt().equals(before);
    }

    /**
     * Holds a calendar job while the clock is not trusted. A chain that lies ahead of a trusted clock was written by a
     * wrong one, which may also have ended a job. Elapsed jobs run in any case, and go on from now if their chain lies
     * ahead. Binds the job's schedule by that.
     */
    void clock(DefinedJob job, Instant now) {
        JobEntry entry = job.entry;
        Schedule schedule = job.own();
        String why = clocks.whyNot();
        Transitions.clock(entry.state, schedule.followsClock() ? why : "");
        Transitions.clockOfEnd(entry.state, schedule.endsByClock() ? why : "");
        boolean elapsed = schedule.isElapsed();
        Instant waitedFor = now.plus(clocks.rewind());
        if ((elapsed || schedule.isEvent() || why.isEmpty()) && isAhead(entry, elapsed ? now : waitedFor)) {
            correct(entry, now);
        }
        if (why.isEmpty() || !schedule.endsByClock()) {
            reopen(entry);
        }
        trust(entry, now);
        job.bind();
    }

    private static boolean isAhead(JobEntry entry, Instant limit) {
        return entry.state.chain().isAfter(limit);
    }

    private static boolean isOnce(JobEntry entry) {
        return entry.state.schedule().startsWith("once ");
    }

    /** Plans occurrences ahead of the clock again, except for a job that comes once and has run or begun. */
    private static void correct(JobEntry entry, Instant now) {
        boolean begun = entry.state.occurred() > 0 || !entry.state.open().isEmpty();
        ClockedTimes.corrected(entry.state, now, !isOnce(entry) || !begun);
    }

    /** Reopens a job that was over by the clock; planning ends it again if nothing more is to come. */
    private static void reopen(JobEntry entry) {
        if (!isOnce(entry) || entry.state.occurred() == 0) {
            Transitions.reopened(entry.state);
        }
    }
}
