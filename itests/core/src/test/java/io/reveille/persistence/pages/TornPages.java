package io.reveille.persistence.pages;

import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Real pages on a medium in memory that can tear: the power goes in the middle of a write. */
public final class TornPages implements StateStore {

    private final Medium medium = new Medium();
    private Pages pages = new Pages(medium);
    private boolean failing;

    private static final class Medium implements PageMedium {

        private final Map<Address, String> slots = new TreeMap<>();
        private final Map<String, Quarantined> kept = new TreeMap<>();
        private int untilTorn; // 1: the next write is; 0: none
        private boolean off;

        @Override
        public Durability survives() {
            return Durability.POWER_CUT;
        }

        @Override
        public Collection<Address> slots() {
            return List.copyOf(slots.keySet());
        }

        @Override
        public String read(Address address) {
            return slots.getOrDefault(address, "");
        }

        @Override
        public void write(Address address, String text) throws IOException {
            if (off) {
                throw new IOException("the power is off");
            }
            if (untilTorn > 0 && --untilTorn == 0) {
                slots.put(address, text.substring(0, text.length() * 2 / 3));
                off = true;
                throw new IOException("the power goes");
            }
            slots.put(address, text);
        }

        @Override
        public Map<String, Quarantined> kept() {
            return kept;
        }

        @Override
        public void keep(String name, Quarantined text) {
            kept.put(name, text);
        }
    }

    /** The power goes in the middle of a write, 1 being the next; what comes after that is not written either. */
    public void tearAt(int write) {
        medium.untilTorn = write;
    }

    public boolean isOff() {
        return medium.off;
    }

    /** The power is back, and all that was in memory is gone. */
    public void restart() {
        medium.untilTorn = 0;
        medium.off = false;
        pages = new Pages(medium);
    }

    /** From now on every call fails, or works again. */
    public void fail(boolean now) {
        failing = now;
    }

    @Override
    public Durability survives() {
        return medium.survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        check();
        return pages.load();
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        check();
        pages.save(changed, forgotten);
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("the disk does not answer");
        }
    }
}
