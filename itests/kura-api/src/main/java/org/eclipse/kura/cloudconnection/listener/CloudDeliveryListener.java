package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears which messages have arrived. */
@ConsumerType
@FunctionalInterface
public interface CloudDeliveryListener {

    /**
     * A message has arrived.
     *
     * @param messageId as its publisher has given it
     */
    void onMessageConfirmed(String messageId);
}
