package org.eclipse.kura.cloudconnection.publisher;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ProviderType;

/** Publishes messages over a connection, to where its settings say. */
@ProviderType
public interface CloudPublisher {

    /**
     * Takes a message.
     *
     * @return its id, by which its arrival will be told; null if that will not be told
     * @throws KuraException if it cannot be taken
     */
    String publish(KuraMessage message) throws KuraException;

    /** Adds one who hears which messages have arrived. */
    void registerCloudDeliveryListener(CloudDeliveryListener listener);

    /** Removes one. */
    void unregisterCloudDeliveryListener(CloudDeliveryListener listener);
}
