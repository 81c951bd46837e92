package io.reveille.handlers.cleanup;

import io.reveille.JobContext;
import io.reveille.handlers.arguments.OneLine;
import io.reveille.handlers.cleanup.CleanupFolders.Place;
import io.reveille.handlers.cleanup.FileSelection.Found;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One pass through a folder, and the deletion of the selected files. For one thread. */
final class Sweep {

    /** Opens the folder that a path leads to. */
    @FunctionalInterface
    interface Opener {
        OpenFolder open(Path path) throws IOException;
    }

    /** Thrown when the run is to end soon. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("was asked to stop");
        }
    }

    private static final int FAULTS_SHOWN = 3;

    private final Opener opener;
    private final Place place;
    private final Set<Object> kept;
    private final JobContext context;
    private final List<Found> deleted = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int failed;

    Sweep(Opener opener, Place place, Set<Object> kept, JobContext context) {
        this.opener = opener;
        this.place = place;
        this.kept = kept;
        this.context = context;
    }

    /**
     * Looks at all files.
     *
     * @throws NoSuchFileException if there is no such folder
     * @throws Stopped if the run is to end
     */
    void look(FileSelection selection, int depth) throws IOException {
        try (OpenFolder folder = open(place.names())) {
            look(folder, Path.of(""), selection, depth);
        }
    }

    /** Deletes files, unless they have been replaced meanwhile. */
    void delete(List<Found> files) throws Stopped {
        for (Found file : files) {
            checkGoesOn();
            try {
                deleteUnchanged(file);
            } catch (NoSuchFileException e) {
                // somebody else deleted it
            } catch (IOException e) {
                failed(file.path(), e);
            }
        }
    }

    /** Returns the deleted files. */
    List<Found> deleted() {
        return deleted;
    }

    /** Returns the number of files that could not be deleted, and of folders that could not be read. */
    int failed() {
        return failed;
    }

    /** Returns the first failures, with the reasons. */
    List<String> faults() {
        return faults;
    }

    private void look(OpenFolder folder, Path path, FileSelection selection, int depth) throws IOException {
        folder.each(name -> {
            checkGoesOn();
            Path entry = path.resolve(name);
            try {
                BasicFileAttributes attributes = folder.attributes(name);
                Object key = folder.key(name, attributes);
                if (kept.contains(key)) {
                    return;
                }
                if (attributes.isRegularFile() && selection.fits(entry)) {
                    selection.add(new Found(entry, attributes.lastModifiedTime().toInstant(), attributes.size(), key));
                } else if (attributes.isDirectory() && depth > 1) {
                    try (OpenFolder inner = folder.enter(name)) {
                        look(inner, entry, selection, depth - 1);
                    }
                }
            } catch (Stopped e) {
                throw e;
            } catch (NoSuchFileException e) {
                // somebody else deleted it
            } catch (IOException e) {
                failed(entry, e);
            }
        });
    }

    private void deleteUnchanged(Found file) throws IOException {
        List<String> way = new ArrayList<>(place.names());
        file.path().forEach(step -> way.add(step.toString()));
        String name = way.remove(way.size() - 1);
        try (OpenFolder folder = open(way)) {
            BasicFileAttributes now = folder.attributes(name);
            boolean unchanged = now.isRegularFile()
                    && folder.key(name, now).equals(file.key())
                    && now.size() == file.bytes()
                    && now.lastModifiedTime().toInstant().equals(file.changed());
            if (unchanged) {
                folder.delete(name);
                deleted.add(file);
            }
        }
    }

    /** Opens the folders one by one from the allowed folder on, so that no link leads out of it. */
    private OpenFolder open(List<String> names) throws IOException {
        OpenFolder here = opener.open(place.base());
        try {
            for (String name : names) {
                BasicFileAttributes attributes = here.attributes(name);
                if (attributes.isSymbolicLink()) {
                    throw new FileSystemException(name, null, "it is a link, and links are not followed");
                }
                if (kept.contains(here.key(name, attributes))) {
                    throw new FileSystemException(name, null, "the gateway keeps it for itself");
                }
                OpenFolder next = here.enter(name);
                here.close();
                here = next;
            }
            return here;
        } catch (Throwable e) {
            here.close();
            throw e;
        }
    }

    private void failed(Path path, IOException why) {
        failed++;
        if (faults.size() < FAULTS_SHOWN) {
            faults.add(OneLine.escape(path + ": " + reason(why)));
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : null;
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private void checkGoesOn() throws Stopped {
        if (context.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }
}
