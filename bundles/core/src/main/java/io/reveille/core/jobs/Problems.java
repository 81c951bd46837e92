package io.reveille.core.jobs;

import io.reveille.JobProblem;
import io.reveille.JobProblem.Kind;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.DefinedJob;
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
        for (DefinedJob job : jobs.defined().all()) {
            if (!isHeldUp(job, all) && !isFailing(job, all) && !isEndless(job, now, all)) {
                gated(job, now, all);
            }
        }
        return all;
    }

    private static boolean isHeldUp(DefinedJob job, List<JobProblem> all) {
        switch (job.state.obstacle()) {
            case NONE -> {
                return false;
            }
            case PAUSE -> {}
            case NO_HANDLER -> all.add(heldUp(job, Kind.NO_HANDLER));
            case CLOCK -> all.add(heldUp(job, Kind.CLOCK));
            default -> all.add(heldUp(job, Kind.HELD));
        }
        return true;
    }

    private static JobProblem heldUp(DefinedJob job, Kind kind) {
        String reason = job.state.reason();
        String wayOut = job.state.obstacle().wayOut();
        return problem(job, kind, reason + (reason.endsWith(".") ? " " : ". ") + wayOut);
    }

    private static boolean isFailing(DefinedJob job, List<JobProblem> all) {
        int failures = job.state.failuresInARow();
        if (failures < FAILURES) {
            return false;
        }
        String last = job.state
                .lastRun()
                .map(report -> ", the last at " + at(report.startTime())
                        + (report.message().isEmpty() ? "" : ": " + report.message()))
                .orElse("");
        all.add(problem(job, Kind.FAILING, "it has failed " + failures + " times in a row" + last));
        return true;
    }

    private static boolean isEndless(DefinedJob job, Instant now, List<JobProblem> all) {
        if (job.policies().timeout().isPresent()) {
            return false;
        }
        for (Run run : job.entry.runs()) {
            Instant started = run.started().orElse(now);
            if (Duration.between(started, now).compareTo(LONG) >= 0) {
                all.add(problem(
                        job,
                        Kind.ENDLESS,
                        "a run of it has not ended since " + at(started)
                                + ", and nothing ends it: its definition has no timeout"));
                return true;
            }
        }
        return false;
    }

    private static void gated(DefinedJob job, Instant now, List<JobProblem> all) {
        for (OpenOccurrence begun : job.state.open()) {
            if (begun.state() == OccurrenceState.DEFERRED && !job.entry.unsaved) {
                int waiting = waiting(job, begun, now);
                if (waiting >= OCCURRENCES) {
                    String count = waiting == MOST_COUNTED ? waiting + " or more" : String.valueOf(waiting);
                    all.add(problem(
                            job,
                            Kind.GATED,
                            "its gate has not let it run for " + count + " occurrences: " + begun.waitsFor()));
                }
                return;
            }
        }
    }

    /** Counts the occurrences since the last run: those that the waiting one stands for, and dropped ones. */
    private static int waiting(DefinedJob job, OpenOccurrence begun, Instant now) {
        RunState state = job.state;
        if (job.schedule().isEvent()) {
            return state.open().size() + state.pending().size();
        }
        int waits = Math.max(1, begun.missed()) + job.plan().passed(now);
        int since = state.history().stream()
                .filter(report -> !report.triggered())
                .findFirst()
                .map(RunReport::nominalTime)
                .or(() -> Optional.of(state.bound()).filter(bound -> state.runs() == 0))
                .map(from -> job.schedule().missed(from, now, MOST_COUNTED))
                .orElse(0);
        return Math.min(MOST_COUNTED, Math.max(waits, since));
    }

    private static JobProblem problem(DefinedJob job, Kind kind, String text) {
        return new JobProblem(job.name(), kind, text);
    }

    private static Instant at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
