package io.reveille.core.engine;

import io.reveille.core.engine.JobEntry.Defined;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.Transitions;
import io.reveille.core.timer.ClockWatch;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** What the clocks do to jobs. Belongs to the engine's thread. */
final class ClockFollowers implements Clocks.Listener {

    private final Collection<JobEntry> entries;
    private final JobFlow flow;
    private final Chronicle chronicle;
    private final Clocks clocks;

    ClockFollowers(Collection<JobEntry> entries, JobFlow flow, Chronicle chronicle, Clocks clocks) {
        this.entries = entries;
        this.flow = flow;
        this.chronicle = chronicle;
        this.clocks = clocks;
    }

    /** Elapsed jobs move along with the clock, calendar jobs follow it. */
    @Override
    public void stepped(Instant now, Duration step) {
        entries.forEach(entry -> move(entry, now, step));
    }

    /** A state has come from the store, which may know less of the clock, or more, than what is saved of the engine. */
    void loaded(JobEntry entry, Instant now) {
        Duration step = clocks.steps().since(entry.state.steps());
        if (step.abs().compareTo(ClockWatch.ALLOWANCE) > 0) {
            move(entry, now, step);
        } else {
            Occurrences.timedBy(entry.state, clocks.steps());
        }
    }

    private void move(JobEntry entry, Instant now, Duration step) {
        boolean elapsed = followsElapsedTime(entry);
        boolean correction = step.negated().compareTo(clocks.rewind()) > 0;
        Occurrences.timedBy(entry.state, clocks.steps());
        Occurrences.clockStepped(entry.state, step, elapsed);
        // Steps back that are waited for each must not add up to one that would not be.
        if (!elapsed && (correction || isAhead(entry, now.plus(clocks.rewind())))) {
            flow.runs().withdraw(entry, "the clock was corrected");
            correct(entry, now);
        } else if (elapsed) {
            flow.runs().move(entry, step);
            Transitions.reopened(entry.state); // its end, if it has one, is a time of the wall clock
        }
        flow.plan(entry);
        chronicle.changed(entry);
    }

    /** Whether its chain does; its definition need not be there, as at a start, or while that is broken. */
    private static boolean followsElapsedTime(JobEntry entry) {
        Defined job = entry.defined;
        if (job != null) {
            return job.schedule().isElapsed();
        }
        try {
            return Schedule.parse(entry.state.schedule()).isElapsed();
        } catch (ScheduleSyntaxException e) { // an older version may have known it
            return false;
        }
    }

    @Override
    public void trusted(Instant now) {
        for (JobEntry entry : entries) {
            if (entry.defined != null) {
                clock(entry, now);
                flow.plan(entry);
                chronicle.changed(entry);
            }
        }
    }

    /**
     * Calendar jobs are held while the clock is not trusted. Once it is, a chain that lies ahead of it was written by a
     * clock that was wrong. Elapsed jobs run in any case, and go on from now if theirs lies ahead.
     */
    void clock(JobEntry entry, Instant now) {
        Defined job = entry.defined;
        boolean elapsed =
                job != null && (job.schedule().isElapsed() || job.schedule().isEvent());
        String why = elapsed ? "" : clocks.whyNot();
        Transitions.clock(entry.state, why);
        if (why.isEmpty() && isAhead(entry, elapsed ? now : now.plus(clocks.rewind()))) {
            correct(entry, now);
        }
    }

    private static boolean isAhead(JobEntry entry, Instant limit) {
        return entry.state.chain().isAfter(limit);
    }

    /** What lies ahead of the clock comes again, but for what comes once and has run. */
    private static void correct(JobEntry entry, Instant now) {
        boolean once = entry.state.schedule().startsWith("once ");
        if (once && (entry.state.occurred() > 0 || entry.isRunning())) {
            return;
        }
        if (isAhead(entry, now)) {
            Transitions.reopened(entry.state);
        }
        Occurrences.corrected(entry.state, now);
    }
}
