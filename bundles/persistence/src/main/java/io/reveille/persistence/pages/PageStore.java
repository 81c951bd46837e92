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

/** Run state in pages, on files in a folder or on another medium: see docs/persistence.md. */
public final class PageStore implements StateStore, Closeable {

    private final CountingMedium medium;
    private final Pages pages;

    private PageStore(PageMedium medium) {
        this.medium = new CountingMedium(medium);
        this.pages = new Pages(this.medium);
    }

    /**
     * Takes a folder for this gateway alone, until closed; makes it if it is not there. One that cannot be written to is
     * read all the same, and each save fails.
     *
     * @param folder an absolute path
     * @throws IOException if it is no absolute path, another gateway has it, or it is not there and cannot be made
     */
    public static PageStore open(Path folder) throws IOException {
        if (!folder.isAbsolute()) {
            throw new IOException("the folder for state, " + folder + ", is no absolute path");
        }
        return on(FileMedium.open(folder));
    }

    /**
     * Stands for a folder that {@link #open} could not make and that is known to hold nothing, as on a disk that is full at the
     * first start: nothing is loaded, and each save tries again to make it and fails until that works.
     *
     * @param folder an absolute path
     */
    public static PageStore late(Path folder) {
        return on(new LateMedium(folder));
    }

    /** Pages on another medium, which closing the store closes too. */
    public static PageStore on(PageMedium medium) {
        return new PageStore(medium);
    }

    /** Stands where state cannot be kept: each call says why, so that the engine can say why it does not run. */
    public static PageStore none(IOException why) {
        return on(new NoMedium(why));
    }

    /** Gives the folder back; no save succeeds after it. */
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
