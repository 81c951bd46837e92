package io.reveille.core.folders;

import io.reveille.spi.Folders;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the folders that the framework's properties name; unless a bundle that is installed says in its manifest that it brings
 * others. That one may start later, and a store that began here meanwhile would run again what has run.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@Capability(
        namespace = FrameworkFolders.SERVICES,
        attribute = "objectClass:List<String>=\"io.reveille.spi.Folders\"",
        effective = "active")
public final class FrameworkFolders {

    static final String SERVICES = "osgi.service";

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkFolders.class);

    private final @Nullable ServiceRegistration<Folders> registration;

    @Activate
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    public FrameworkFolders(BundleContext context) {
        Optional<Bundle> other = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != context.getBundle().getBundleId())
                .filter(FrameworkFolders::bringsFolders)
                .findFirst();
        other.ifPresent(bundle -> LOG.info(
                "Where the gateway keeps what is its own the bundle {} says; Reveille starts when it does.",
                bundle.getSymbolicName()));
        registration = other.isPresent()
                ? null
                : context.registerService(
                        Folders.class,
                        place -> Optional.ofNullable(context.getProperty(place.property())),
                        new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MIN_VALUE)));
    }

    @Deactivate
    void stop() {
        if (registration != null) {
            registration.unregister();
        }
    }

    private static boolean bringsFolders(Bundle bundle) {
        @Nullable BundleRevision revision = bundle.adapt(BundleRevision.class); // none once it is uninstalled
        return revision != null
                && revision.getDeclaredCapabilities(SERVICES).stream()
                        .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
                        .anyMatch(offered -> offered instanceof List<?> several
                                ? several.contains(Folders.class.getName())
                                : Folders.class.getName().equals(offered));
    }
}
