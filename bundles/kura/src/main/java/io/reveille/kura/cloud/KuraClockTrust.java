package io.reveille.kura.cloud;

import io.reveille.spi.ClockTrust;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.clock.ClockService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Trusts the clock once Kura has set it by a time server. Before that the verdict is unknown: a real-time clock or a
 * service of the system may have set the clock.
 */
@Component
public final class KuraClockTrust implements ClockTrust {

    private final ClockService clock;

    /** Makes a verdict by Kura's clock service. */
    @Activate
    public KuraClockTrust(@Reference ClockService clock) {
        this.clock = clock;
    }

    @Override
    public Verdict verdict() {
        try {
            return clock.getLastSync() == null ? Verdict.UNKNOWN : Verdict.TRUSTED;
        } catch (KuraException e) {
            return Verdict.UNKNOWN; // the clock service has no settings
        }
    }
}
