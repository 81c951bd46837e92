package io.reveille.persistence.pages;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The store of run state in pages, in files in a folder or on another medium: see docs/persistence.md. */
public final class PageStore implements StateStore, Closeable {

    private final CountingMedium medium;
    private final Pages pages;

    private PageStore(PageMedium medium) {
        this.medium = new CountingMedium(medium);
        this.pages = new Pages(this.medium);
    }

    /**
     * Opens a folder for exclusive use by this gateway, until closed; creates the folder if it does not exist. A folder
     * that cannot be written to is still read, and each save fails.
     *
     * @param folder an absolute path
     * @throws IOException if the folder is no absolute path, another gateway uses it, or it does not exist and cannot
     *     be created
     */
    public static PageStore open(Path folder) throws IOException {
        if (!folder.isAbsolute()) {
            throw new IOException("the folder for state, " + folder + ", is no absolute path");
        }
        return on(FileMedium.open(folder));
    }

    /**
     * Returns a store for a folder that {@link #open} could not create and that is known to be empty, as on a disk that
     * is full at the first start: nothing is loaded, and each save tries again to create the folder and fails until
     * that works.
     *
     * @param folder an absolute path
     */
    public static PageStore late(Path folder) {
        return on(new LateMedium(folder));
    }

    /** Returns a store on another medium, which is closed with the store. */
    public static PageStore on(PageMedium medium) {
        return new PageStore(medium);
    }

    /**
     * Returns a store for when state cannot be kept: each call fails with the reason, so that the engine can report why
     * it does not run.
     */
    public static PageStore none(IOException why) {
        return on(new NoMedium(why));
    }

    /** Releases the folder; no save succeeds afterwards. */
    @Override
    public void close() throws IOException {
        medium.close();
    }

    @Override
    public Durability survives() {
        return medium.survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        return pages.load();
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        pages.save(changed, forgotten);
    }

    @Override
    public LoadReport found() {
        return pages.found();
    }

    @Override
    public List<Quarantined> quarantine() throws IOException {
        return List.copyOf(medium.kept().values());
    }

    @Override
    public Written written() {
        return medium.written();
    }
}
