package io.reveille.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the folder at the start, and each time when files, their configurations or the framework's bundles have
 * changed and have then been left alone for half a second: a file is not taken in the middle of its copying.
 */
@Component(immediate = true, service = SynchronousConfigurationListener.class)
public final class LoadFolder implements SynchronousConfigurationListener, BundleListener, FrameworkListener {

    /** Framework property: the folder; without it there is none. */
    static final String FOLDER = "reveille.load";

    /** Framework property: the folder in which is noted what was taken; without it, the bundle's own. */
    static final String DATA = "reveille.data";

    private static final String TAKEN = "loaded.properties";

    private static final long QUIET_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final BundleContext context;
    private final ConfigurationAdmin admin;

    private final Set<String> deleted = ConcurrentHashMap.newKeySet(); // PIDs, since the last look
    private final AtomicBoolean bundlesChanged = new AtomicBoolean(true); // since the last look
    private volatile Set<String> pids = Set.of(); // of the configurations that came from files

    private volatile @Nullable QuietWorker worker;
    private @Nullable FolderWatch watch; // of the thread that starts and stops

    @Activate
    public LoadFolder(BundleContext context, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.admin = admin;
    }

    @Activate
    void start() {
        String path = context.getProperty(FOLDER);
        if (path == null || path.isEmpty()) {
            return;
        }
        try {
            Path folder = Path.of(path).toAbsolutePath().normalize();
            create(folder);
            Look look = new Look(folder, taken(), context, admin);
            pids = look.pids();
            QuietWorker made = new QuietWorker(() -> carryOut(look), QUIET_MILLIS);
            worker = made;
            watch = watch(folder, made);
            context.addBundleListener(this);
            context.addFrameworkListener(this);
            made.now();
        } catch (IOException | InvalidPathException e) {
            LOG.error("Nothing is taken from the folder {}, which cannot be used.", path, e);
        }
    }

    private static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            boolean hasRights =
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] rights = hasRights
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectories(folder, rights);
        }
    }

    private Path taken() throws IOException {
        String data = context.getProperty(DATA);
        if (data != null) {
            return Path.of(data).resolve(TAKEN);
        }
        File own = context.getDataFile(TAKEN);
        if (own == null) {
            throw new IOException("the framework has no place for files of bundles");
        }
        return own.toPath();
    }

    private static @Nullable FolderWatch watch(Path folder, QuietWorker worker) {
        try {
            FolderWatch watch = new FolderWatch(folder, Look::counts, worker::soon);
            watch.start();
            return watch;
        } catch (IOException e) {
            LOG.error(
                    "The kernel tells of no changes in the folder {}: what changes there is taken at the next start.",
                    folder,
                    e);
            return null;
        }
    }

    private void carryOut(Look look) {
        Set<String> gone = new HashSet<>(deleted);
        deleted.removeAll(gone);
        try {
            look.carryOut(gone, bundlesChanged.getAndSet(false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the framework stops
        } finally {
            pids = look.pids();
        }
    }

    private void soon() {
        QuietWorker there = worker;
        if (there != null) {
            there.soon();
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!pids.contains(event.getPid())) {
            return;
        }
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            deleted.add(event.getPid());
        } else {
            deleted.remove(event.getPid());
        }
        soon();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.INSTALLED, BundleEvent.UPDATED, BundleEvent.UNINSTALLED -> {
                bundlesChanged.set(true);
                soon();
            }
            case BundleEvent.STOPPED -> soon(); // perhaps by its start level
            default -> {
                // Nothing here depends on it.
            }
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            soon();
        }
    }

    @Deactivate
    void stop() throws IOException {
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
        if (watch != null) {
            watch.close();
        }
        QuietWorker there = worker;
        if (there != null) {
            there.stop();
        }
    }
}
