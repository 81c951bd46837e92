package io.reveille.kura.cloud;

import io.reveille.spi.ClockTrust;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.clock.ClockService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Trusts the clock once Kura has set it by a time server. Before that Kura knows nothing: a clock that keeps the time, or a
 * service of the system's, may have set it as well.
 */
@Component
public final class KuraClockTrust implements ClockTrust {

    private final ClockService clock;

    /** Asks Kura's. */
    @Activate
    public KuraClockTrust(@Reference ClockService clock) {
        this.clock = clock;
    }

    @Override
    public Verdict verdict() {
        try {
            return clock.getLastSync() == null ? Verdict.UNKNOWN : Verdict.TRUSTED;
        } catch (KuraException e) {
            return Verdict.UNKNOWN; // it has no settings
        }
    }
}
