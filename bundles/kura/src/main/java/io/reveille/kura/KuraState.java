package io.reveille.kura;

import io.reveille.persistence.pages.PageStore;
import io.reveille.persistence.pages.StateOnPages;
import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.kura.system.SystemService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of run state in files, since Kura empties ConfigurationAdmin at each start. If the data folder is full or
 * read-only, jobs still run, but their state is not saved. If another gateway uses the folder, or its content is not
 * known, there is no state, and the engine does not start: with other state it would run jobs again that have already
 * run.
 */
@Component(service = StateStore.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KuraState extends StateOnPages {

    private static final Logger LOG = LoggerFactory.getLogger(KuraState.class);

    private final PageStore pages;

    @Activate
    public KuraState(
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders, @Reference SystemService kura) {
        this.pages = open(folders.path(Place.STATE).orElse("").strip(), kura);
    }

    @Deactivate
    void close() throws IOException {
        pages.close();
    }

    @Override
    protected PageStore pages() {
        return pages;
    }

    private static PageStore open(String folder, SystemService kura) {
        try {
            return open(Path.of(folder), kura);
        } catch (IOException e) {
            return none(e);
        } catch (InvalidPathException e) {
            return none(new IOException("the folder for state, \"" + folder + "\", is no path", e));
        }
    }

    private static PageStore open(Path folder, SystemService kura) throws IOException {
        try {
            return PageStore.open(folder);
        } catch (IOException e) {
            if (!isKnownToBeEmpty(folder, kura)) {
                throw e;
            }
            LOG.error(
                    "The folder for state, {}, cannot be made: {}. Jobs run, but nothing of what they do is saved until it"
                            + " can; each save tries again.",
                    folder,
                    e.toString());
            return PageStore.late(folder);
        }
    }

    /**
     * Returns whether a missing folder is surely empty: elsewhere, or behind a link, it may be on a disk that is not
     * mounted yet.
     */
    private static boolean isKnownToBeEmpty(Path folder, SystemService kura) {
        Path data = KuraFolders.dataFolder(kura).orElse(null);
        if (data == null || !Files.isDirectory(data) || !folder.startsWith(data)) {
            return false;
        }
        for (Path step = folder; step != null && !step.equals(data); step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                return false;
            }
        }
        return Files.notExists(folder);
    }

    private static PageStore none(IOException why) {
        LOG.error(
                "There is no state, and Reveille does not start: {}",
                why.toString()); // component runtimes do not log this to Kura's log
        return PageStore.none(why);
    }
}
