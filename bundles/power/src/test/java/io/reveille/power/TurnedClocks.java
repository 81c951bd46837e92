package io.reveille.power;

import io.reveille.power.cycle.Clocks;
import java.time.Duration;
import java.time.Instant;

/** Clocks that a test turns: awake, asleep, and the wall clock alone. */
public final class TurnedClocks implements Clocks {

    private Instant wall;
    private long nanos = 123_456_789L;
    private Duration sinceBoot = Duration.ofHours(5);

    public TurnedClocks(Instant wall) {
        this.wall = wall;
    }

    @Override
    public synchronized Instant wall() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Duration sinceBoot() {
        return sinceBoot;
    }

    /** Time passes while the machine is awake. */
    public synchronized void awake(Duration time) {
        asleep(time);
        nanos += time.toNanos();
    }

    /** Time passes while the machine sleeps. */
    public synchronized void asleep(Duration time) {
        wall = wall.plus(time);
        sinceBoot = sinceBoot.plus(time);
    }

    /** Somebody sets the wall clock. */
    public synchronized void step(Duration by) {
        wall = wall.plus(by);
    }

    /** The machine starts anew. */
    public synchronized void boot() {
        sinceBoot = Duration.ofSeconds(30);
        nanos = 42;
    }
}
