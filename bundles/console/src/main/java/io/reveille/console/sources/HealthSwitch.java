package io.reveille.console.sources;

import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Switches {@link HealthWatch} on where the API of health checks is. Elsewhere it would wait for ever, and Karaf shows the
 * bundle of a component that waits as one that is not ready.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class HealthSwitch {

    private static final String API = "org.apache.felix.hc.api.execution";

    @Activate
    public HealthSwitch(ComponentContext context) {
        boolean isThere = context
                .getBundleContext()
                .getBundle()
                .adapt(BundleWiring.class)
                .getRequiredWires(BundleRevision.PACKAGE_NAMESPACE)
                .stream()
                .anyMatch(
                        wire -> API.equals(wire.getCapability().getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)));
        if (isThere) {
            context.enableComponent(HealthWatch.NAME);
        }
    }
}
