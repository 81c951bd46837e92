package io.reveille.power.cycle;

import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.Memory.Kept;
import io.reveille.power.cycle.Memory.PowerOff;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The start after a power-off: what was kept is taken up, and the sleep that a power-off was is counted. */
final class Homecoming {

    /** How much later than its alarm a start may be and still be its doing. */
    private static final Duration IN_TIME = Duration.ofMinutes(15);

    /** The clock of the alarm and that of the program may differ by so much. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private final Journal journal;
    private final Clocks clocks;
    private final Graces graces;

    Homecoming(Journal journal, Clocks clocks, Graces graces) {
        this.journal = journal;
        this.clocks = clocks;
        this.graces = graces;
    }

    void after(Kept kept, Latency latency) {
        journal.restore(kept.totals());
        latency.addAll(kept.latencies());
        kept.powerOff().ifPresent(off -> back(off, latency));
    }

    private void back(PowerOff off, Latency latency) {
        Instant now = clocks.wall();
        Duration slept = Duration.between(off.at(), now);
        if (slept.isNegative() || clocks.sinceBoot().compareTo(slept) > 0) {
            return; // a clock that is not set, or a restart of the program only: the machine was not off
        }
        Optional<Duration> late = off.wake().map(wake -> Duration.between(wake, now));
        boolean byAlarm = late.filter(any -> any.compareTo(EARLY.negated()) >= 0 && any.compareTo(IN_TIME) <= 0)
                .isPresent();
        if (byAlarm) {
            late.ifPresent(latency::add);
            graces.startedByAlarm();
        }
        journal.add(
                PowerListener.Type.SLEPT,
                new Sleep(
                        off.at(),
                        off.wake(),
                        slept,
                        (byAlarm ? End.ALARM : End.FOREIGN).name(),
                        "the machine was off",
                        Optional.empty(),
                        Duration.ZERO));
        journal.awaitFirstRun(now, off.deadline());
    }
}
