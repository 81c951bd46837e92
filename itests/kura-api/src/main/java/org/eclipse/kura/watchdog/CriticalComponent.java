package org.eclipse.kura.watchdog;

import org.osgi.annotation.versioning.ConsumerType;

/** A component without which the machine is of no use. */
@ConsumerType
public interface CriticalComponent {

    String getCriticalComponentName();

    /** How long it may go without checking in, in milliseconds. */
    int getCriticalComponentTimeout();
}
