package io.reveille.core.runs;

import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reporter of runs that are still in the queue after a while; most leave the queue at once and are not reported.
 * Belongs to the engine's thread.
 */
final class LongWaits {

    /** The time that a run waits before listeners are told. */
    static final Duration LONG = Duration.ofSeconds(1);

    /** The most waits told at once: thousands of runs that fall due together must not crowd out other events. */
    static final int MOST_AT_ONCE = 100;

    private record Wait(JobEntry entry, Instant until) {}

    private final Map<Run, Wait> untold = new LinkedHashMap<>(); // the oldest first
    private final Agenda<?> agenda;
    private final Supplier<Instant> now;
    private final JobRecorder recorder;
    private Agenda.@Nullable Entry look;

    LongWaits(Agenda<?> agenda, Supplier<Instant> now, JobRecorder recorder) {
        this.agenda = agenda;
        this.now = now;
        this.recorder = recorder;
    }

    void begun(JobEntry entry, Run run) {
        untold.put(run, new Wait(entry, now.get().plus(LONG)));
    }

    void over(Run run) {
        untold.remove(run);
    }

    /** Plans the next look if a wait is still untold; called after each change of the queue. */
    void watch() {
        if (untold.isEmpty() && look != null) {
            agenda.cancel(look);
            look = null;
        } else if (!untold.isEmpty() && look == null) {
            look = agenda.after(now.get(), untilNext(), "look at long waits", this::look);
        }
    }

    /** The time until the next look: waits that were left over in the last look are told after as long again. */
    private Duration untilNext() {
        Instant moment = now.get();
        Instant next = untold.values().iterator().next().until;
        return next.isAfter(moment) && !isSetBack(next, moment) ? Duration.between(moment, next) : LONG;
    }

    /** Whether the clock was set back since a wait began: such a wait is told now, since its length is unknown. */
    private static boolean isSetBack(Instant until, Instant moment) {
        return until.isAfter(moment.plus(LONG));
    }

    private void look() {
        look = null;
        Instant moment = now.get();
        Iterator<Wait> oldest = untold.values().iterator();
        for (int told = 0; told < MOST_AT_ONCE && oldest.hasNext(); told++) {
            Wait wait = oldest.next();
            if (wait.until.isAfter(moment) && !isSetBack(wait.until, moment)) {
                return;
            }
            oldest.remove();
            recorder.lasts(wait.entry);
        }
    }
}
