package io.reveille.core.engine;

import io.reveille.Delivery;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.RunRequest;
import io.reveille.core.state.Begun;
import io.reveille.core.state.OccurrenceState;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.Transitions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What becomes of occurrences that a stop or a crash cut off, once their job is there again. */
final class Recovery {

    private final TimeSource time;
    private final Chronicle chronicle;
    private final Chains chains;
    private boolean unclean;

    Recovery(TimeSource time, Chronicle chronicle, Chains chains) {
        this.time = time;
        this.chronicle = chronicle;
        this.chains = chains;
    }

    /** Whether the gateway crashed, rather than stopped in order. */
    void afterCrash(boolean crashed) {
        unclean = crashed;
    }

    /** A job is defined for the first time since the start, and has a state from before. */
    void recover(JobEntry entry) {
        entry.claims = unclean;
        Occurrences.askedAnew(entry.state, time.wall());
        boolean ran = false;
        for (Begun begun : entry.state.open()) {
            if (begun.state() == OccurrenceState.RUNNING) {
                ran = true;
                if (entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
                    abandon(entry, begun);
                } else {
                    Occurrences.recovering(entry.state, begun.id());
                }
            }
        }
        if (!entry.state.doubt().isEmpty() && entry.policies().delivery() == Delivery.AT_MOST_ONCE) {
            Transitions.quarantined(entry.state, entry.state.doubt());
        }
        if (ran && unclean) {
            Transitions.crashed(entry.state);
        }
    }

    private void abandon(JobEntry entry, Begun begun) {
        RunRequest request = new RunRequest(
                entry.name(),
                begun.id(),
                begun.nominalTime(),
                begun.attempt(),
                begun.missed(),
                false,
                false,
                Map.of(),
                Map.of(),
                Map.of());
        String message = "cut off by a " + (unclean ? "crash" : "stop")
                + "; it is delivered at most once, and does not run again";
        RunReport report = request.report(time.wall(), Duration.ZERO, RunOutcome.ABANDONED, message, Map.of());
        Occurrences.ended(entry.state, Optional.of(begun.id()), report, Optional.empty());
        chains.over(entry, report);
        chronicle.ended(entry, report, new CompletableFuture<>());
    }
}
