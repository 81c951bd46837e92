package io.reveille.core.runs;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.job.JobEntry;
import io.reveille.core.outcome.OutcomeRules;
import io.reveille.core.state.History;
import io.reveille.core.state.Occurrences;
import io.reveille.core.state.OpenOccurrence;
import io.reveille.core.state.Transitions;
import java.time.Duration;
import java.util.Map;

/** The end of occurrences that wait for another attempt and get none. Belongs to the engine's thread. */
public final class Lapses {

    private final TimeSource time;
    private final JobFlow flow;
    private final Chains chains;

    public Lapses(TimeSource time, JobFlow flow, Chains chains) {
        this.time = time;
        this.flow = flow;
        this.chains = chains;
    }

    /** Ends an occurrence that waits for another attempt and gets none. */
    void givenUp(JobEntry entry, OpenOccurrence begun) {
        entry.job().flatMap(job -> job.waitsNoLonger(begun.id())).ifPresent(flow::cancel);
        Occurrences.givenUp(entry.state, begun.id());
        inVain(entry, begun);
    }

    /** Counts an occurrence as one failure of the job, since all attempts that there was time for have failed. */
    void inVain(JobEntry entry, OpenOccurrence begun) {
        RunReport last = History.lastAttempt(entry.state, begun).orElseGet(() -> forgotten(entry, begun));
        if (entry.policies().retry().attempts() > 0) {
            Occurrences.failedForGood(entry.state);
            String why = OutcomeRules.quarantine(entry.state.failuresInARow(), last.message());
            if (!why.isEmpty()) {
                Transitions.quarantined(entry.state, why);
            }
        }
        chains.over(entry, last);
    }

    /** Makes a report for an attempt whose own is not in the history any more. */
    private RunReport forgotten(JobEntry entry, OpenOccurrence begun) {
        return new RunReport(
                entry.name(),
                flow.runs().newId(),
                begun.nominalTime(),
                time.wall(),
                Duration.ZERO,
                Math.max(1, begun.attempt() - 1),
                begun.missed(),
                begun.recovery(),
                false,
                RunOutcome.FAILED,
                "its attempts failed, so long ago that the history does not say why",
                Map.of());
    }
}
