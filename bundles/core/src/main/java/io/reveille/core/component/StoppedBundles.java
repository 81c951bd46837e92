package io.reveille.core.component;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Ends the calls of bundles that stop: those that are there before the bundle's code is gone, and those that it gave
 * while it stopped.
 */
@Component(
        service = {},
        immediate = true)
public final class StoppedBundles implements SynchronousBundleListener {

    private final BundleContext context;
    private final EngineComponent core;

    @Activate
    public StoppedBundles(BundleContext context, @Reference EngineComponent core) {
        this.context = context;
        this.core = core;
        context.addBundleListener(this);
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING || event.getType() == BundleEvent.STOPPED) {
            core.engine().bundleGone(event.getBundle());
        }
    }
}
