package io.reveille.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Felix with its ConfigurationAdmin, in this process: tests see the services of bundles as their own classes. */
final class RealFramework implements AutoCloseable {

    private final Framework framework;

    /** @param folder in which both keep what they store; what is there counts */
    RealFramework(Path folder) throws BundleException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("cache").toString());
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.cm;version=1.6.1,org.osgi.service.log;version=1.3");
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "30");
        properties.put("felix.cm.dir", folder.resolve("config").toString());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        context()
                .installBundle(Objects.requireNonNull(org.apache.felix.cm.PersistenceManager.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation())
                        .toString())
                .start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String symbolicName) {
        for (Bundle bundle : context().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + symbolicName);
    }

    boolean hasBundle(String symbolicName) {
        for (Bundle bundle : context().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return true;
            }
        }
        return false;
    }

    ConfigurationAdmin admin() {
        ServiceReference<ConfigurationAdmin> reference = context().getServiceReference(ConfigurationAdmin.class);
        return Objects.requireNonNull(context().getService(reference));
    }

    /** The properties of a configuration that is there; empty if it is not. */
    Map<String, Object> properties(String pid) throws Exception {
        Configuration[] found = admin().listConfigurations("(service.pid=" + pid + ")");
        Map<String, Object> properties = new HashMap<>();
        if (found != null) {
            var dictionary = found[0].getProperties();
            Collections.list(dictionary.keys()).forEach(name -> properties.put(name, dictionary.get(name)));
        }
        return properties;
    }

    /** Edits as a console does: all properties anew, and none of an installer. */
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin's own type
    void edit(String factory, String name, Map<String, Object> properties) throws IOException {
        admin().getFactoryConfiguration(factory, name, "?").update(new Hashtable<>(properties));
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
