package io.reveille.load;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the kernel says that files of a folder have changed. Until then no thread of it wakes. */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final Path folder;
    private final Predicate<String> counts;
    private final Runnable changed;
    private final WatchService service;
    private final Thread thread;

    /**
     * @param counts which names of files count
     * @param changed called after each change of a file that counts
     * @throws IOException if the kernel tells of no changes there
     */
    FolderWatch(Path folder, Predicate<String> counts, Runnable changed) throws IOException {
        this.folder = folder;
        this.counts = counts;
        this.changed = changed;
        this.service = folder.getFileSystem().newWatchService();
        this.thread = new Thread(this::run, "reveille-load-watch");
        this.thread.setDaemon(true);
    }

    void start() throws IOException {
        try {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            service.close();
            throw e;
        }
        thread.start();
    }

    private void run() {
        try {
            boolean isThere = true;
            while (isThere) {
                WatchKey key = service.take();
                boolean any = false;
                for (WatchEvent<?> event : key.pollEvents()) {
                    // Without a name when there were too many to tell of each.
                    any |= event.context() == null
                            || counts.test(event.context().toString());
                }
                isThere = key.reset();
                if (any) {
                    changed.run();
                }
            }
            LOG.warn("The folder {} is gone: nothing is taken from it until the next start.", folder);
        } catch (ClosedWatchServiceException e) {
            LOG.debug("The folder {} is watched no more.", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
