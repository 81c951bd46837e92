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

/** Saves the facts about a power-off before it, and evaluates them at the start after it. For one thread. */
final class PowerOffs {

    private static final Logger LOG = LoggerFactory.getLogger(PowerOffs.class);

    /** How long after the alarm a start may be to count as started by the alarm. */
    private static final Duration IN_TIME = Duration.ofMinutes(15);

    /** The greatest assumed difference between the alarm's clock and the wall clock. */
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

    /** Restores the totals at the start, and counts the power-off before it, if any, as a sleep. */
    void takeUp() {
        Kept kept = memory.load();
        journal.restore(kept.totals());
        lookout.latency().addAll(kept.latencies());
        lookout.awakeTime().restore(kept.awake());
        kept.powerOff().ifPresent(off -> {
            back(off);
            save(Optional.empty()); // or the next start would count the power-off again
        });
    }

    /**
     * Saves the totals and latencies.
     *
     * @param powerOff the power-off that is about to happen; empty if there is none
     * @return whether the file was saved; a power-off requires it
     */
    boolean save(Optional<Decision.Sleep> powerOff) {
        try {
            memory.save(new Kept(
                    journal.totals(),
                    lookout.latency().measured(),
                    lookout.awakeTime().sum(),
                    powerOff.map(plan -> new PowerOff(clocks.wall(), plan.wake(), plan.deadline()))));
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The totals of sleeps cannot be saved", e);
            return false;
        }
    }

    private void back(PowerOff off) {
        Instant now = clocks.wall();
        Duration slept = Duration.between(off.at(), now);
        if (slept.isNegative() || clocks.sinceBoot().compareTo(slept) > 0) {
            return; // the clock is not set, or only the program was restarted: the machine was not off
        }
        Optional<Duration> late = off.wake().map(wake -> Duration.between(wake, now));
        boolean byAlarm = late.filter(any -> any.compareTo(EARLY.negated()) >= 0 && any.compareTo(IN_TIME) <= 0)
                .isPresent();
        if (byAlarm) {
            lookout.started(late.orElseThrow(), off.deadline());
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
