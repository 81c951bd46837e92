package io.reveille.itests.kura;

import com.google.gson.Gson;
import io.reveille.kura.KuraDefinitions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * An OSGi framework with a real ConfigurationAdmin and {@link FakeKura}; classes are those of the test. Closing it is a stop;
 * another one on the same folder is the gateway's next start.
 */
public final class KuraGateway implements AutoCloseable {

    private static final String PACKAGES = String.join(
            ",",
            "org.osgi.service.cm;version=1.6.1",
            "org.osgi.service.coordinator;version=1.0.2",
            "org.eclipse.kura;version=1.7.0",
            "org.eclipse.kura.configuration;version=1.2.0",
            "org.eclipse.kura.clock;version=1.0.1",
            "org.eclipse.kura.cloudconnection;version=1.0.0",
            "org.eclipse.kura.cloudconnection.listener;version=1.0.0",
            "org.eclipse.kura.cloudconnection.message;version=1.0.0",
            "org.eclipse.kura.cloudconnection.publisher;version=1.0.0",
            "org.eclipse.kura.cloudconnection.request;version=1.0.0",
            "org.eclipse.kura.executor;version=1.0.0",
            "org.eclipse.kura.message;version=1.4.0",
            "org.eclipse.kura.system;version=1.6.0",
            "org.eclipse.kura.watchdog;version=1.0.2");

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a busy machine takes its time
    }

    private final Framework framework;
    private final BundleContext context;
    private final Snapshots snapshots;
    private final FakeKura kura;

    /** @param folder where the snapshots are, and what ConfigurationAdmin stores */
    public KuraGateway(Path folder) {
        this(folder, "");
    }

    /** @param packages more that bundles may import */
    KuraGateway(Path folder, String packages) {
        try {
            Path files = Files.createDirectories(folder.resolve("snapshots"));
            framework = ServiceLoader.load(FrameworkFactory.class)
                    .findFirst()
                    .orElseThrow()
                    .newFramework(Map.of(
                            Constants.FRAMEWORK_STORAGE,
                            folder.resolve("cache").toString(),
                            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                            PACKAGES + packages,
                            "felix.cm.dir",
                            folder.resolve("cm").toString()));
            framework.start();
            context = framework.getBundleContext();
            install(configurationAdmin());
            snapshots = new Snapshots(files);
            kura = new FakeKura(context, service(ConfigurationAdmin.class), snapshots);
            kura.start();
            context.registerService(ConfigurationService.class, kura, null);
            context.registerService(SystemService.class, system(folder), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BundleException | KuraException | ClassNotFoundException e) {
            throw new AssertionError("the gateway does not start", e);
        }
    }

    /**
     * With what Kura has for Reveille's bundles as they are built: none of their classes is the test's own.
     *
     * @param packages more that bundles may import
     */
    static KuraGateway forBundles(Path folder, String packages) throws BundleException, ClassNotFoundException {
        KuraGateway gateway = new KuraGateway(
                folder,
                ",org.slf4j;version=1.7.36,org.osgi.service.log;version=1.3,org.osgi.service.metatype;version=1.4"
                        + packages);
        for (String ofBundle : List.of(
                "org.osgi.util.function.Function",
                "org.osgi.util.promise.Promise",
                "org.osgi.service.component.ComponentConstants",
                "org.apache.felix.eventadmin.impl.Activator",
                "org.apache.felix.scr.impl.Activator")) {
            gateway.install(Class.forName(ofBundle, false, KuraGateway.class.getClassLoader()));
        }
        gateway.install(Gson.class);
        return gateway;
    }

    /** One with the bundle as it is built, and with what Kura has of the packages that it imports. */
    static KuraGateway withBundle(Path folder) throws BundleException, ClassNotFoundException {
        // Of our own packages the classes of the test, whichever version they have before 1.0.
        KuraGateway gateway = new KuraGateway(
                folder,
                ",org.slf4j;version=1.7.36,com.google.gson;version=2.9.0,com.google.gson.stream;version=2.9.0,io.reveille;version=0.99,io.reveille.spi;version=0.99,"
                        + "io.reveille.json;version=0.99,io.reveille.schedule;version=0.99");
        gateway.install(Class.forName("org.osgi.util.function.Function"));
        gateway.install(Class.forName("org.osgi.util.promise.Promise"));
        gateway.install(Class.forName("org.osgi.service.component.ComponentConstants"));
        gateway.install(Class.forName("org.apache.felix.scr.impl.Activator"));
        gateway.install(KuraDefinitions.class);
        return gateway;
    }

    /** Kura's data folder is there whenever Kura runs. */
    public static SystemService system(Path folder) throws IOException {
        Path data = data(folder);
        if (!Files.exists(data)) {
            Files.createDirectories(data);
        }
        return data::toString;
    }

    /** Kura's data folder of a gateway on this folder. */
    public static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** Empties ConfigurationAdmin, as Kura's start script does before each start as long as nobody has changed it. */
    public static void wipe(Path folder) throws IOException {
        // Felix's stores in a folder of its own, Equinox's among the framework's files.
        for (Path store : List.of(folder.resolve("cm"), folder.resolve("cache"))) {
            if (Files.exists(store)) {
                try (Stream<Path> files = Files.walk(store)) {
                    files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
                }
            }
        }
    }

    /** A class of the implementation on the class path: Equinox's, as Kura has it, or Felix's. */
    private static Class<?> configurationAdmin() throws ClassNotFoundException {
        try {
            return Class.forName("org.eclipse.equinox.internal.cm.Activator");
        } catch (ClassNotFoundException e) {
            return Class.forName("org.apache.felix.cm.impl.ConfigurationManager");
        }
    }

    /** Installs and starts the bundle that a class of the class path is from; the next start of the framework leaves it. */
    Bundle install(Class<?> ofBundle) throws BundleException {
        String where =
                ofBundle.getProtectionDomain().getCodeSource().getLocation().toString();
        Bundle bundle = context.installBundle("reference:" + where);
        bundle.start(Bundle.START_TRANSIENT);
        return bundle;
    }

    public BundleContext context() {
        return context;
    }

    public FakeKura kura() {
        return kura;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    /** A service that must be there. */
    public <T> T service(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return Objects.requireNonNull(context.getService(Objects.requireNonNull(reference, type.getName())));
    }

    /** All services with this {@code kura.service.pid}. */
    public List<ServiceReference<?>> shown(String pid) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(
                    null, "(" + ConfigurationService.KURA_SERVICE_PID + "=" + pid + ")");
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws BundleException {
        kura.stop();
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
