package io.reveille.core.clocks;

import io.reveille.core.clock.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * A detector that tells a step of the wall clock from time that passed: the wall clock against the clock that counts
 * since boot, which never steps. Suspend moves both alike, so it is no step. Belongs to the engine's thread.
 */
public final class ClockWatch {

    /**
     * The largest difference that is no step: clocks are slewed, and a wall clock was seen to move by 0.5 s over a
     * suspend.
     */
    public static final Duration ALLOWANCE = Duration.ofSeconds(1);

    private static final Duration ALLOWANCE_BACK = ALLOWANCE.negated();

    /**
     * One look at the clocks.
     *
     * @param now the wall clock
     * @param step how far the wall clock has stepped since the look before; negative for a step back
     */
    public record Look(Instant now, Duration step) {}

    private final TimeSource time;
    private Duration wallAtBoot;
    private Duration sinceBoot;
    private long nanos;
    private boolean slept;

    public ClockWatch(TimeSource time) {
        this.time = time;
        Instant now = time.wall();
        this.sinceBoot = time.sinceBoot();
        this.wallAtBoot = Duration.between(Instant.EPOCH, now).minus(sinceBoot);
        this.nanos = time.nanos();
    }

    /**
     * Takes in the time of the wall clock and the time since boot at an earlier moment of the same run of the machine.
     */
    public void resume(Instant wall, Duration sinceBoot) {
        wallAtBoot = Duration.between(Instant.EPOCH, wall).minus(sinceBoot);
    }

    /** Looks at the clocks. */
    public Look look() {
        Instant now = time.wall();
        Duration boot = time.sinceBoot();
        Duration before = wallAtBoot;
        wallAtBoot = Duration.between(Instant.EPOCH, now).minus(boot);
        Duration step = wallAtBoot.minus(before);
        lookForSleep(boot);
        boolean stepped = step.compareTo(ALLOWANCE) > 0 || step.compareTo(ALLOWANCE_BACK) < 0;
        return new Look(now, stepped ? step : Duration.ZERO);
    }

    /** Whether the machine was suspended between the last two looks. */
    public boolean hasSlept() {
        return slept;
    }

    private void lookForSleep(Duration boot) {
        Duration sinceBootBefore = sinceBoot;
        long nanosBefore = nanos;
        sinceBoot = boot;
        nanos = time.nanos();
        Duration awake = Duration.ofNanos(nanos - nanosBefore);
        slept = sinceBoot.minus(sinceBootBefore).minus(awake).compareTo(ALLOWANCE) > 0;
    }
}
