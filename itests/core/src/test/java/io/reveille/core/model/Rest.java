package io.reveille.core.model;

import io.reveille.JobContext;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.core.engine.JobView;
import java.time.Instant;

/** When a job has nothing under way, so that all that has passed is accounted for. */
final class Rest {

    /** Late runs take turns, a tenth of a second apart: one that is so near may be one of them. */
    private static final int TURNS = 500;

    private Rest() {}

    /** Whether a pause or a quarantine holds it. */
    static boolean isHeld(JobStatus status) {
        return status.state() == JobState.HELD
                && (status.reason().equals("paused") || status.reason().startsWith("quarantined"));
    }

    /** Whether all that has passed is over, one way or the other. */
    static boolean isAtRest(JobView view, Instant now) {
        JobStatus status = view.status();
        boolean over =
                status.state() == JobState.DONE && status.reason().equals("its schedule has no further occurrence");
        boolean waits = status.state() == JobState.READY
                && (view.schedule().isEvent()
                        ? view.planned().isEmpty()
                        : status.nextRun()
                                .filter(next -> next.isAfter(now.plusMillis(TURNS)))
                                .isPresent());
        return (over || waits || isHeld(status))
                && !status.running()
                && status.waiting().isEmpty();
    }

    /** A call in words. */
    static String shown(JobContext context) {
        return context.jobName() + " of " + context.nominalTime() + ", attempt " + context.attempt()
                + (context.isRecovery() ? ", recovered" : "")
                + (context.missed() > 0 ? ", for " + context.missed() : "");
    }
}
