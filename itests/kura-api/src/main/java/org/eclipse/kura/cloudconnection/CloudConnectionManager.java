package org.eclipse.kura.cloudconnection;

import org.osgi.annotation.versioning.ProviderType;

/** A connection to a cloud that stays open. */
@ProviderType
public interface CloudConnectionManager {

    /** Whether it is open now. */
    boolean isConnected();
}
