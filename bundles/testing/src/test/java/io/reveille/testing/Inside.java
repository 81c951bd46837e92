package io.reveille.testing;

import io.reveille.core.engine.Settings;
import io.reveille.testing.internal.ManualEngine;

/** What a {@link ManualScheduler} keeps from its users. */
public final class Inside {

    private Inside() {}

    /** A gateway with this many workers. */
    public static ManualScheduler withWorkers(int workers) {
        Settings all = ManualEngine.SETTINGS;
        return new ManualScheduler(
                ManualScheduler.START,
                new Settings(
                        all.zone(),
                        workers,
                        all.misfireGrace(),
                        all.clockRewind(),
                        all.stateCoalesce(),
                        all.stopWait(),
                        all.catchUpRate(),
                        all.history(),
                        all.clockWait(),
                        all.clockLook(),
                        all.flashBudget()));
    }

    /** The engine below. */
    public static ManualEngine of(ManualScheduler gateway) {
        return gateway.engine();
    }
}
