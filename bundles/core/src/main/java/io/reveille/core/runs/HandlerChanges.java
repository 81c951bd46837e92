package io.reveille.core.runs;

import io.reveille.core.dispatch.LostThreads;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;

/** The effects on jobs of handlers that come and go. Belongs to the engine's thread. */
public final class HandlerChanges {

    private final Handlers handlers;
    private final LostThreads lost;
    private final JobIndex index;
    private final JobFlow flow;
    private final JobRecorder recorder;

    public HandlerChanges(Handlers handlers, LostThreads lost, JobIndex index, JobFlow flow, JobRecorder recorder) {
        this.handlers = handlers;
        this.lost = lost;
        this.index = index;
        this.flow = flow;
        this.recorder = recorder;
    }

    /** Adds a handler. */
    public void add(Offer offer) {
        handlers.add(offer);
        changed(offer.name());
    }

    /** Removes a handler; its runs under way end as they may. */
    public void remove(Offer offer) {
        handlers.remove(offer);
        changed(offer.name());
    }

    /** Notes that the thread of a run does not come back from its handler. */
    void lost(Run run) {
        lost.add(run.handler, run.revision);
        changed(run.handler);
    }

    /** Notes that the thread of a run has come back from its handler after all. */
    void cameBack(Run run) {
        lost.remove(run.handler, run.revision);
        changed(run.handler);
    }

    private void changed(String handler) {
        for (DefinedJob job : index.ofHandler(handler)) {
            look(job.state, handler);
            flow.plan(job);
            recorder.changed(job.entry, Urgency.IN_BUDGET);
        }
    }

    /** Updates whether a job's handler can be called. */
    public void look(RunState state, String handler) {
        Transitions.handler(state, handlers.find(handler).isPresent(), lost.why(handler, handlers.revision(handler)));
    }
}
