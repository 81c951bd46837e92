package io.reveille.core.component;

import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.HandlerTracker;
import io.reveille.core.intake.Handlers.Offer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;

/**
 * Handlers as their services offer them, while they are there. One service may be a handler of either kind, or of both.
 */
final class Offers {

    private record Service(Class<?> kind, ServiceReference<?> reference) {}

    private final Map<Service, Offer> offers = new ConcurrentHashMap<>();
    private final Engine engine;

    Offers(Engine engine) {
        this.engine = engine;
    }

    void add(Class<?> kind, ServiceReference<?> reference, Handler handler) {
        HandlerTracker.read(reference, handler).ifPresent(offer -> {
            offers.put(new Service(kind, reference), offer);
            engine.handlerAdded(offer);
        });
    }

    void remove(Class<?> kind, ServiceReference<?> reference) {
        Offer offer = offers.remove(new Service(kind, reference));
        if (offer != null) {
            engine.handlerRemoved(offer);
        }
    }
}
