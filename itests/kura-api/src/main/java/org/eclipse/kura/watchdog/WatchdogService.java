package org.eclipse.kura.watchdog;

import org.osgi.annotation.versioning.ProviderType;

/** Restarts the machine when a component that is registered has not checked in for too long. */
@ProviderType
public interface WatchdogService {

    /** From now on it has to check in. */
    void registerCriticalComponent(CriticalComponent criticalComponent);

    void unregisterCriticalComponent(CriticalComponent criticalComponent);

    /** The component is well. */
    void checkin(CriticalComponent criticalComponent);
}
