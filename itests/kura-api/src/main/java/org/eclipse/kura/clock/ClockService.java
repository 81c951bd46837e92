package org.eclipse.kura.clock;

import java.util.Date;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Sets the machine's clock by a time server. */
@ProviderType
public interface ClockService {

    /**
     * The time of the last answer of a time server; null before the first.
     *
     * @throws KuraException if it has no settings
     */
    Date getLastSync() throws KuraException;
}
