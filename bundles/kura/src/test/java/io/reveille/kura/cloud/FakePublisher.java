package io.reveille.kura.cloud;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.jspecify.annotations.Nullable;

/** A publisher whose confirmations a test gives. */
final class FakePublisher implements CloudPublisher {

    final List<KuraMessage> published = new ArrayList<>();
    final List<CloudDeliveryListener> listeners = new ArrayList<>();
    boolean confirms = true;
    boolean isFast; // confirms before it has said the id
    boolean isFull;
    Runnable meanwhile = () -> {}; // before it is back

    @Override
    public @Nullable String publish(KuraMessage message) throws KuraException {
        if (isFull) {
            throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, "the store of messages is full");
        }
        published.add(message);
        String id = "m" + published.size();
        if (isFast) {
            confirm(id);
        }
        meanwhile.run();
        return confirms ? id : null;
    }

    void confirm(String id) {
        List.copyOf(listeners).forEach(each -> each.onMessageConfirmed(id));
    }

    @Override
    public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
        listeners.add(listener);
    }

    @Override
    public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
        listeners.remove(listener);
    }
}
