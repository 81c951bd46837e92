package io.reveille.bench.gateway;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The services of the gateway. */
final class Gateway {

    private final BundleContext context;

    Gateway(BundleContext context) {
        this.context = context;
    }

    /** The engine is made by whoever asks first; whoever asks meanwhile gets nothing, and the log gets an error. */
    <T> T service(Class<T> type) throws InterruptedException {
        while (true) {
            ServiceReference<T> reference = context.getServiceReference(type);
            T service = reference == null ? null : context.getService(reference);
            if (service != null) {
                return service;
            }
            Thread.sleep(200);
        }
    }
}
