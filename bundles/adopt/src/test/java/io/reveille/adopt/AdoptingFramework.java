package io.reveille.adopt;

import io.reveille.JobHandler;
import io.reveille.testing.ManualScheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** A real framework whose handlers are handed to the real engine, on a clock that a test turns. */
@SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
final class AdoptingFramework {

    final ManualScheduler gateway = new ManualScheduler();
    final BundleContext context;
    private final Framework framework;
    private final ServiceTracker<JobHandler, ManualScheduler.Registration> engine;

    AdoptingFramework(Path folder) throws BundleException {
        this(folder, true);
    }

    /** Handlers are handed to nobody. */
    static AdoptingFramework withoutEngine(Path folder) throws BundleException {
        return new AdoptingFramework(folder, false);
    }

    private AdoptingFramework(Path folder, boolean hasEngine) throws BundleException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, folder.toString()));
        framework.start();
        context = framework.getBundleContext();
        engine = new ServiceTracker<>(context, JobHandler.class, null) {
            @Override
            public ManualScheduler.Registration addingService(ServiceReference<JobHandler> reference) {
                Map<String, Object> more = new HashMap<>();
                for (String key : reference.getPropertyKeys()) {
                    more.put(key, reference.getProperty(key));
                }
                return gateway.whiteboard(
                        text(more, "job.handler"),
                        text(more, "job.schedule"),
                        Objects.requireNonNull(context.getService(reference)),
                        more);
            }

            @Override
            public void removedService(
                    ServiceReference<JobHandler> reference, ManualScheduler.Registration registration) {
                registration.close();
                context.ungetService(reference);
            }
        };
        if (hasEngine) {
            engine.open();
        }
    }

    private static String text(Map<String, Object> properties, String property) {
        return String.valueOf(properties.get(property));
    }

    Adopter adopter() throws InvalidSyntaxException {
        Adopter adopter = new Adopter(context, gateway.scheduler(), gateway::now);
        adopter.start();
        return adopter;
    }

    /** A bundle without code, started. */
    Bundle bundle(String name, String version) throws BundleException, IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, manifest).close();
        Bundle bundle = context.installBundle(name + " " + version, new ByteArrayInputStream(jar.toByteArray()));
        bundle.start();
        return bundle;
    }

    ServiceRegistration<Runnable> runnable(Runnable service, Map<String, ?> properties) {
        return context.registerService(Runnable.class, service, new Hashtable<>(properties));
    }

    static ServiceRegistration<Runnable> runnable(Bundle bundle, Runnable service, Map<String, ?> properties) {
        return bundle.getBundleContext().registerService(Runnable.class, service, new Hashtable<>(properties));
    }

    /** The names of the jobs that were taken, sorted. */
    List<String> jobs() {
        try {
            return Stream.ofNullable(context.getAllServiceReferences(JobHandler.class.getName(), null))
                    .flatMap(Stream::of)
                    .map(job -> String.valueOf(job.getProperty("job.name")))
                    .sorted()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    void stop() throws BundleException, InterruptedException {
        engine.close();
        framework.stop();
        framework.waitForStop(30_000);
        gateway.stop();
    }
}
