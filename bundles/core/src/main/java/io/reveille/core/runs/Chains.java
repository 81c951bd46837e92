package io.reveille.core.runs;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.plan.Followers;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.Handover;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import io.reveille.core.state.Trigger;
import io.reveille.schedule.Predecessor;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that follow an event: the end of another job, or the start of the machine. A hand-over is kept with the job that
 * ended until the state of the one that follows is saved. Belongs to the engine's thread.
 */
public final class Chains {

    /** The most jobs of a circle that are named. */
    private static final int MOST_NAMED = 20;

    private final JobFlow flow;
    private final JobRecorder recorder;
    private final TimeSource time;
    private final Map<String, JobEntry> entries;
    private final Followers followers = new Followers();

    /** @param entries the records of jobs by name, with or without definition */
    public Chains(JobFlow flow, JobRecorder recorder, TimeSource time, Map<String, JobEntry> entries) {
        this.flow = flow;
        this.recorder = recorder;
        this.time = time;
        this.entries = entries;
    }

    /**
     * Refuses a definition that would make a job follow itself.
     *
     * @throws JobDefinitionException naming the jobs of the circle
     */
    public void check(JobDefinition definition) {
        definition.schedule().after().ifPresent(predecessor -> {
            List<String> way = followers.way(definition.name(), predecessor.job());
            if (!way.isEmpty()) {
                throw new JobDefinitionException(
                        JobProperties.SCHEDULE,
                        "The schedule \"" + definition.schedule() + "\" would make the job follow itself: "
                                + inWords(way) + ". Nothing was changed.");
            }
        });
    }

    /** Takes in that a job has a definition, the first or another one. */
    public void defined(DefinedJob job) {
        follows(job.name(), job.schedule().after().map(Predecessor::job).orElse(null));
        Transitions.circle(job.state, circle(job.name()));
    }

    /** Takes in that a job has no definition any more. */
    public void undefined(String name) {
        follows(name, null);
    }

    private void follows(String name, @Nullable String predecessor) {
        if (!Objects.equals(predecessor, followers.before(name))) {
            followers.change(name, predecessor).forEach(changed -> job(changed).ifPresent(this::lookAtCircle));
        }
    }

    private void lookAtCircle(DefinedJob job) {
        JobState was = job.state.state();
        Transitions.circle(job.state, circle(job.name()));
        if (was != job.state.state()) {
            flow.plan(job);
            recorder.changed(job.entry, Urgency.IN_BUDGET);
        }
    }

    private Optional<DefinedJob> job(String name) {
        return Optional.ofNullable(entries.get(name)).flatMap(JobEntry::job);
    }

    private String circle(String name) {
        List<String> way = followers.circle(name);
        return way.isEmpty() ? "" : "it follows itself: " + inWords(way);
    }

    /** Joins the names of a circle; a long one is cut in the middle. */
    private static String inWords(List<String> way) {
        if (way.size() <= MOST_NAMED) {
            return String.join(" → ", way);
        }
        return String.join(" → ", way.subList(0, MOST_NAMED - 1)) + " → … → " + way.get(way.size() - 1) + " ("
                + (way.size() - 1) + " jobs)";
    }

    /** Hands a run that is over for good to the jobs that follow. */
    public void over(JobEntry entry, RunReport report) {
        Collection<String> after = followers.of(entry.name());
        if (after.isEmpty()) {
            return;
        }
        Trigger trigger = new Trigger(report.runId(), time.wall(), 0, report.data());
        for (String name : after) {
            job(name).filter(next -> fits(next.schedule(), report)).ifPresent(next -> {
                Occurrences.handsOver(entry.state, new Handover(name, trigger));
                happened(next, trigger, next.state.state() == JobState.READY);
            });
        }
    }

    /**
     * Hands an end that is found at a start to the jobs that follow, which do not count as late. Definitions come in
     * any order: for jobs that are not there yet, the saved state says whether they follow. After another crash the
     * same end may be found again, by the same id.
     */
    void abandoned(JobEntry entry, RunReport report) {
        Trigger trigger = new Trigger(report.runId(), time.wall(), 0, report.data());
        for (JobEntry next : List.copyOf(entries.values())) {
            if (next.state.schedule().startsWith("after ") // else there is no need to parse it
                    && next.schedule()
                            .filter(schedule -> fits(schedule, report))
                            .isPresent()
                    && !next.state.hasTaken(trigger.id())) {
                Occurrences.handsOver(entry.state, new Handover(next.name(), trigger));
                next.job().ifPresent(job -> happened(job, trigger, true)); // else once the job is there
            }
        }
    }

    private static boolean fits(Schedule schedule, RunReport report) {
        boolean success = report.outcome() == RunOutcome.SUCCEEDED;
        return schedule.after()
                .filter(predecessor -> predecessor.job().equals(report.job())
                        && switch (predecessor.ending()) {
                            case SUCCEEDS -> success;
                            case FAILS -> !success;
                            case ENDS -> true;
                        })
                .isPresent();
    }

    /** Removes hand-overs that are done, since they are saved with the jobs that follow. */
    public void saved(Collection<RunState> states) {
        for (RunState state : states) {
            int handed = state.handed().size();
            Occurrences.handedOver(state, this::isSaved);
            if (state.handed().size() < handed) {
                recorder.noted(state);
            }
        }
    }

    private boolean isSaved(Handover handover) {
        JobEntry next = entries.get(handover.job());
        return next != null && next.state.hasSavedTaken(handover.trigger().id());
    }

    /** Finds the job whose hand-over led to this run and is not saved yet. */
    public Optional<RunState> giver(RunState state) {
        return giver(state.job())
                .filter(giver -> giver.handed().stream()
                        .anyMatch(handover -> handover.job().equals(state.job())));
    }

    /** Drops the hand-overs to a former job of this name: one that begins now takes up nothing from before. */
    public void begins(DefinedJob job) {
        giver(job.name()).filter(giver -> !giver.handed().isEmpty()).ifPresent(giver -> {
            Occurrences.handedOver(giver, handover -> handover.job().equals(job.name()));
            recorder.noted(giver);
        });
    }

    /** Repeats hand-overs that did not reach a job before the start. */
    void recover(DefinedJob job) {
        giver(job.name()).map(RunState::handed).orElse(List.of()).forEach(handover -> {
            if (handover.job().equals(job.name())
                    && !job.state.hasTaken(handover.trigger().id())) {
                happened(job, handover.trigger(), true); // handlers come later: the job waits for its own
            }
        });
    }

    private Optional<RunState> giver(String name) {
        return Optional.ofNullable(followers.before(name)).map(entries::get).map(giver -> giver.state);
    }

    /**
     * Tells a job that follows the machine's start of it.
     *
     * @param isNew whether the job was never seen before: a new job waits for the next start
     */
    public void started(DefinedJob job, boolean isNew, String boot) {
        Trigger start = new Trigger("boot:" + boot, time.wall(), 0, Map.of());
        if (isNew) {
            Occurrences.triggered(job.state, start.id(), List.of(), 0, 0);
        } else if (!job.state.hasTaken(start.id())) {
            happened(job, start, true); // handlers come later: the job waits for its own, and is not late
        }
    }

    private void happened(DefinedJob job, Trigger trigger, boolean inTime) {
        boolean counts = job.schedule().admits(trigger.at());
        JobState state = job.state.state();
        int waiting = job.state.pending().stream()
                .mapToInt(other -> Math.max(1, other.missed()))
                .sum();
        boolean usedUp = job.left() <= waiting; // by the occurrences that run or wait
        if (!counts || usedUp || state == JobState.DONE || job.state.isHeld()) {
            Occurrences.triggered(job.state, trigger.id(), job.state.pending(), 0, 0);
        } else if (inTime) {
            inTime(job, trigger);
        } else {
            late(job, trigger);
        }
        flow.plan(job);
        recorder.changed(job.entry, Urgency.IN_BUDGET);
    }

    private static void inTime(DefinedJob job, Trigger trigger) {
        List<Trigger> pending = new ArrayList<>(job.state.pending());
        boolean busy = !job.entry.isIdle()
                || !pending.isEmpty()
                || job.state.open().stream().anyMatch(begun -> begun.state() != OccurrenceState.RETRYING);
        Overlap overlap = busy ? job.policies().overlap() : Overlap.PARALLEL;
        int skipped = 0;
        switch (overlap) {
            case SKIP -> skipped = 1;
            case QUEUE -> {
                skipped = pending.size();
                pending = List.of(trigger);
            }
            case PARALLEL -> pending.add(trigger);
        }
        Occurrences.triggered(job.state, trigger.id(), pending, skipped, 0);
    }

    private static void late(DefinedJob job, Trigger trigger) {
        JobPolicies policies = job.policies();
        List<Trigger> pending = new ArrayList<>(job.state.pending());
        int missed = 0;
        if (policies.misfire() == Misfire.SKIP) {
            missed = 1;
        } else if (policies.misfire() == Misfire.ALL) {
            pending.add(trigger.making(1));
            if (pending.size() > policies.misfireLimit()) {
                pending.remove(0);
                missed = 1;
            }
        } else {
            int all =
                    1 + pending.stream().mapToInt(t -> Math.max(1, t.missed())).sum();
            pending = List.of(trigger.making(all));
        }
        Occurrences.triggered(job.state, trigger.id(), pending, 0, missed);
    }
}
