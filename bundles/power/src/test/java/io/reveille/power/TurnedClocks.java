package io.reveille.power;

import io.reveille.power.cycle.MachineClocks;
import io.reveille.testing.internal.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;

/** Clocks that a test turns: awake, asleep, and the wall clock alone. */
public final class TurnedClocks implements MachineClocks {

    private final ManualTimeSource time;

    public TurnedClocks(Instant wall) {
        this(new ManualTimeSource(wall));
    }

    /** The same clocks as an engine's. */
    public TurnedClocks(ManualTimeSource time) {
        this.time = time;
    }

    @Override
    public Instant wall() {
        return time.wall();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Duration sinceBoot() {
        return time.sinceBoot();
    }

    /** Time passes while the machine is awake. */
    public void awake(Duration span) {
        time.advance(span);
    }

    /** Time passes while the machine sleeps. */
    public void asleep(Duration span) {
        time.suspend(span);
    }

    /** Somebody sets the wall clock. */
    public void step(Duration by) {
        time.step(by);
    }

    /** The machine starts anew. */
    public void boot() {
        time.reboot();
    }
}
