package io.reveille.core.jobs;

import io.reveille.JobProblem;
import io.reveille.JobProblem.Kind;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.job.Run;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The problems that keep jobs from their work, gathered in one walk at each request. Belongs to the engine's thread.
 */
public record Problems(Jobs jobs, TimeSource time) {

    private static final int FAILURES = 2;
    private static final Duration LONG = Duration.ofHours(1);
    private static final int OCCURRENCES = 3;
    private static final int MOST_COUNTED = 1_000;

    /** All problems by job name; of each job the most serious one. */
    public List<JobProblem> all() {
        List<JobProblem> all = new ArrayList<>();
        Instant now = time.wall();
        for (JobEntry entry : jobs.defined().all()) {
            Defined defined = entry.defined;
            boolean told = isHeldUp(entry, all) || isFailing(entry, all) || isEndless(entry, now, all);
            if (!told && defined != null) {
                gated(entry, defined, now, all);
            }
        }
        return all;
    }

    private static boolean isHeldUp(JobEntry entry, List<JobProblem> all) {
        switch (entry.state.obstacle()) {
            case NONE -> {
                return false;
            }
            case PAUSE -> {}
            case NO_HANDLER -> all.add(heldUp(entry, Kind.NO_HANDLER));
            case CLOCK -> all.add(heldUp(entry, Kind.CLOCK));
            default -> all.add(heldUp(entry, Kind.HELD));
        }
        return true;
    }

    private static JobProblem heldUp(JobEntry entry, Kind kind) {
        String reason = entry.state.reason();
        String wayOut = entry.state.obstacle().wayOut();
        return problem(entry, kind, reason + (reason.endsWith(".") ? " " : ". ") + wayOut);
    }

    private static boolean isFailing(JobEntry entry, List<JobProblem> all) {
        int failures = entry.state.failuresInARow();
        if (failures < FAILURES) {
            return false;
        }
        String last = entry.state
                .lastRun()
                .map(report -> ", the last at " + at(report.startTime())
                        + (report.message().isEmpty() ? "" : ": " + report.message()))
                .orElse("");
        all.add(problem(entry, Kind.FAILING, "it has failed " + failures + " times in a row" + last));
        return true;
    }

    private static boolean isEndless(JobEntry entry, Instant now, List<JobProblem> all) {
        if (entry.policies().timeout().isPresent()) {
            return false;
        }
        for (Run run : entry.runs()) {
            Instant started = run.started;
            if (started != null && Duration.between(started, now).compareTo(LONG) >= 0) {
                all.add(problem(
                        entry,
                        Kind.ENDLESS,
                        "a run of it has not ended since " + at(started)
                                + ", and nothing ends it: its definition has no timeout"));
                return true;
            }
        }
        return false;
    }

    private static void gated(JobEntry entry, Defined defined, Instant now, List<JobProblem> all) {
        for (OpenOccurrence begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.DEFERRED && !entry.unsaved) {
                int waiting = waiting(entry, defined, begun, now);
                if (waiting >= OCCURRENCES) {
                    String count = waiting == MOST_COUNTED ? waiting + " or more" : String.valueOf(waiting);
                    all.add(problem(
                            entry,
                            Kind.GATED,
                            "its gate has not let it run for " + count + " occurrences: " + begun.waitsFor()));
                }
                return;
            }
        }
    }

    /** Counts the occurrences since the last run: those that the waiting one stands for, and dropped ones. */
    private static int waiting(JobEntry entry, Defined defined, OpenOccurrence begun, Instant now) {
        RunState state = entry.state;
        if (defined.schedule().isEvent()) {
            return state.open().size() + state.pending().size();
        }
        int waits = Math.max(1, begun.missed()) + entry.plan(defined).passed(now);
        int since = state.history().stream()
                .filter(report -> !report.triggered())
                .findFirst()
                .map(RunReport::nominalTime)
                .or(() -> Optional.of(state.bound()).filter(bound -> state.runs() == 0))
                .map(from -> defined.schedule().missed(from, now, MOST_COUNTED))
                .orElse(0);
        return Math.min(MOST_COUNTED, Math.max(waits, since));
    }

    private static JobProblem problem(JobEntry entry, Kind kind, String text) {
        return new JobProblem(entry.name(), kind, text);
    }

    private static Instant at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
