package io.reveille.power.cycle;

import io.reveille.PowerStatus.Sleep;
import io.reveille.power.cycle.Memory.Kept;
import io.reveille.power.cycle.Memory.PowerOff;
import io.reveille.power.plan.Decision;
import io.reveille.spi.PowerBackend.End;
import io.reveille.spi.PowerListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be known after a power-off: saved before it, and taken up at the start after it. One thread. */
final class PowerOffs {

    private static final Logger LOG = LoggerFactory.getLogger(PowerOffs.class);

    /** How much later than its alarm a start may be and still be its doing. */
    private static final Duration IN_TIME = Duration.ofMinutes(15);

    /** The clock of the alarm and that of the program may differ by so much. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private final Memory memory;
    private final Journal journal;
    private final MachineClocks clocks;
    private final Lookout lookout;

    PowerOffs(Memory memory, Journal journal, MachineClocks clocks, Lookout lookout) {
        this.memory = memory;
        this.journal = journal;
        this.clocks = clocks;
        this.lookout = lookout;
    }

    /** At the start: the sleep that a power-off was is counted. */
    void takeUp() {
        Kept kept = memory.load();
        journal.restore(kept.totals());
        lookout.latency().addAll(kept.latencies());
        kept.powerOff().ifPresent(off -> {
            back(off);
            save(Optional.empty()); // or the start after the next would count it again
        });
    }

    /**
     * Saves all that was counted.
     *
     * @param powerOff what is about to happen; empty if nothing
     * @return whether it was saved; only a power-off needs it
     */
    boolean save(Optional<Decision.Sleep> powerOff) {
        try {
            memory.save(new Kept(
                    journal.totals(),
                    lookout.latency().measured(),
                    powerOff.map(plan -> new PowerOff(clocks.wall(), plan.wake(), plan.deadline()))));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The counts of sleeps cannot be saved", e);
            return false;
        }
    }

    private void back(PowerOff off) {
        Instant now = clocks.wall();
        Duration slept = Duration.between(off.at(), now);
        if (slept.isNegative() || clocks.sinceBoot().compareTo(slept) > 0) {
            return; // a clock that is not set, or a restart of the program only: the machine was not off
        }
        Optional<Duration> late = off.wake().map(wake -> Duration.between(wake, now));
        boolean byAlarm = late.filter(any -> any.compareTo(EARLY.negated()) >= 0 && any.compareTo(IN_TIME) <= 0)
                .isPresent();
        if (byAlarm) {
            late.ifPresent(lookout.latency()::add);
            lookout.graces().startedByAlarm();
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
