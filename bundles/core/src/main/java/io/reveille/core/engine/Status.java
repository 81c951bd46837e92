package io.reveille.core.engine;

import io.reveille.SchedulerStatus;
import io.reveille.core.calls.CallQueue;
import io.reveille.core.clock.JavaRules;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.dispatch.LostThreads;
import io.reveille.core.engine.Engine.Surroundings;
import io.reveille.core.job.Run;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.runs.RunQueue;
import io.reveille.core.saving.StateKeeper;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The status of the engine itself, gathered at each request. Belongs to the engine's thread, except where noted. */
record Status(
        Jobs jobs,
        RunQueue queue,
        CallQueue calls,
        LostThreads lost,
        Clocks clocks,
        Surroundings around,
        StateKeeper keeper) {

    SchedulerStatus now() {
        List<String> cutOff = new ArrayList<>(around.announcements().cutOff());
        cutOff.addAll(around.questions().cutOff());
        String why = clocks.whyNot();
        return new SchedulerStatus(
                jobs.defined().all().size(),
                calls.running()
                        + (int) jobs.active().stream()
                                .filter(run -> run.stage == Run.Stage.RUNNING)
                                .count(),
                queue.size() + calls.waiting(),
                around.workers().size(),
                lost.count(),
                cutOff,
                why.isEmpty(),
                why.isEmpty() ? "the clock is trusted" : why,
                JavaRules.asOf(clocks.trusted()),
                keeper.status());
    }

    /** The records that the store or the engine could not read. On any thread, since the store may have to read. */
    List<Quarantined> quarantined(Mailbox mailbox) throws IOException {
        List<Quarantined> all = new ArrayList<>(keeper.store().quarantine());
        all.addAll(mailbox.ask(keeper::unreadable));
        return all;
    }
}
