package io.reveille.load;

import io.reveille.load.Taken.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, updates and uninstalls bundles as their files come, change and go. The location of a bundle is the name of
 * its file, not its path: the data folder may move. What an operator stopped stays stopped.
 */
final class BundleFiles {

    /** Above those of the gateway's own bundles, so that what these offer is there. */
    private static final int START_LEVEL = 20;

    private static final String OURS = "load:";

    private static final long REFRESH_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Path folder;
    private final BundleContext framework;
    private final Taken taken;
    private final FileFaults complaints;

    BundleFiles(Path folder, BundleContext framework, Taken taken, FileFaults complaints) {
        this.folder = folder;
        this.framework = framework;
        this.taken = taken;
        this.complaints = complaints;
    }

    static boolean isOne(String file) {
        return file.endsWith(".jar");
    }

    /**
     * Looks at all files of bundles.
     *
     * @param there the names of those in the folder that may be used
     * @param present the names of all in the folder
     * @param again whether bundles that could not be started may be able to now
     */
    void look(Collection<String> there, Collection<String> present, boolean again) throws InterruptedException {
        Set<Bundle> stale = new HashSet<>();
        for (Bundle bundle : framework.getBundles()) {
            String location = bundle.getLocation();
            if (location.startsWith(OURS) && !present.contains(location.substring(OURS.length()))) {
                uninstall(location.substring(OURS.length()), bundle);
                stale.add(bundle);
            }
        }
        Map<Bundle, Boolean> fresh = new HashMap<>(); // whether it is to be started, whoever has stopped it before
        for (String name : new TreeSet<>(there)) {
            try {
                boolean isNew = taken.of(name).isEmpty() || framework.getBundle(OURS + name) == null;
                Bundle placed = place(name, stale);
                if (placed != null) {
                    fresh.put(placed, isNew);
                }
            } catch (IOException | BundleException | RuntimeException e) {
                complaints.about(name, "cannot be used (" + e.getMessage() + "); what was there before stays");
            }
        }
        refresh(stale);
        if (again || !fresh.isEmpty() || !stale.isEmpty()) {
            for (String name : new TreeSet<>(there)) {
                Bundle bundle = framework.getBundle(OURS + name);
                if (bundle != null) {
                    start(name, bundle, fresh.get(bundle));
                }
            }
            tellOfVersions();
        }
    }

    private void uninstall(String name, Bundle bundle) {
        try {
            bundle.uninstall();
            LOG.info("{} is gone, and the bundle {} is uninstalled.", name, title(bundle));
        } catch (BundleException e) {
            LOG.warn("{} is gone, and the bundle {} cannot be uninstalled.", name, title(bundle), e);
        }
        taken.remove(name);
        complaints.over(name);
    }

    /** Installs or updates one; returns it if there was anything to do. */
    private @Nullable Bundle place(String name, Set<Bundle> stale) throws IOException, BundleException {
        Path file = folder.resolve(name);
        String content = Taken.checksum(file);
        Bundle bundle = framework.getBundle(OURS + name);
        if (bundle != null
                && taken.of(name).map(Entry::content).filter(content::equals).isPresent()) {
            return null;
        }
        String symbolicName = symbolicName(file);
        if (symbolicName == null) {
            complaints.about(
                    name,
                    "is no bundle: its manifest has no Bundle-SymbolicName, which a build with bnd-maven-plugin or"
                            + " maven-bundle-plugin writes");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (bundle == null) {
                bundle = framework.installBundle(OURS + name, in);
                bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
                LOG.info("{} is installed as the bundle {}.", name, title(bundle));
            } else {
                String before = title(bundle);
                bundle.update(in);
                stale.add(bundle);
                LOG.info("{} has changed, and the bundle {} is now {}.", name, before, title(bundle));
            }
        }
        taken.put(name, Entry.ofBundle(content));
        complaints.over(name);
        return bundle;
    }

    private static @Nullable String symbolicName(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
        }
    }

    /** @param isNew whether the bundle has just come; null if it is as it was at the last look */
    private void start(String name, Bundle bundle, @Nullable Boolean isNew) {
        boolean down = bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED;
        if (!down || isFragment(bundle)) {
            return;
        }
        if (!Boolean.TRUE.equals(isNew) && !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            if (isNew != null) {
                LOG.info("The bundle {} of {} stays stopped, as somebody has left it.", title(bundle), name);
            }
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            complaints.about(
                    name, "does not start as the bundle " + title(bundle) + " (" + e.getMessage() + cause(e) + ")");
        }
    }

    private static String cause(BundleException e) {
        return e.getCause() == null ? "" : ": " + e.getCause();
    }

    /** Two versions of one bundle are most often an old file that was forgotten. */
    private void tellOfVersions() {
        Map<String, List<String>> files = new HashMap<>();
        for (Bundle bundle : framework.getBundles()) {
            if (bundle.getLocation().startsWith(OURS)) {
                files.computeIfAbsent(String.valueOf(bundle.getSymbolicName()), any -> new ArrayList<>())
                        .add(bundle.getLocation().substring(OURS.length()));
            }
        }
        files.forEach((bundle, names) -> {
            if (names.size() > 1) {
                complaints.about(
                        String.join(", ", names), "are versions of one bundle, " + bundle + ", and all of them run");
            }
        });
    }

    /** Has those that used an old revision use the new one. */
    private void refresh(Set<Bundle> stale) throws InterruptedException {
        if (!stale.isEmpty()) {
            CountDownLatch done = new CountDownLatch(1);
            framework
                    .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .refreshBundles(stale, event -> done.countDown());
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Bundles that use those that have changed still use the old ones.");
            }
        }
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String title(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
