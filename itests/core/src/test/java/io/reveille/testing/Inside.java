package io.reveille.testing;

import io.reveille.core.settings.SettingsReader;
import io.reveille.testing.internal.ManualEngine;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What a {@link ManualScheduler} keeps from its users. */
public final class Inside {

    private Inside() {}

    /** A gateway with this many workers. */
    public static ManualScheduler withWorkers(int workers) {
        return with("workers", workers);
    }

    /** A gateway where a start may be so late and no misfire. */
    public static ManualScheduler withGrace(Duration grace) {
        return with("misfire.grace", grace.toSeconds());
    }

    private static ManualScheduler with(String setting, Object value) {
        return new ManualScheduler(
                ManualScheduler.START,
                SettingsReader.read(Map.of(setting, value), ZoneOffset.UTC, Optional.empty())
                        .settings());
    }

    /** The engine below. */
    public static ManualEngine of(ManualScheduler gateway) {
        return gateway.engine();
    }
}
