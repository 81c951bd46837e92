package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots as files in a folder: page 3, slot A is {@code 3A.page}. Files and folder are synced to disk, so that a write
 * survives a power cut. A folder that cannot be written to is still read.
 */
final class FileMedium implements PageMedium {

    private static final Logger LOG = LoggerFactory.getLogger(FileMedium.class);

    private static final String PAGE = ".page";

    private static final String TEXT = ".txt";

    private final Path folder;
    private final Path quarantine;
    private final FolderLock lock;

    private FileMedium(Path folder) {
        this.folder = folder;
        this.quarantine = folder.resolve("quarantine");
        this.lock = new FolderLock(folder);
    }

    /**
     * Opens a folder for exclusive use by this gateway.
     *
     * @throws IOException if another gateway uses the folder, or if it does not exist and cannot be created
     */
    static FileMedium open(Path folder) throws IOException {
        boolean made = Files.notExists(folder);
        SafeFiles.createFolder(folder);
        try {
            if (SafeFiles.makePrivate(folder) && !made) {
                LOG.info("Other users of this machine could read the state in {}; now only the gateway can.", folder);
            }
        } catch (IOException e) {
            LOG.warn(
                    "Other users of this machine may read the state in {}; \"chmod 700\" as its owner helps.",
                    folder,
                    e);
        }
        FileMedium medium = new FileMedium(folder);
        try {
            medium.lock.hold();
            SafeFiles.removeTemporary(folder);
            if (Files.isDirectory(medium.quarantine)) {
                SafeFiles.removeTemporary(medium.quarantine);
            }
        } catch (FolderLock.TakenException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("The state in {} can be read but not written; each save tries again.", folder, e);
        } catch (Throwable e) {
            medium.close(); // or the folder would stay locked
            throw e;
        }
        return medium;
    }

    @Override
    public StateStore.Durability survives() {
        return StateStore.Durability.POWER_CUT;
    }

    @Override
    public Collection<Address> slots() throws IOException {
        List<Address> slots = new ArrayList<>();
        for (String name : names(folder, PAGE)) {
            Address.parse(name).ifPresent(slots::add);
        }
        return slots;
    }

    @Override
    public String read(Address address) throws IOException {
        return read(file(address));
    }

    @Override
    public void write(Address address, String text) throws IOException {
        lock.hold();
        SafeFiles.write(file(address), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the quarantine: the first line of each file is the reason, the rest the text; the place is in the file's
     * name.
     */
    @Override
    public Map<String, Quarantined> kept() throws IOException {
        Map<String, Quarantined> kept = new TreeMap<>();
        if (Files.isDirectory(quarantine)) {
            for (String name : names(quarantine, TEXT)) {
                String place = name.substring(0, Math.max(0, name.indexOf('-')));
                String[] parts = read(quarantine.resolve(name + TEXT)).split("\n", 2);
                kept.put(name, new Quarantined(place, parts[0], parts.length < 2 ? "" : parts[1]));
            }
        }
        return kept;
    }

    @Override
    public void keep(String name, Quarantined text) throws IOException {
        lock.hold();
        SafeFiles.createFolder(quarantine);
        String file = text.reason().replaceAll("\\R", " ") + "\n" + text.text();
        SafeFiles.write(quarantine.resolve(name + TEXT), file.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path file(Address address) {
        return folder.resolve(address + PAGE);
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // Reads no more than shows that the file is too long, whatever it is.
            return new String(in.readNBytes(PageText.LIMIT + 1024), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                names.add(name.substring(0, name.length() - ending.length()));
            }
        }
        return names;
    }
}
