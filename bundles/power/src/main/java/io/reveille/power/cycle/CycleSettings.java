package io.reveille.power.cycle;

import io.reveille.power.plan.SleepRules;
import io.reveille.spi.PowerBackend.Depth;
import java.time.Duration;

/**
 * The settings of the sleep cycle.
 *
 * @param depth the depth of the sleep
 * @param rules when a sleep is worth it and allowed
 * @param graces how long the gateway stays awake after certain events
 * @param failures the number of failures in a row after which the back end is given up
 * @param backoff the delay after the first failure
 */
public record CycleSettings(Depth depth, SleepRules rules, Graces graces, int failures, Duration backoff) {

    /**
     * The grace periods: how long the gateway stays awake after an event.
     *
     * @param boot after its start
     * @param wake after its alarm woke it
     * @param foreign after something else woke it
     * @param operator after an operator's last action
     */
    public record Graces(Duration boot, Duration wake, Duration foreign, Duration operator) {}
}
