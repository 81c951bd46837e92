package io.reveille.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the folder after another, and what follows from it; by one thread. */
final class Look {

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Path folder;
    private final FolderTrust trust;
    private final Taken taken;
    private final FileFaults complaints = new FileFaults();
    private final ConfigurationFiles configurations;
    private final BundleFiles bundles;
    private final StartLevels startLevels;

    Look(Path folder, Path taken, BundleContext framework, ConfigurationAdmin admin) {
        this.folder = folder;
        this.trust = new FolderTrust(folder);
        this.taken = read(taken);
        this.configurations = new ConfigurationFiles(folder, admin, this.taken, complaints);
        this.bundles = new BundleFiles(folder, framework, this.taken, complaints);
        this.startLevels = new StartLevels(framework);
    }

    private static Taken read(Path file) {
        try {
            return Taken.read(file);
        } catch (IOException e) {
            LOG.warn(
                    "What was taken before is not known, and each file counts as a new one: {} cannot be read.",
                    file,
                    e);
            return Taken.none(file);
        }
    }

    static boolean counts(String file) {
        return !file.startsWith(".") && (BundleFiles.isOne(file) || ConfigurationFiles.isOne(file));
    }

    /** The PIDs of the configurations that came from files. */
    Set<String> pids() {
        return taken.pids();
    }

    /**
     * Looks at all.
     *
     * @param deleted the PIDs of configurations that were deleted since the last look
     * @param again whether bundles that could not be started may be able to now
     */
    void carryOut(Set<String> deleted, boolean again) throws InterruptedException {
        try {
            Optional<String> fault = trust.fault();
            if (fault.isPresent()) {
                complaints.about(folder.toString(), "is not used: " + fault.get());
                return;
            }
            Set<String> present = present();
            Set<String> there = trusted(present);
            // First the bundles: the handler of a job is there when the job comes.
            bundles.look(only(there, true), only(present, true), again);
            configurations.look(only(there, false), only(present, false), deleted);
            startLevels.look();
        } catch (IOException e) {
            LOG.warn("The folder {} cannot be read; what was taken from it stays.", folder, e);
        } finally {
            save();
        }
    }

    private Set<String> present() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (counts(name) && Files.isRegularFile(file)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private Set<String> trusted(Set<String> names) throws IOException {
        Set<String> trusted = new TreeSet<>();
        for (String name : names) {
            Optional<String> fault = trust.fault(folder.resolve(name));
            if (fault.isEmpty()) {
                trusted.add(name);
            } else {
                complaints.about(name, "is not used: " + fault.get());
            }
        }
        return trusted;
    }

    private static Set<String> only(Set<String> names, boolean bundles) {
        Set<String> some = new TreeSet<>(names);
        some.removeIf(name -> BundleFiles.isOne(name) != bundles);
        return some;
    }

    private void save() {
        try {
            taken.save();
        } catch (IOException e) {
            LOG.warn("What was taken from the folder {} cannot be noted; the next start may take it again.", folder, e);
        }
    }
}
