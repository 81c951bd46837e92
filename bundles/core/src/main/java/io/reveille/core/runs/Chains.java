package io.reveille.core.runs;

import static java.util.Objects.requireNonNull;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.JobState;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
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
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    private final Map<String, Predecessor> before = new HashMap<>(); // the predecessor of each job in a chain
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

    /** Takes in that a job has another definition, or none any more. */
    public void changed(JobEntry entry) {
        Defined job = entry.defined;
        Predecessor follows = job == null ? null : job.schedule().after().orElse(null);
        if (follows == null) {
            before.remove(entry.name());
        } else {
            before.put(entry.name(), follows);
        }
        String now = follows == null ? null : follows.job();
        if (!Objects.equals(now, followers.before(entry.name()))) {
            followers.change(entry.name(), now).forEach(this::lookAtCircle);
        }
        if (job != null) {
            Transitions.circle(entry.state, circle(entry.name()));
        }
    }

    private void lookAtCircle(String name) {
        JobEntry entry = entries.get(name);
        if (entry != null && entry.defined != null) {
            JobState was = entry.state.state();
            Transitions.circle(entry.state, circle(name));
            if (was != entry.state.state()) {
                flow.plan(entry);
                recorder.changed(entry, Urgency.IN_BUDGET);
            }
        }
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
        Trigger trigger = new Trigger(report.runId(), time.wall(), 0, report.data());
        followers.of(entry.name()).forEach(name -> {
            JobEntry next = entries.get(name);
            if (next != null && fits(requireNonNull(before.get(name)), report)) {
                Occurrences.handsOver(entry.state, new Handover(name, trigger));
                happened(next, trigger, next.state.state() == JobState.READY);
            }
        });
    }

    /**
     * Hands an end that is found at a start to the jobs that follow, which do not count as late. Definitions come in
     * any order: for jobs that are not there yet, the saved state says whether they follow. After another crash the
     * same end may be found again, by the same id.
     */
    void abandoned(JobEntry entry, RunReport report) {
        Trigger trigger = new Trigger(report.runId(), time.wall(), 0, report.data());
        for (JobEntry next : List.copyOf(entries.values())) {
            if (follows(next).filter(job -> fits(job, report)).isPresent() && !next.state.hasTaken(trigger.id())) {
                Occurrences.handsOver(entry.state, new Handover(next.name(), trigger));
                happened(next, trigger, true);
            }
        }
    }

    private static boolean fits(Predecessor predecessor, RunReport report) {
        boolean success = report.outcome() == RunOutcome.SUCCEEDED;
        return predecessor.job().equals(report.job())
                && switch (predecessor.ending()) {
                    case SUCCEEDS -> success;
                    case FAILS -> !success;
                    case ENDS -> true;
                };
    }

    /** The job that a job follows, which need not be there yet. */
    private static Optional<Predecessor> follows(JobEntry entry) {
        Defined job = entry.defined;
        String text = entry.state.schedule();
        if (job != null || !text.startsWith("after ")) {
            return job == null ? Optional.empty() : job.schedule().after();
        }
        try {
            return Schedule.parse(text).after();
        } catch (ScheduleSyntaxException e) { // an older version may have known it
            return Optional.empty();
        }
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
        return Optional.ofNullable(before.get(state.job()))
                .map(predecessor -> entries.get(predecessor.job()))
                .map(entry -> entry.state)
                .filter(giver -> giver.handed().stream()
                        .anyMatch(handover -> handover.job().equals(state.job())));
    }

    private boolean hasCome(Handover handover) {
        JobEntry next = entries.get(handover.job());
        return next != null && next.state.hasTaken(handover.trigger().id());
    }

    /** Repeats hand-overs that did not reach a job before the start. */
    void recover(JobEntry entry) {
        String predecessor = followers.before(entry.name());
        JobEntry giver = predecessor == null ? null : entries.get(predecessor);
        if (giver == null) {
            return;
        }
        for (Handover handover : giver.state.handed()) {
            if (handover.job().equals(entry.name()) && !hasCome(handover)) {
                happened(entry, handover.trigger(), true); // handlers come later: the job waits for its own
            }
        }
    }

    /**
     * Tells a job that follows the machine's start of it.
     *
     * @param isNew whether the job was never seen before: a new job waits for the next start
     */
    public void started(JobEntry entry, boolean isNew, String boot) {
        Trigger start = new Trigger("boot:" + boot, time.wall(), 0, Map.of());
        if (isNew) {
            Occurrences.triggered(entry.state, start.id(), List.of(), 0, 0);
        } else if (!entry.state.hasTaken(start.id())) {
            happened(entry, start, true); // handlers come later: the job waits for its own, and is not late
        }
    }

    private void happened(JobEntry entry, Trigger trigger, boolean inTime) {
        Defined job = entry.defined;
        if (job == null) {
            return; // the hand-over is kept with the predecessor until the job is there
        }
        boolean counts = job.schedule().admits(trigger.at());
        JobState state = entry.state.state();
        int waiting = entry.state.pending().stream()
                .mapToInt(other -> Math.max(1, other.missed()))
                .sum();
        boolean usedUp = entry.left() <= waiting; // by the occurrences that run or wait
        if (!counts || usedUp || state == JobState.DONE || entry.state.isHeld()) {
            Occurrences.triggered(entry.state, trigger.id(), entry.state.pending(), 0, 0);
        } else if (inTime) {
            inTime(entry, trigger);
        } else {
            late(entry, trigger);
        }
        flow.plan(entry);
        recorder.changed(entry, Urgency.IN_BUDGET);
    }

    private static void inTime(JobEntry entry, Trigger trigger) {
        List<Trigger> pending = new ArrayList<>(entry.state.pending());
        boolean busy = !entry.runs().isEmpty()
                || !pending.isEmpty()
                || entry.state.open().stream().anyMatch(begun -> begun.state() != OccurrenceState.RETRYING);
        Overlap overlap = busy ? entry.policies().overlap() : Overlap.PARALLEL;
        int skipped = 0;
        switch (overlap) {
            case SKIP -> skipped = 1;
            case QUEUE -> {
                skipped = pending.size();
                pending = List.of(trigger);
            }
            case PARALLEL -> pending.add(trigger);
        }
        Occurrences.triggered(entry.state, trigger.id(), pending, skipped, 0);
    }

    private static void late(JobEntry entry, Trigger trigger) {
        JobPolicies policies = entry.policies();
        List<Trigger> pending = new ArrayList<>(entry.state.pending());
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
        Occurrences.triggered(entry.state, trigger.id(), pending, 0, missed);
    }
}
