package io.reveille.power.cycle;

import io.reveille.power.plan.SleepRules;
import io.reveille.spi.PowerBackend.Depth;
import java.time.Duration;

/**
 * How the gateway sleeps.
 *
 * @param depth how deep
 * @param rules when it is worth it
 * @param graces how long it stays awake after what
 * @param failures after how many failures in a row the back end is not tried any more
 * @param backoff how long the first pause after a failure is
 */
public record CycleSettings(Depth depth, SleepRules rules, Graces graces, int failures, Duration backoff) {

    /**
     * How long the gateway stays awake after something has happened.
     *
     * @param boot after its start
     * @param wake after it was woken by its alarm
     * @param foreign after something else woke it
     * @param operator after somebody did something at it
     */
    public record Graces(Duration boot, Duration wake, Duration foreign, Duration operator) {}
}
