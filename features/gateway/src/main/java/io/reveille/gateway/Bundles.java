package io.reveille.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Brings the framework's bundles in line with a folder of jars. The location of a bundle carries the checksum of its
 * jar, not its path: a start copies only what changed, and the distribution may move. (Times tell nothing, reproducible
 * archives all have the same.) Bundles that an operator installed have other locations and are left alone.
 */
final class Bundles {

    private static final String OURS = "reveille:";

    private Bundles() {}

    /**
     * Installs new bundles, uninstalls those that are gone, and returns a line for each that could not be installed.
     *
     * @param framework the context of a framework that is initialized and not yet started
     */
    static List<String> synchronize(Path folder, BundleContext framework) throws IOException, BundleException {
        Map<String, Path> jars = jars(folder);
        for (Bundle bundle : framework.getBundles()) {
            String location = bundle.getLocation();
            if (location.startsWith(OURS) && !jars.containsKey(location)) {
                bundle.uninstall();
            }
        }
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            try {
                place(framework, jar.getKey(), jar.getValue());
            } catch (BundleException e) {
                problems.add("bundle " + jar.getValue() + " is not installed, the others are (" + e.getMessage() + ")");
            }
        }
        return problems;
    }

    /** The bundles of the folder that the framework cannot resolve, by their names, each with the reason. */
    static Map<String, String> unresolved(BundleContext framework) {
        Map<String, String> unresolved = new TreeMap<>();
        for (Bundle bundle : framework.getBundles()) {
            if (bundle.getLocation().startsWith(OURS) && bundle.getState() == Bundle.INSTALLED) {
                try {
                    bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    unresolved.put(String.valueOf(bundle.getSymbolicName()), String.valueOf(e.getMessage()));
                }
            }
        }
        return unresolved;
    }

    private static Map<String, Path> jars(Path folder) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : files) {
                jars.put(OURS + jar.getFileName() + "#" + checksum(jar), jar);
            }
        }
        return jars;
    }

    private static String checksum(Path jar) throws IOException {
        CRC32 checksum = new CRC32();
        try (InputStream content = new CheckedInputStream(Files.newInputStream(jar), checksum)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(checksum.getValue());
    }

    private static void place(BundleContext framework, String location, Path jar) throws IOException, BundleException {
        Bundle bundle = framework.getBundle(location);
        if (bundle == null) {
            try (InputStream content = Files.newInputStream(jar)) {
                bundle = framework.installBundle(location, content);
            }
        }
        BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
        start.setStartLevel(startLevel(String.valueOf(bundle.getSymbolicName())));
        // Marks the bundle to be started with the framework: also one that was stopped, or whose first start was
        // interrupted.
        if (!start.isPersistentlyStarted()) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /**
     * Orders the starts: logging first, so that nothing goes unlogged; HTTP last, since the console registers again
     * when it gets its password, and must not be reachable in between; and so that HTTP stops first when the gateway
     * stops.
     */
    private static int startLevel(String name) {
        if (name.startsWith("org.ops4j.pax.logging.")) {
            return 1;
        }
        return name.startsWith("org.apache.felix.http.jetty") ? 3 : 2;
    }
}
