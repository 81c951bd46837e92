package io.reveille.testing;

import io.reveille.testing.internal.ManualEngine;

/** What a {@link ManualScheduler} keeps from its users. */
public final class Inside {

    private Inside() {}

    /** The engine below. */
    public static ManualEngine of(ManualScheduler gateway) {
        return gateway.engine();
    }
}
