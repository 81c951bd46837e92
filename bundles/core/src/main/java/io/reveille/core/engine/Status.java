package io.reveille.core.engine;

import io.reveille.SchedulerStatus;
import io.reveille.core.engine.Engine.Surroundings;
import io.reveille.spi.StateStore.Durability;
import java.util.ArrayList;
import java.util.List;

/** How the engine itself is, gathered for who asks. Belongs to the engine's thread. */
record Status(Jobs jobs, RunQueue queue, LostThreads lost, Clocks clocks, Surroundings around, Durability survives) {

    SchedulerStatus now() {
        List<String> cutOff = new ArrayList<>(around.announcements().cutOff());
        cutOff.addAll(around.questions().cutOff());
        String why = clocks.whyNot();
        return new SchedulerStatus(
                jobs.defined().size(),
                (int) jobs.active().stream()
                        .filter(run -> run.stage == Active.Stage.RUNNING)
                        .count(),
                queue.size(),
                around.workers().size(),
                lost.count(),
                cutOff,
                why.isEmpty(),
                why.isEmpty() ? "the clock is trusted" : why,
                survives);
    }
}
