package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slots in a folder that could not be created, on a full disk for example: there is nothing to read, and each write
 * tries again to create the folder. If the folder turns up with pages in it, they are not overwritten: the next start
 * reads them.
 */
final class LateMedium implements PageMedium {

    private final Path folder;
    private @Nullable FileMedium made; // guarded by this
    private boolean closed; // guarded by this

    LateMedium(Path folder) {
        this.folder = folder;
    }

    @Override
    public StateStore.Durability survives() {
        return StateStore.Durability.POWER_CUT;
    }

    @Override
    public synchronized Collection<Address> slots() throws IOException {
        return made == null ? List.of() : made.slots();
    }

    @Override
    public synchronized String read(Address address) throws IOException {
        if (made == null) {
            throw new IOException("the folder " + folder + " is not there");
        }
        return made.read(address);
    }

    @Override
    public synchronized void write(Address address, String text) throws IOException {
        made().write(address, text);
    }

    @Override
    public synchronized Map<String, Quarantined> kept() throws IOException {
        return made == null ? Map.of() : made.kept();
    }

    @Override
    public synchronized void keep(String name, Quarantined text) throws IOException {
        made().keep(name, text);
    }

    private synchronized FileMedium made() throws IOException {
        if (closed) {
            throw new IOException("the store in " + folder + " is closed");
        }
        FileMedium medium = made;
        if (medium == null) {
            medium = FileMedium.open(folder);
            boolean isOurs = false;
            try {
                if (!medium.slots().isEmpty()) {
                    throw new IOException("the folder " + folder
                            + " was not there at the start and now has state in it; it counts at the next start");
                }
                isOurs = true;
            } finally {
                if (!isOurs) {
                    medium.close(); // or its lock would make the next try fail
                }
            }
            made = medium;
        }
        return medium;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (made != null) {
            made.close();
        }
    }
}
