package io.reveille.itests.kura;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** What Kura's console waits for. */
public final class Shown {

    private Shown() {}

    /** What the console does after it has made a component: it waits for its service, for 60 s with Kura. */
    public static boolean within(BundleContext context, String pid, long timeout, TimeUnit unit)
            throws InterruptedException, InvalidSyntaxException {
        CountDownLatch shown = new CountDownLatch(1);
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter("(" + ConfigurationService.KURA_SERVICE_PID + "=" + pid + ")"),
                        null) {
                    @Override
                    public Object addingService(ServiceReference<Object> reference) {
                        shown.countDown();
                        return reference;
                    }
                };
        tracker.open();
        try {
            return shown.await(timeout, unit);
        } finally {
            tracker.close();
        }
    }
}
